#include "app/threads.h"

#include <QTimer>

using namespace std::chrono_literals;

namespace desk {

namespace {
// An answer travels in turns of the loop, each of which may post the next; sockets say goodbye meanwhile.
constexpr auto runningDry = 50ms;
} // namespace

WorkerThread::WorkerThread(const QString &name)
{
    m_thread.setObjectName(name);
}

WorkerThread::~WorkerThread()
{
    stop([] {});
}

void WorkerThread::start(QObject &worker, std::function<void()> atEnd)
{
    m_worker = &worker;
    // Direct: finished() is emitted on the thread itself, when its loop is over and before what it left to delete goes.
    QObject::connect(&m_thread, &QThread::finished, &m_thread, std::move(atEnd), Qt::DirectConnection);
    worker.moveToThread(&m_thread);
    m_thread.start();
}

void WorkerThread::stop(std::function<void()> last)
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, thread = &m_thread, last = std::move(last)] {
            last();
            QTimer::singleShot(runningDry, worker, [thread] { thread->quit(); });
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

} // namespace desk
