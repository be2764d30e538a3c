#include "core/messaging/inbox.h"

#include "core/base/logging.h"
#include "core/base/redact.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr int maxTextLength = 65536;
}

Inbox::Inbox(Stores stores, Clock &clock, std::chrono::milliseconds quietTime, QObject *parent)
    : QObject(parent), m_stores(stores), m_clock(clock), m_quietTime(quietTime)
{
}

Result<MessageId> Inbox::take(const IncomingMessage &incoming)
{
    if (incoming.wireId.isEmpty() || incoming.wireId.size() > 256)
        return fail(Errc::Invalid, u"a message id of 1 to 256 characters is needed"_s);
    return m_stores.database.transaction([&]() -> Result<MessageId> {
        auto customer = m_stores.customers.resolve(incoming.address, incoming.senderName);
        if (!customer)
            return fail(customer.error());
        const qint64 now = m_clock.nowMs();
        Message message;
        message.customerId = *customer;
        message.direction = incoming.fromOwnPhone ? Direction::Out : Direction::In;
        message.author = {incoming.fromOwnPhone ? Author::Type::Phone : Author::Type::Customer, 0,
                          incoming.senderName.left(200)};
        message.wireId = incoming.wireId;
        message.kind = incoming.kind;
        message.text = incoming.text.left(maxTextLength);
        message.state = incoming.fromOwnPhone ? DeliveryState::Accepted : DeliveryState::Received;
        message.createdAt = incoming.sentAt > 0 ? qMin(incoming.sentAt, now) : now;
        if (!incoming.media.isEmpty()) {
            auto attachment = m_stores.attachments.add(incoming.media);
            if (!attachment)
                return fail(attachment.error());
            message.attachmentId = *attachment;
        }
        if (auto ticket = m_stores.tickets.currentOf(*customer, std::numeric_limits<qint64>::max()); ticket)
            message.ticketId = ticket->id;
        else if (ticket.error().code != Errc::NotFound)
            return fail(ticket.error());

        auto inserted = m_stores.messages.insert(message);
        if (!inserted)
            return fail(inserted.error());
        if (!inserted->isNew)
            return inserted->id;
        if (auto done = m_stores.live.record(u"message"_s, inserted->id.value); !done)
            return fail(done.error());
        if (!incoming.fromOwnPhone) {
            if (auto done = m_stores.conversations.scheduleTurn(*customer, now + m_quietTime.count(), now); !done)
                return fail(done.error());
        }
        m_stores.database.afterCommit(
            [this, id = inserted->id, customer = *customer] { Q_EMIT messageStored(id, customer); });
        qCInfo(lcInbox).noquote() << "stored" << inserted->id.value << "of" << redact(incoming.address);
        return inserted->id;
    });
}

} // namespace desk
