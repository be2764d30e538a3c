#include "core/messaging/outbox.h"

#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/base/redact.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int maxInFlight = 8;
constexpr int maxTextLength = 65536;

QString newWireId(Random &random)
{
    // The shape of WhatsApp Web's own ids, so that the same id serves every channel.
    return u"3EB0"_s + QString::fromLatin1(random.bytes(9).toHex().toUpper());
}

} // namespace

Outbox::Outbox(Stores stores, MessageChannel &channel, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_database(stores.database), m_messages(stores.messages), m_customers(stores.customers),
      m_live(stores.live), m_channel(channel), m_clock(clock), m_random(random)
{
    connect(&m_channel, &MessageChannel::readyChanged, this, [this] { schedulePump(); });
}

std::chrono::milliseconds Outbox::retryDelay(int attempts, double unit)
{
    const double base = std::min(300000.0, 2000.0 * std::pow(2.0, std::max(0, attempts - 1)));
    return std::chrono::milliseconds(qint64(base * (0.75 + 0.5 * unit)));
}

Result<> Outbox::start()
{
    auto settled = m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(u"SELECT message_id FROM outbox WHERE in_flight = 1"_s);
        if (auto done = query.exec(); !done)
            return done;
        QList<MessageId> ids;
        while (query.next())
            ids << MessageId{query.int64(0)};
        for (const MessageId id : std::as_const(ids)) {
            if (!m_channel.repeatsSafely()) {
                if (auto done = settle(id, DeliveryState::Refused, u"outcome_unknown"_s); !done)
                    return done;
                continue;
            }
            Statement again = m_database.prepare(u"UPDATE outbox SET in_flight = 0, due_at = 0 WHERE message_id = ?"_s);
            if (auto done = again.bind(id.value).exec(); !done)
                return done;
        }
        if (!ids.isEmpty())
            qCInfo(lcOutbox) << "messages in flight at the last stop:" << ids.size();
        return {};
    });
    if (!settled)
        return settled;
    m_running = true;
    schedulePump();
    return {};
}

void Outbox::stop()
{
    m_running = false;
}

Result<Message> Outbox::enqueue(CustomerId customer, TicketId ticket, Author author, QString text)
{
    if (text.trimmed().isEmpty() || text.size() > maxTextLength)
        return fail(Errc::Invalid, u"/text"_s);
    // Looked up outside: a missing address must not undo what the caller has done in its transaction.
    auto address = m_customers.sendingAddress(customer);
    if (!address)
        return fail(address.error());
    return m_database.transaction([&]() -> Result<Message> {
        Message message;
        message.customerId = customer;
        message.ticketId = ticket;
        message.direction = Direction::Out;
        message.author = std::move(author);
        message.wireId = newWireId(m_random);
        message.text = std::move(text);
        message.state = DeliveryState::Queued;
        message.createdAt = m_clock.nowMs();
        auto inserted = m_messages.insert(message);
        if (!inserted)
            return fail(inserted.error());
        message.id = inserted->id;
        Statement queue = m_database.prepare(
            u"INSERT INTO outbox(message_id, customer_id, address, wire_id, due_at) VALUES (?,?,?,?,?)"_s);
        queue.bind(message.id.value).bind(customer.value).bind(*address).bind(message.wireId).bind(message.createdAt);
        if (auto done = queue.exec(); !done)
            return fail(done.error());
        if (auto done = publish(message.id); !done)
            return fail(done.error());
        m_database.afterCommit([this] { schedulePump(); });
        return message;
    });
}

