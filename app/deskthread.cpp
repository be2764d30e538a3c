#include "app/deskthread.h"

using namespace Qt::StringLiterals;

namespace desk {

DeskThread::DeskThread(Settings settings) : m_settings(std::move(settings)), m_thread(u"core"_s) { }

DeskThread::~DeskThread()
{
    stop();
}

QFuture<Result<QUrl>> DeskThread::start()
{
    // As in a program without a GUI, the desk stops when its loop is over: coroutines of its services would resume into nothing else.
    m_thread.start(m_context, [this] { m_composition.reset(); });
    const Completer<QUrl> completer;
    QMetaObject::invokeMethod(
        &m_context,
        [this, completer] {
            m_composition = std::make_unique<Composition>(m_settings);
            Result<QUrl> url = m_composition->start();
            m_stage = m_composition->stage();
            completer.complete(std::move(url));
        },
        Qt::QueuedConnection);
    return completer.future();
}

void DeskThread::stop()
{
    m_thread.stop([] {});
}

} // namespace desk
