#include "ui/shell/housekeeping.h"

#include "core/administration/administration.h"
#include "core/backup/backupservice.h"

#include <QDateTime>
#include <QStorageInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto lookInterval = 60s;
constexpr qint64 warningFactor = 5;        ///< told well before the desk calls itself not ready
constexpr qint64 peopleFor = 5 * 60'000LL; ///< a session says that it is there each minute at most

int peopleIn(const QList<Session> &sessions)
{
    const qint64 since = QDateTime::currentMSecsSinceEpoch() - peopleFor;
    QSet<UserId> people;
    for (const Session &session : sessions) {
        if (session.lastSeenAt >= since)
            people << session.userId;
    }
    return int(people.size());
}

/// On the core thread.
Result<Housekeeping::State> stateOf(DeskServices &services)
{
    Housekeeping::State state;
    state.freeBytes = QStorageInfo(services.dataDir).bytesAvailable();
    state.scarceBytes = services.minimumFreeBytes * warningFactor;
    if (services.panel)
        state.panel = services.panel();
    if (state.panel.port != 0) {
        const auto sessions = services.accounts.allSessions();
        if (!sessions)
            return fail(sessions.error());
        state.people = peopleIn(*sessions);
    }
    if (services.backups) {
        const auto last = services.backups->lastRun();
        const auto good = services.backups->lastGoodRun();
        if (!last || !good)
            return fail(last ? good.error() : last.error());
        state.backupsDaily = services.administration && services.administration->settings.isOn(u"backup.daily"_s);
        state.backupAt = good->endedAt;
        state.backupFailed = !last->problem.isEmpty();
    }
    return state;
}

} // namespace

Housekeeping::Housekeeping(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    m_interval.setInterval(lookInterval);
    connect(&m_interval, &QTimer::timeout, this, &Housekeeping::look);
    connect(&m_gateway, &CoreGateway::settingsChanged, this, &Housekeeping::look);
    m_interval.start();
    look();
}

void Housekeeping::look()
{
    onReply(m_gateway.ask<State>([](DeskServices &services) { return stateOf(services); }), this,
            [this](const Result<State> &state) {
                if (!state)
                    return; // the next look may know
                m_state = *state;
                Q_EMIT changed();
            });
}

} // namespace desk::ui
