#include "whatsapp/message/phonerequests.h"

#include "whatsapp/logging.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr int perRequest = 20;

} // namespace

PhoneRequests::PhoneRequests(SessionStore &store, ReceivedMessages &received, Sender &sender, Clock &clock,
                             QObject *parent)
    : QObject(parent), m_store(store), m_received(received), m_sender(sender), m_clock(clock)
{
}

void PhoneRequests::check()
{
    if (m_asking || !m_sender.isReady())
        return;
    const qint64 now = m_clock.nowMs();
    qint64 nextAt = 0;
    auto due = m_received.duePhoneRequests(now, perRequest, &nextAt);
    if (!due) {
        qCCritical(lcWaMessage).noquote() << "requests to the phone not read:" << due.error().detail;
        return;
    }
    if (!due->isEmpty()) {
        m_asking = true;
        auto asking = ask(*std::move(due));
        QCoro::connect(std::move(asking), this, [this] {
            m_asking = false;
            check();
        });
        return;
    }
    if (nextAt == 0 || (m_wakeAt > now && m_wakeAt <= nextAt))
        return;
    m_wakeAt = nextAt;
    m_clock.singleShot(std::chrono::milliseconds(std::max<qint64>(nextAt - now, 1)), this, [this, nextAt] {
        if (m_wakeAt == nextAt)
            m_wakeAt = 0;
        check();
    });
}

QCoro::Task<> PhoneRequests::ask(QList<ReceivedMessages::PhoneRequest> due)
{
    const QPointer<PhoneRequests> self(this);
    QList<MessageTarget> targets;
    for (const ReceivedMessages::PhoneRequest &request : due) {
        const MessageEvent &message = request.message;
        MessageTarget target{.chat = message.chat, .id = message.id, .fromMe = message.fromMe};
        if (message.chat.isPhone() && message.chatAlt.isLid())
            target.chat = message.chatAlt; // the form that a migrated account knows
        if (message.chat.isGroup())
            target.participant = message.sender.account();
        targets.append(target);
    }
    // Noted before: asked for twice would do no harm, asked for in a loop would.
    const auto noted = m_store.transaction([&]() -> Result<> {
        for (const ReceivedMessages::PhoneRequest &request : due) {
            if (auto done = m_received.markAsked(request.key); !done)
                return done;
        }
        return {};
    });
    if (!noted) {
        qCCritical(lcWaMessage).noquote() << "requests to the phone not noted:" << noted.error().detail;
        co_return;
    }
    auto sending = m_sender.sendToOwnPhone(placeholderResendRequest(targets));
    const Result<> sent = co_await sending;
    if (self && !sent)
        qCWarning(lcWaMessage).noquote() << "the own phone was not asked:" << sent.error().detail;
}

} // namespace desk::wa
