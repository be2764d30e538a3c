#include "core/messaging/inbox.h"

#include "core/base/logging.h"
#include "core/base/redact.h"

#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int maxTextLength = 65536;
constexpr int maxIdLength = 256;
constexpr int maxSenderName = 200;
constexpr int maxDetailsSize = 65536;

const QString unsupportedKind = u"unsupported"_s;
const QString callKind = u"call"_s;
const QStringList knownKinds{u"text"_s,     u"image"_s,   u"video"_s,      u"audio"_s,    u"document"_s,
                             u"location"_s, u"contact"_s, u"sticker"_s,    u"reaction"_s, u"edit"_s,
                             u"revoke"_s,   callKind,     unsupportedKind, unreadableKind};

bool isWireId(const QString &id)
{
    return !id.isEmpty() && id.size() <= maxIdLength;
}

/// As it is stored, without what only the database knows.
Message messageFrom(const IncomingMessage &incoming, qint64 now)
{
    const bool ours = incoming.fromOwnPhone;
    Message message;
    message.direction = ours ? Direction::Out : Direction::In;
    message.author = {ours ? Author::Type::Phone : Author::Type::Customer, 0, incoming.senderName.left(maxSenderName)};
    message.wireId = incoming.wireId;
    message.kind = incoming.kind;
    message.details = incoming.details;
    if (QJsonDocument(message.details).toJson(QJsonDocument::Compact).size() > maxDetailsSize)
        message.details = {{u"too_large"_s, true}}; // a contact may be of any size
    if (!knownKinds.contains(incoming.kind)) {
        message.kind = unsupportedKind;
        message.details.insert(u"type"_s, incoming.kind.left(maxSenderName));
    }
    message.text = incoming.text.left(maxTextLength);
    message.state = ours ? DeliveryState::Accepted : DeliveryState::Received;
    message.createdAt = incoming.sentAt > 0 ? qMin(incoming.sentAt, now) : now;
    message.acceptedAt = ours ? message.createdAt : 0;
    const bool saysSomething = !isAction(message.kind) && message.kind != unreadableKind && message.kind != callKind;
    message.pending = saysSomething;
    message.unread = !ours && !isAction(message.kind);
    return message;
}

} // namespace

Inbox::Inbox(Stores stores, Clock &clock, std::chrono::milliseconds quietTime, QObject *parent)
    : QObject(parent), m_stores(stores), m_clock(clock), m_quietTime(quietTime)
{
}

Result<MessageId> Inbox::take(const IncomingMessage &incoming)
{
    if (!isWireId(incoming.wireId))
        return fail(Errc::Invalid, u"a message id of 1 to 256 characters is needed"_s);
    if (isAction(incoming.kind) && (!incoming.target || !isWireId(incoming.target->wireId)))
        return fail(Errc::Invalid, u"a %1 without a target"_s.arg(incoming.kind));
    return m_stores.database.transaction([&]() -> Result<MessageId> {
        // On our own messages the name is ours, and they do not say where the customer writes from.
        auto customer = incoming.fromOwnPhone
            ? m_stores.customers.mean(incoming.address, incoming.aliases, {})
            : m_stores.customers.resolve(incoming.address, incoming.aliases, incoming.senderName);
        return customer ? store(incoming, *customer) : fail(customer.error());
    });
}

Result<MessageId> Inbox::store(const IncomingMessage &incoming, CustomerId customer)
{
    Message message = messageFrom(incoming, m_clock.nowMs());
    message.customerId = customer;
    auto known = m_stores.messages.findReferenced(customer, {incoming.wireId, incoming.fromOwnPhone});
    if (!known && known.error().code != Errc::NotFound)
        return fail(known.error());
    if (known && (known->kind != unreadableKind || message.kind == unreadableKind))
        return known->id;

    if (!incoming.media.isEmpty()) {
        auto attachment = m_stores.attachments.add(incoming.media);
        if (!attachment)
            return fail(attachment.error());
        message.attachmentId = *attachment;
    }
    m_stores.media.describe(message, incoming);
    if (auto done = refer(message, incoming); !done)
        return fail(done.error());
    if (known) {
        message.id = known->id;
        if (auto done = m_stores.messages.replaceUnreadable(known->id, message); !done)
            return fail(done.error());
    } else {
        auto inserted = m_stores.messages.insert(message);
        if (!inserted)
            return fail(inserted.error());
        message.id = inserted->id;
    }
    if (auto done = m_stores.media.add(message, incoming); !done)
        return fail(done.error());
    if (auto done = follow(message); !done)
        return fail(done.error());
    qCInfo(lcInbox).noquote() << (known ? "readable now:" : "stored") << message.id.value << "of"
                              << redact(incoming.address);
    return message.id;
}

