#pragma once

#include "core/base/completer.h"
#include "core/base/onreply.h"
#include "core/deskservices.h"
#include "core/events/eventhub.h"

#include <QFuture>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace desk::ui {

/// The console's way to the core, and the only one: questions go over to the core thread, answers and events come back.
///
/// Lives on the GUI thread, which it never blocks. Answers are consumed with onReply(future, this, ...). Does not own what it is given;
/// what it is given lives on the core thread and outlives close(). Every question is answered exactly once; Cancelled after close() and when
/// the core goes first.
class CoreGateway : public QObject
{
    Q_OBJECT

public:
    /// @param coreContext anything that lives on the core thread as long as the services do.
    CoreGateway(QObject &coreContext, DeskServices &services, EventHub &events, QObject *parent = nullptr);
    ~CoreGateway() override;

    /// Asks nothing any more and tells nothing any more. What was asked before still runs, in its order: whoever stops the core does so
    /// with something that is posted to the core thread after this.
    void close();

    /// @param work runs on the core thread, soon after: it may write, and is short.
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> ask(std::function<Result<T>(DeskServices &)> work)
    {
        const Completer<T> completer;
        if (m_open) {
            QMetaObject::invokeMethod(
                &m_core,
                [completer, services = &m_services, work = std::move(work)] { completer.complete(work(*services)); },
                Qt::QueuedConnection);
        }
        return completer.future();
    }
    /// The same for work that is itself answered later.
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> askLater(std::function<QFuture<Result<T>>(DeskServices &)> work)
    {
        const Completer<T> completer;
        if (m_open) {
            QMetaObject::invokeMethod(
                &m_core,
                [completer, core = &m_core, services = &m_services, work = std::move(work)] {
                    onReply(work(*services), core,
                            [completer](const Result<T> &answer) { completer.complete(answer); });
                },
                Qt::QueuedConnection);
        }
        return completer.future();
    }
    /// @param job runs on the thread of the long reads, with its own connection; it must own what it uses. It sees what is committed.
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> read(std::function<Result<T>(Database &)> job)
    {
        return askLater<T>(
            [job = std::move(job)](DeskServices &services) { return services.reader.template run<T>(job); });
    }

    /// As told last.
    [[nodiscard]] const LinkInfo &link() const { return m_link; }
    /// Who acts here: the desk's first administrator until somebody else is chosen.
    [[nodiscard]] const Actor &actor() const { return m_actor; }
    void setActor(const Actor &actor);

Q_SIGNALS:
    /// What has been committed, each row once; in order.
    void changed(const QList<desk::LiveEvent> &events);
    /// Presence and typing, which nothing stores.
    void announced(const QString &topic, const QJsonObject &payload);
    void linkChanged(const desk::LinkInfo &link);
    /// The service has changed its limits on our account.
    void standingChanged();
    void actorChanged(const desk::Actor &actor);
    /// Settings of the desk that somebody has changed, by key.
    void settingsChanged(const QStringList &keys);

private:
    void watchLink();
    void setLink(const LinkInfo &link);
    void learnActor();

    QObject &m_core;
    DeskServices &m_services; ///< touched on the core thread only
    bool m_open = true;
    LinkInfo m_link{.state = LinkState::Connecting}; ///< until the core says more
    Actor m_actor;
};

} // namespace desk::ui
