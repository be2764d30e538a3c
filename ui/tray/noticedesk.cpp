#include "ui/tray/noticedesk.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

namespace {

constexpr auto gatheringTime = 800ms;
constexpr qsizetype mostLookedUp = 50; // more are a flood: that there are many is all that is told

/// On the core thread.
QList<NoticeEvent> describe(DeskServices &services, const QList<LiveEvent> &events)
{
    QList<NoticeEvent> described;
    for (const LiveEvent &event : events) {
        NoticeEvent one;
        if (event.topic == "message"_L1) {
            const auto message = services.messages.find({event.subject});
            if (!message || isAction(message->kind))
                continue;
            one.ticket = message->ticketId;
            one.author = message->author.type;
            one.person = message->author.name;
            one.text = message->text;
        } else {
            one.what = NoticeEvent::What::NewTicket;
            one.ticket = {event.subject};
        }
        if (one.ticket.isValid()) {
            if (const auto ticket = services.tickets.find(one.ticket)) {
                one.subject = ticket->fault;
                one.person = ticket->requester.isEmpty() ? one.person : ticket->requester;
            }
        } else {
            continue; // the guided conversation is at it: its ticket will be told
        }
        described << one;
    }
    return described;
}

} // namespace

NoticeDesk::NoticeDesk(CoreGateway &gateway, QObject *parent) : QObject(parent), m_gateway(gateway)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(gatheringTime);
    connect(&m_pause, &QTimer::timeout, this, &NoticeDesk::ask);
    connect(&m_gateway, &CoreGateway::changed, this, &NoticeDesk::gather);
}

void NoticeDesk::gather(const QList<LiveEvent> &events)
{
    for (const LiveEvent &event : events) {
        const bool message = event.topic == "message"_L1 && event.direction == "in"_L1;
        const bool ticket = event.topic == "ticket"_L1;
        if ((message || ticket) && event.change == "created"_L1 && m_gathered.size() < mostLookedUp)
            m_gathered << event;
    }
    if (!m_gathered.isEmpty() && !m_pause.isActive())
        m_pause.start();
}

void NoticeDesk::ask()
{
    const QList<LiveEvent> events = std::exchange(m_gathered, {});
    const auto described = m_gateway.ask<QList<NoticeEvent>>(
        [events](DeskServices &services) -> Result<QList<NoticeEvent>> { return describe(services, events); });
    onReply(described, this, [this](const Result<QList<NoticeEvent>> &known) {
        if (!known)
            return;
        NoticeWishes undisturbed = m_wishes;
        undisturbed.doNotDisturb = false;
        const QList<Notice> notices = noticesOf(*known, undisturbed);
        for (const Notice &notice : notices) {
            Q_EMIT happened(notice);
            if (!m_wishes.doNotDisturb)
                Q_EMIT noticed(notice);
        }
    });
}

} // namespace desk::ui