/// Fills in what the message is about: quote, target and ticket.
Result<> Inbox::refer(Message &message, const IncomingMessage &incoming)
{
    if (incoming.quoted && isWireId(incoming.quoted->wireId)) {
        auto quoted = m_stores.messages.findReferenced(message.customerId, *incoming.quoted);
        if (quoted)
            message.quotedId = quoted->id;
        else if (quoted.error().code != Errc::NotFound)
            return fail(quoted.error());
    }
    if (isAction(message.kind)) {
        // Ours can only be changed by us, and theirs by them; what says otherwise is kept, but never counts.
        const bool ofOneAuthor = incoming.target->fromUs == (message.direction == Direction::Out);
        if (message.kind == "reaction"_L1 || ofOneAuthor)
            message.target = incoming.target;
        if (message.target) {
            auto target = m_stores.messages.findReferenced(message.customerId, *message.target);
            if (target) {
                message.targetId = target->id;
                message.ticketId = target->ticketId;
                return {};
            }
            if (target.error().code != Errc::NotFound)
                return fail(target.error());
        }
    }
    auto ticket = openTicketOf(message.customerId);
    if (!ticket)
        return fail(ticket.error());
    message.ticketId = *ticket;
    return {};
}

/// What a stored message brings with it: links, a turn, and word to those who look on.
Result<> Inbox::follow(const Message &message)
{
    if (message.targetId.isValid()) {
        if (auto done = m_stores.messages.supersede(message.targetId); !done)
            return done;
        // The target looks different now.
        if (auto done = m_stores.live.record(u"message"_s, message.targetId.value); !done)
            return done;
    }
    if (!isAction(message.kind)) {
        if (auto done = m_stores.messages.linkActions(message); !done)
            return done;
    }
    if (message.pending) {
        // The bot must not speak once one of us has.
        const qint64 now = m_clock.nowMs();
        const qint64 due = message.direction == Direction::Out ? now : now + m_quietTime.count();
        if (auto done = m_stores.conversations.scheduleTurn(message.customerId, due, now); !done)
            return done;
    }
    return announce(message);
}

Result<TicketId> Inbox::openTicketOf(CustomerId customer)
{
    auto ticket = m_stores.tickets.currentOf(customer, std::numeric_limits<qint64>::max());
    if (ticket)
        return ticket->id;
    return ticket.error().code == Errc::NotFound ? Result<TicketId>(TicketId{}) : fail(ticket.error());
}

Result<> Inbox::announce(const Message &message)
{
    if (auto done = m_stores.live.record(u"message"_s, message.id.value, LiveChange::Created); !done)
        return done;
    m_stores.database.afterCommit(
        [this, id = message.id, customer = message.customerId] { Q_EMIT messageStored(id, customer); });
    if (message.kind == callKind)
        m_stores.database.afterCommit([this, id = message.id] { Q_EMIT callStored(id); });
    return {};
}

Result<> Inbox::take(const ReadElsewhere &read)
{
    return m_stores.database.transaction([&]() -> Result<> {
        auto customer = m_stores.customers.lookUp(read.address);
        if (!customer || !customer->isValid())
            return customer ? Result<>() : fail(customer.error());
        const qint64 now = m_clock.nowMs();
        bool changed = false;
        for (const QString &wireId : read.wireIds) {
            auto was = m_stores.messages.markRead(*customer, wireId, now);
            if (!was)
                return fail(was.error());
            changed = changed || *was;
        }
        return changed ? m_stores.live.record(u"conversation"_s, customer->value) : Result<>();
    });
}

Result<> Inbox::take(const SecurityCodeChanged &changed)
{
    return m_stores.database.transaction([&]() -> Result<> {
        auto customer = m_stores.customers.lookUp(changed.address);
        if (!customer || !customer->isValid())
            return customer ? Result<>() : fail(customer.error());
        Message message;
        message.customerId = *customer;
        message.createdAt = m_clock.nowMs();
        message.wireId = u"system:security_code:"_s + m_clock.nowUtc().date().toString(Qt::ISODate);
        message.kind = u"system"_s;
        message.state = DeliveryState::Received;
        message.details = {{u"event"_s, u"security_code_changed"_s}};
        auto ticket = openTicketOf(*customer);
        if (!ticket)
            return fail(ticket.error());
        message.ticketId = *ticket;
        auto inserted = m_stores.messages.insert(message);
        if (!inserted || !inserted->isNew)
            return inserted ? Result<>() : fail(inserted.error());
        message.id = inserted->id;
        return announce(message);
    });
}

} // namespace desk
