#include "app/threads.h"

#include <QCoreApplication>
#include <QTimer>

#include <openssl/crypto.h>

using namespace std::chrono_literals;

namespace desk {

namespace {
// An answer travels in turns of the loop, each of which may post the next; sockets say goodbye meanwhile.
constexpr auto runningDry = 50ms;
} // namespace

void WorkerThread::Thread::run()
{
    exec();
    atEnd();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    // Qt's wait() returns before the system's thread is gone. What OpenSSL keeps for the thread would be given back only then,
    // and by the end of the program once more: a heap broken at the exit.
    OPENSSL_thread_stop();
}

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
    m_thread.atEnd = std::move(atEnd);
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