Result<qint64> Outbox::oldestWaiting()
{
    Statement query = m_database.prepare(
        u"SELECT m.created_at FROM outbox o JOIN message m ON m.id = o.message_id ORDER BY o.message_id LIMIT 1"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

void Outbox::schedulePump(std::chrono::milliseconds delay)
{
    if (!m_running)
        return;
    if (delay > 0ms) {
        const qint64 at = m_clock.nowMs() + delay.count();
        if (m_wakeAt > 0 && m_wakeAt <= at)
            return;
        m_wakeAt = at;
        m_clock.singleShot(delay, this, [this, at] {
            if (m_wakeAt == at)
                m_wakeAt = 0;
            schedulePump();
        });
        return;
    }
    if (m_pumpPending)
        return;
    m_pumpPending = true;
    QMetaObject::invokeMethod(this, &Outbox::pump, Qt::QueuedConnection);
}

void Outbox::pump()
{
    m_pumpPending = false;
    if (!m_running || !m_channel.isReady() || m_inFlight >= maxInFlight)
        return;
    const qint64 now = m_clock.nowMs();
    // The first waiting message of each customer, and only that: it holds back those behind it.
    const QString heads = u"FROM outbox o WHERE in_flight = 0 AND message_id = "
                          "(SELECT min(message_id) FROM outbox x WHERE x.customer_id = o.customer_id)"_s;
    QList<Row> rows;
    {
        Statement query = m_database.prepare(u"SELECT message_id, address, wire_id, attempts "_s + heads
                                             + u" AND due_at <= ? ORDER BY message_id LIMIT ?"_s);
        if (auto done = query.bind(now).bind(maxInFlight - m_inFlight).exec(); !done)
            return schedulePump(5s);
        while (query.next())
            rows << Row{{query.int64(0)}, query.text(1), query.text(2), int(query.int64(3))};
    }
    for (const Row &row : std::as_const(rows))
        send(row);

    Statement next = m_database.prepare(u"SELECT min(due_at) "_s + heads + u" AND due_at > ?"_s);
    if (auto done = next.bind(now).exec(); !done)
        return schedulePump(5s);
    if (next.next() && next.int64(0) > 0)
        schedulePump(std::chrono::milliseconds(std::max<qint64>(1, next.int64(0) - now)));
}

void Outbox::send(const Row &row)
{
    auto message = m_messages.find(row.messageId);
    if (!message)
        return;
    auto marked = m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(u"UPDATE outbox SET in_flight = 1 WHERE message_id = ?"_s);
        if (auto done = query.bind(row.messageId.value).exec(); !done)
            return done;
        if (auto moved = m_messages.advance(row.messageId, DeliveryState::Sending, {}, m_clock.nowMs()); !moved)
            return fail(moved.error());
        return publish(row.messageId);
    });
    if (!marked)
        return schedulePump(5s);
    ++m_inFlight;
    auto reply = m_channel.send({.wireId = row.wireId, .address = row.address, .text = message->text});
    onReply(reply, this, [this, row](const Result<SendOutcome> &outcome) { finish(row, outcome); });
}

void Outbox::finish(const Row &row, const Result<SendOutcome> &outcome)
{
    --m_inFlight;
    if (outcome) {
        const bool accepted = outcome->kind == SendOutcome::Kind::Accepted;
        auto settled = m_database.transaction([&] {
            return settle(row.messageId, accepted ? DeliveryState::Accepted : DeliveryState::Refused, outcome->cause);
        });
        if (!settled)
            qCCritical(lcOutbox).noquote() << "outcome not recorded:" << settled.error().detail;
        return schedulePump();
    }
    // Nobody is waiting any more: the row stays in flight and start() settles it.
    if (outcome.error().code == Errc::Cancelled && !m_running)
        return;
    const int attempts = row.attempts + 1;
    const auto delay = retryDelay(attempts, m_random.unit());
    qCInfo(lcOutbox).noquote() << "attempt" << attempts << "of" << redact(row.wireId)
                               << "failed:" << toString(outcome.error().code) << "next in ms" << delay.count();
    auto waiting = m_database.transaction([&]() -> Result<> {
        Statement queue = m_database.prepare(
            u"UPDATE outbox SET in_flight = 0, attempts = ?, due_at = ?, last_error = ? WHERE message_id = ?"_s);
        queue.bind(attempts)
            .bind(m_clock.nowMs() + delay.count())
            .bind(toString(outcome.error().code))
            .bind(row.messageId.value);
        if (auto done = queue.exec(); !done)
            return done;
        // The one step back: nothing took the message, it waits in the queue again.
        Statement state = m_database.prepare(
            u"UPDATE message SET state = 'queued' WHERE id = ? AND state = 'sending'"_s);
        if (auto done = state.bind(row.messageId.value).exec(); !done)
            return done;
        return publish(row.messageId);
    });
    if (!waiting)
        qCCritical(lcOutbox).noquote() << "retry not recorded:" << waiting.error().detail;
    schedulePump();
}

Result<> Outbox::settle(MessageId id, DeliveryState state, const QString &cause)
{
    Statement query = m_database.prepare(u"DELETE FROM outbox WHERE message_id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return done;
    if (auto moved = m_messages.advance(id, state, cause, m_clock.nowMs()); !moved)
        return fail(moved.error());
    return publish(id);
}

Result<> Outbox::publish(MessageId id)
{
    if (auto done = m_live.record(u"message"_s, id.value); !done)
        return done;
    m_database.afterCommit([this, id] { Q_EMIT messageChanged(id); });
    return {};
}

Result<> Outbox::recordDelivery(const DeliveryUpdate &update)
{
    return m_database.transaction([&]() -> Result<> {
        auto message = m_messages.findOutgoing(update.wireId);
        if (!message)
            return message.error().code == Errc::NotFound ? Result<>() : Result<>(fail(message.error()));
        const qint64 at = update.at > 0 ? qMin(update.at, m_clock.nowMs()) : m_clock.nowMs();
        auto moved = m_messages.advance(message->id, update.state, update.cause, at);
        if (!moved)
            return fail(moved.error());
        return *moved ? publish(message->id) : Result<>();
    });
}

} // namespace desk
