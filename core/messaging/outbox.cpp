#include "core/messaging/outbox.h"

#include "core/attachments/filetype.h"
#include "core/attachments/imagefile.h"
#include "core/base/logging.h"
#include "core/base/onreply.h"
#include "core/base/redact.h"
#include "core/storage/outboxrepository.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int maxInFlight = 8;
constexpr int rowsAtOnce = 100; // looked at by one pump; more than can be in flight, because some are being typed
constexpr int maxOutgoingText = 65536;
constexpr qint64 maxThumbnailFile = 1024 * 1024;
constexpr qsizetype maxThumbnail = 10 * 1024; // it travels inside the message
constexpr int maxReactionLength = 32;         // a family of four with skin tones needs 22

QString newWireId(Random &random)
{
    // The shape of WhatsApp Web's own ids, so that the same id serves every channel.
    return u"3EB0"_s + QString::fromLatin1(random.bytes(9).toHex().toUpper());
}

QString kindOf(OutgoingMessage::Kind kind)
{
    switch (kind) {
    case OutgoingMessage::Kind::Text:
        break;
    case OutgoingMessage::Kind::Reaction:
        return u"reaction"_s;
    case OutgoingMessage::Kind::Edit:
        return u"edit"_s;
    case OutgoingMessage::Kind::Revoke:
        return u"revoke"_s;
    }
    return u"text"_s;
}

OutgoingMessage::Kind outgoingKindFrom(const QString &kind)
{
    using enum OutgoingMessage::Kind;
    if (kind == "reaction"_L1)
        return Reaction;
    if (kind == "edit"_L1)
        return Edit;
    return kind == "revoke"_L1 ? Revoke : Text;
}

Purpose purposeOf(const Outbox::Draft &draft)
{
    return draft.author.type == Author::Type::Bot ? draft.purpose : Purpose::Person;
}

/// The small picture inside the message, of the one that is made for people; empty when there is none.
QByteArray thumbnailIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxThumbnailFile)
        return {};
    const QByteArray bytes = file.readAll();
    const QByteArray format = imageFormatOf(sniffedType(bytes.left(sniffedBytes)));
    return format.isEmpty() ? QByteArray() : tinyJpeg(bytes, format, maxThumbnail);
}

MessageReference referenceTo(const Message &message)
{
    return {message.wireId, message.direction == Direction::Out};
}

} // namespace

Outbox::Outbox(Stores stores, MessageChannel &channel, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_database(stores.database), m_messages(stores.messages), m_customers(stores.customers),
      m_live(stores.live), m_attachments(stores.attachments), m_channel(channel), m_clock(clock), m_random(random),
      m_pacer(stores.database, clock, random)
{
    connect(&m_channel, &MessageChannel::readyChanged, this, &Outbox::linkChanged);
}

void Outbox::linkChanged(bool ready)
{
    if (ready) {
        // Whatever made an attempt fail before, the link is new: nobody has to wait five minutes for it.
        Statement query = m_database.prepare(u"UPDATE outbox SET due_at = 0 WHERE in_flight = 0 AND due_at > ?"_s);
        if (auto done = query.bind(m_clock.nowMs()).exec(); !done)
            qCWarning(lcOutbox).noquote() << "the queue keeps its times:" << done.error().detail;
    } else {
        m_typing.clear(); // nobody sees it any more
    }
    schedulePump();
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
        if (auto done = m_database.exec(u"UPDATE outbox SET held_until = 0 WHERE held_until > 0"_s); !done)
            return done;
        return m_pacer.load();
    });
    if (!settled)
        return settled;
    m_running = true;
    schedulePump();
    watchPace();
    return {};
}

void Outbox::stop()
{
    m_running = false;
}

Result<Message> Outbox::enqueue(CustomerId customer, TicketId ticket, Author author, const QString &text)
{
    return enqueue(Draft{.customer = customer, .ticket = ticket, .author = std::move(author), .text = text});
}

Result<> Outbox::checkDraft(const Draft &draft)
{
    using enum OutgoingMessage::Kind;
    const bool words = draft.kind == Text || draft.kind == Edit;
    if (draft.attachment.isValid()) {
        auto file = m_attachments.find(draft.attachment);
        if (draft.kind != Text || (!file && file.error().code == Errc::NotFound))
            return fail(Errc::Invalid, u"/attachment_id"_s);
        if (!file)
            return fail(file.error());
        if (file->size > draft.limits.of(u"document"_s))
            return fail(Errc::TooLarge, u"/attachment_id"_s);
        if (draft.text.size() > maxOutgoingText)
            return fail(Errc::Invalid, u"/text"_s);
    } else if (words && (draft.text.trimmed().isEmpty() || draft.text.size() > maxOutgoingText))
        return fail(Errc::Invalid, u"/text"_s);
    if (draft.kind == Reaction && draft.text.size() > maxReactionLength)
        return fail(Errc::Invalid, u"/emoji"_s);
    const std::pair<MessageId, QString> others[] = {{draft.quoted, u"/quote"_s}, {draft.target, u"/target"_s}};
    for (const auto &[id, pointer] : others) {
        if (!id.isValid())
            continue;
        auto other = m_messages.find(id);
        if (!other && other.error().code != Errc::NotFound)
            return fail(other.error());
        if (!other || other->customerId != draft.customer)
            return fail(Errc::Invalid, pointer);
    }
    if (draft.kind != Text && !draft.target.isValid())
        return fail(Errc::Invalid, u"/target"_s);
    return {};
}

Result<Message> Outbox::enqueue(const Draft &draft)
{
    // Looked at outside: a wrong request must not undo what the caller has done in its transaction.
    if (auto done = checkDraft(draft); !done)
        return fail(done.error());
    auto address = m_customers.sendingAddress(draft.customer);
    if (!address)
        return fail(address.error());
    return m_database.transaction([&]() -> Result<Message> {
        Message message;
        message.customerId = draft.customer;
        message.ticketId = draft.ticket;
        message.direction = Direction::Out;
        message.author = draft.author;
        message.wireId = newWireId(m_random);
        message.kind = kindOf(draft.kind);
        message.text = draft.text;
        message.quotedId = draft.quoted;
        message.targetId = draft.target;
        message.state = DeliveryState::Queued;
        message.createdAt = m_clock.nowMs();
        if (draft.target.isValid()) {
            auto target = m_messages.find(draft.target);
            if (!target)
                return fail(target.error());
            message.target = referenceTo(*target);
        }
        if (draft.attachment.isValid()) {
            if (auto done = attach(message, draft); !done)
                return fail(done.error());
        }
        auto inserted = m_messages.insert(message);
        if (!inserted)
            return fail(inserted.error());
        message.id = inserted->id;
        if (draft.target.isValid()) {
            if (auto done = m_messages.supersede(draft.target); !done)
                return fail(done.error());
        }
        return queue(message, *address, purposeOf(draft), LiveChange::Created);
    });
}

Result<> Outbox::attach(Message &message, const Draft &draft)
{
    auto file = m_attachments.find(draft.attachment);
    if (!file)
        return fail(file.error());
    const OutgoingFile::Kind kind = outgoingKindOf(*file, draft.sendAs, draft.limits);
    message.kind = messageKindOf(kind);
    message.details = {{u"media"_s, mediaDetailsOf(*file, kind, draft.waveform)}};
    message.attachmentId = file->id;
    message.fileState = FileState::Available;
    return m_attachments.markUsed(file->id);
}

Result<Message> Outbox::queue(const Message &message, const QString &address, Purpose purpose, LiveChange change)
{
    // The old bridge answers for its own account.
    const bool asks = m_pacer.settings().on && m_channel.knowsNumbers();
    const auto met = asks ? haveMet(message.customerId) : Result<bool>(true);
    if (!met)
        return fail(met.error());
    if (!*met && !m_pacer.settings().firstContact) {
        auto refused = m_messages.advance(message.id, DeliveryState::Refused, u"first_contact_off"_s, m_clock.nowMs());
        if (!refused)
            return fail(refused.error());
        auto stored = m_messages.find(message.id);
        if (!stored)
            return stored;
        if (auto done = publish(*stored, change); !done)
            return fail(done.error());
        return stored;
    }
    Statement query = m_database.prepare(
        u"INSERT INTO outbox(message_id, customer_id, address, wire_id, due_at, purpose, checked) VALUES (?,?,?,?,?,?,?)"_s);
    query.bind(message.id.value).bind(message.customerId.value).bind(address).bind(message.wireId);
    if (auto done = query.bind(m_clock.nowMs()).bind(int(purpose)).bind(*met ? 1 : 0).exec(); !done)
        return fail(done.error());
    if (auto done = publish(message, change); !done)
        return fail(done.error());
    m_database.afterCommit([this] { schedulePump(); });
    return message;
}

Result<bool> Outbox::haveMet(CustomerId customer)
{
    Statement query = m_database.prepare(
        u"SELECT 1 FROM message WHERE customer_id = ? AND ((direction = 'in' AND kind <> 'system') OR author_type = 'phone' "
        "OR accepted_at IS NOT NULL) LIMIT 1"_s);
    if (auto done = query.bind(customer.value).exec(); !done)
        return fail(done.error());
    return query.next();
}

Result<Message> Outbox::resend(MessageId id)
{
    return m_database.transaction([&]() -> Result<Message> {
        auto message = m_messages.find(id);
        if (!message)
            return message;
        if (message->direction != Direction::Out || message->state != DeliveryState::Refused)
            return fail(Errc::Conflict, u"only a refused message is sent again"_s);
        auto address = m_customers.sendingAddress(message->customerId);
        if (!address)
            return fail(address.error());
        if (auto done = m_messages.setWireId(id, newWireId(m_random)); !done)
            return fail(done.error());
        // Not by advance(): a person starts over, from the end that a refusal is.
        Statement again = m_database.prepare(
            u"UPDATE message SET state = 'queued', cause = '', settled_at = NULL, state_at = ? WHERE id = ?"_s);
        if (auto done = again.bind(m_clock.nowMs()).bind(id.value).exec(); !done)
            return fail(done.error());
        message = m_messages.find(id);
        if (!message)
            return message;
        return queue(*message, *address, Purpose::Person, LiveChange::Updated); // somebody wants it now
    });
}

Result<Message> Outbox::hurry(MessageId id)
{
    auto message = m_messages.find(id);
    if (!message)
        return message;
    Statement query = m_database.prepare(
        u"UPDATE outbox SET due_at = 0, held_until = 0, purpose = 0 WHERE message_id = ? AND in_flight = 0"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (query.rowsAffected() == 0)
        return fail(Errc::Conflict, u"not_waiting"_s);
    m_database.afterCommit([this] { schedulePump(); });
    return message;
}

Result<Message> Outbox::cancel(MessageId id)
{
    if (auto message = m_messages.find(id); !message)
        return message;
    const auto entry = OutboxRepository(m_database).find(id);
    if (!entry)
        return entry.error().code == Errc::NotFound ? fail(Errc::Conflict, u"not_waiting"_s) : fail(entry.error());
    if (entry->begun)
        return fail(Errc::Conflict, u"being_sent"_s);
    return m_database.transaction([&]() -> Result<Message> {
        if (auto done = settle(id, DeliveryState::Refused, u"cancelled"_s); !done)
            return fail(done.error());
        m_typing.remove(id);
        m_database.afterCommit([this] { schedulePump(); }); // those behind it
        return m_messages.find(id);
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
    const auto rows = ready(now);
    if (!rows)
        return schedulePump(5s);
    for (const Row &row : *rows) {
        if (m_inFlight >= maxInFlight)
            break;
        if (m_checking.contains(row.messageId))
            continue;
        const auto itsTime = row.purpose == Purpose::Person ? Result<bool>(true) : isItsTime(row, now);
        if (!itsTime)
            return schedulePump(5s);
        if (*itsTime)
            handOver(row);
    }
    wakeForNext(now);
    watchPace();
}

Result<QList<Outbox::Row>> Outbox::ready(qint64 now)
{
    Statement query = m_database.prepare(
        u"SELECT message_id, address, wire_id, attempts, customer_id, purpose, checked FROM outbox o "
        "WHERE in_flight = 0 AND due_at <= ? AND held_until <= ? AND message_id = "
        "(SELECT min(message_id) FROM outbox x WHERE x.customer_id = o.customer_id AND x.held_until <= ?) "
        "AND NOT EXISTS (SELECT 1 FROM outbox y WHERE y.customer_id = o.customer_id AND y.in_flight = 1) "
        "ORDER BY purpose, message_id LIMIT ?"_s);
    if (auto done = query.bind(now).bind(now).bind(now).bind(rowsAtOnce).exec(); !done)
        return fail(done.error());
    QList<Row> rows;
    while (query.next())
        rows << Row{{query.int64(0)},    query.text(1),    query.text(2),
                    int(query.int64(3)), {query.int64(4)}, Purpose(std::clamp<qint64>(query.int64(5), 0, 2)),
                    query.int64(6) != 0};
    return rows;
}

void Outbox::wakeForNext(qint64 now)
{
    Statement next = m_database.prepare(
        u"SELECT min(due_at) FROM outbox o WHERE in_flight = 0 AND due_at > ? AND message_id = "
        "(SELECT min(message_id) FROM outbox x WHERE x.customer_id = o.customer_id AND x.held_until <= ?)"_s);
    Statement held = m_database.prepare(u"SELECT min(held_until) FROM outbox WHERE held_until > ?"_s);
    for (Statement *query : {&next.bind(now).bind(now), &held.bind(now)}) {
        if (auto done = query->exec(); !done)
            return schedulePump(5s);
        if (query->next() && query->int64(0) > 0)
            schedulePump(std::chrono::milliseconds(std::max<qint64>(1, query->int64(0) - now)));
    }
}

// --- Pace

Result<bool> Outbox::isItsTime(const Row &row, qint64 now)
{
    const PaceDecision decision = m_pacer.decide(row.purpose, row.customerId);
    if (decision.reason != PaceReason::None) {
        auto held = hold(row, decision, now);
        return held ? Result<bool>(false) : fail(held.error());
    }
    auto hurried = m_pacer.settings().on ? personWaitsBehind(row) : Result<bool>(false);
    if (!hurried || *hurried) // they keep their order, and a person does not wait
        return hurried;
    const auto typed = isTyped(row, now);
    if (!typed || !*typed)
        return typed;
    if (m_pacer.gapEndsAt() > now) {
        schedulePump(std::chrono::milliseconds(m_pacer.gapEndsAt() - now));
        return false;
    }
    return true;
}

Result<bool> Outbox::isTyped(const Row &row, qint64 now)
{
    const PacingSettings &settings = m_pacer.settings();
    if (!settings.on || !settings.typing || row.attempts > 0 || !m_channel.knowsActions())
        return true;
    auto until = m_typing.constFind(row.messageId);
    if (until == m_typing.cend()) {
        const auto message = m_messages.find(row.messageId);
        if (!message)
            return fail(message.error());
        if (isAction(message->kind))
            return true;
        const auto asked = row.purpose == Purpose::Reply ? askedAt(row.customerId) : Result<qint64>(0);
        if (!asked)
            return fail(asked.error());
        const auto time = m_pacer.typingFor(message->text, *asked);
        until = m_typing.insert(row.messageId, now + time.count());
        if (time > 0ms)
            m_channel.showTyping(row.address, true);
    }
    if (*until > now)
        schedulePump(std::chrono::milliseconds(*until - now));
    return *until <= now;
}

Result<bool> Outbox::personWaitsBehind(const Row &row)
{
    Statement query = m_database.prepare(
        u"SELECT 1 FROM outbox WHERE customer_id = ? AND message_id > ? AND purpose = 0 LIMIT 1"_s);
    if (auto done = query.bind(row.customerId.value).bind(row.messageId.value).exec(); !done)
        return fail(done.error());
    return query.next();
}

Result<qint64> Outbox::askedAt(CustomerId customer)
{
    Statement query = m_database.prepare(
        u"SELECT created_at FROM message WHERE customer_id = ? AND direction = 'in' ORDER BY id DESC LIMIT 1"_s);
    if (auto done = query.bind(customer.value).exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

// All that the same reason holds back is marked at once, so that it is not looked at one by one.
Result<> Outbox::hold(const Row &row, const PaceDecision &decision, qint64 now)
{
    Statement query = m_database.prepare(
        decision.reason == PaceReason::ContactBudget
            ? u"UPDATE outbox SET held_until = ? WHERE in_flight = 0 AND held_until <= ? AND purpose >= ? AND customer_id = ?"_s
            : u"UPDATE outbox SET held_until = ? WHERE in_flight = 0 AND held_until <= ? AND purpose >= ?"_s);
    query.bind(decision.until).bind(now).bind(int(row.purpose));
    if (decision.reason == PaceReason::ContactBudget) {
        query.bind(row.customerId.value);
        m_heldContactUntil = std::max(m_heldContactUntil, decision.until);
    }
    if (auto done = query.exec(); !done)
        return done;
    schedulePump(); // those behind it
    return {};
}

void Outbox::setPacing(const PacingSettings &settings)
{
    if (settings == m_pacer.settings())
        return;
    m_pacer.setSettings(settings);
    m_heldContactUntil = 0;
    if (!m_running)
        return;
    if (auto done = m_database.exec(u"UPDATE outbox SET held_until = 0 WHERE held_until > 0"_s); !done)
        qCWarning(lcOutbox).noquote() << "what is held back stays so:" << done.error().detail;
    schedulePump();
    watchPace();
}

void Outbox::setServiceLimits(const ServiceLimits &limits)
{
    m_pacer.setService(limits);
    watchPace();
}

PaceState Outbox::paceState()
{
    PaceState state = m_pacer.state(m_heldContactUntil);
    Statement query = m_database.prepare(u"SELECT count(*) FROM outbox WHERE held_until > ?"_s);
    if (query.bind(std::max<qint64>(m_clock.nowMs(), 0)).exec() && query.next())
        state.held = int(query.int64(0));
    return state;
}

void Outbox::watchPace()
{
    if (!m_running)
        return;
    const PaceState state = m_pacer.state(m_heldContactUntil);
    const auto reasonsOf = [](const PaceState &of) {
        QList<PaceReason> reasons;
        for (const PaceState::Reason &one : of.reasons)
            reasons << one.reason;
        return reasons;
    };
    if (state.light != m_shown.light || reasonsOf(state) != reasonsOf(m_shown)) {
        if (auto told = m_live.record(u"pacing"_s, 0); !told)
            qCWarning(lcOutbox).noquote() << "change of pace not told:" << told.error().detail;
        m_shown = state;
        Q_EMIT paceChanged();
    }
    if (state.nextAt <= 0)
        return;
    const qint64 now = m_clock.nowMs();
    const qint64 at = std::clamp(state.nextAt, now + 100, now + 3'600'000);
    if (m_paceWakeAt > 0 && m_paceWakeAt <= at)
        return;
    m_paceWakeAt = at;
    m_clock.singleShot(std::chrono::milliseconds(at - now), this, [this, at] {
        if (m_paceWakeAt == at)
            m_paceWakeAt = 0;
        watchPace();
    });
}

// --- To the channel

void Outbox::handOver(const Row &row)
{
    const QString phone = row.checked || !m_channel.knowsNumbers() ? QString() : IdentityResolver::phoneOf(row.address);
    if (phone.isEmpty())
        return send(row);
    m_checking.insert(row.messageId);
    onReply(m_channel.checkNumber(phone), this,
            [this, row](const Result<NumberOnService> &number) { numberChecked(row, number); });
}

void Outbox::numberChecked(const Row &row, const Result<NumberOnService> &number)
{
    m_checking.remove(row.messageId);
    const bool later = !number
        && (number.error().code == Errc::NotConnected || number.error().code == Errc::TimedOut
            || number.error().code == Errc::Cancelled || number.error().code == Errc::TooLarge);
    auto settled = m_database.transaction([&]() -> Result<> {
        if (later) {
            const auto delay = retryDelay(row.attempts + 1, m_random.unit());
            return waitAgain(row, row.attempts + 1, m_clock.nowMs() + delay.count(), number.error().code);
        }
        if (!number && number.error().code == Errc::Invalid)
            return settleNumber(row, {});
        // Where the service gives no answer that helps, the sending will show.
        return settleNumber(row, number.value_or(NumberOnService{.registered = true}));
    });
    if (!settled)
        qCWarning(lcOutbox).noquote() << "check of a number not recorded:" << settled.error().detail;
    schedulePump();
}

Result<> Outbox::settleNumber(const Row &row, const NumberOnService &number)
{
    const auto entry = OutboxRepository(m_database).find(row.messageId);
    if (!entry) // cancelled meanwhile
        return entry.error().code == Errc::NotFound ? Result<>() : Result<>(fail(entry.error()));
    if (!number.registered)
        return settle(row.messageId, DeliveryState::Refused, u"not_on_whatsapp"_s);
    const QString address = number.address.isEmpty() ? row.address : number.address;
    for (const QString &known : {number.address, number.alias}) {
        if (known.isEmpty() || known == row.address)
            continue;
        if (auto learnt = m_customers.learnAlias(row.address, known); !learnt)
            return learnt;
    }
    return m_database.prepare(u"UPDATE outbox SET checked = 1, address = ? WHERE message_id = ? AND wire_id = ?"_s)
        .bind(address)
        .bind(row.messageId.value)
        .bind(row.wireId)
        .exec();
}

void Outbox::send(const Row &row)
{
    auto message = m_messages.find(row.messageId);
    if (!message)
        return;
    auto request = outgoing(*message, row);
    if (!request)
        return schedulePump(5s);
    if (request->file && !QFileInfo(request->file->path).isReadable()) {
        auto settled = m_database.transaction(
            [&] { return settle(row.messageId, DeliveryState::Refused, u"file_unreadable"_s); });
        return schedulePump(settled ? 0ms : 5000ms);
    }
    auto marked = m_database.transaction([&]() -> Result<> {
        Statement query = m_database.prepare(u"UPDATE outbox SET in_flight = 1, begun = 1 WHERE message_id = ?"_s);
        if (auto done = query.bind(row.messageId.value).exec(); !done)
            return done;
        if (row.attempts == 0) {
            if (auto noted = m_pacer.note(row.customerId); !noted)
                return noted;
        }
        if (auto moved = m_messages.advance(row.messageId, DeliveryState::Sending, {}, m_clock.nowMs()); !moved)
            return fail(moved.error());
        return publish(*message);
    });
    if (!marked)
        return schedulePump(5s);
    ++m_inFlight;
    m_typing.remove(row.messageId);
    if (row.purpose != Purpose::Person)
        m_pacer.beginGap();
    auto reply = m_channel.send(*std::move(request));
    onReply(reply, this, [this, row](const Result<SendOutcome> &outcome) { finish(row, outcome); });
}

Result<OutgoingMessage> Outbox::outgoing(const Message &message, const Row &row)
{
    OutgoingMessage request{.wireId = row.wireId, .address = row.address, .text = message.text};
    request.kind = outgoingKindFrom(message.kind);
    if (message.attachmentId.isValid()) {
        auto file = m_attachments.find(message.attachmentId);
        if (!file)
            return fail(file.error());
        request.file = outgoingFileOf(*file, message.kind, message.details.value("media"_L1).toObject());
        request.file->path = m_attachments.pathOf(*file);
        request.file->thumbnail = thumbnailIn(m_attachments.pathOf(*file, ImageVariant::Thumbnail));
    }
    if (message.targetId.isValid()) {
        auto target = m_messages.find(message.targetId);
        if (!target)
            return fail(target.error());
        request.target = referenceTo(*target);
    }
    if (message.quotedId.isValid()) {
        auto quoted = m_messages.find(message.quotedId);
        if (!quoted)
            return fail(quoted.error());
        auto changes = m_messages.actionsOn({*quoted});
        if (!changes)
            return fail(changes.error());
        request.quoted = referenceTo(*quoted);
        request.quotedText = quoted->text;
        const QList<Message> ofQuoted = changes->value(quoted->id);
        for (const Message &change : ofQuoted) {
            if (change.kind == "edit"_L1)
                request.quotedText = change.text;
        }
    }
    return request;
}

void Outbox::finish(const Row &row, const Result<SendOutcome> &outcome)
{
    --m_inFlight;
    if (outcome) {
        // By its wire id, as any other report: it may be about an attempt that a person has repeated since.
        const bool accepted = outcome->kind == SendOutcome::Kind::Accepted;
        auto settled = recordDelivery({.wireId = row.wireId,
                                       .state = accepted ? DeliveryState::Accepted : DeliveryState::Refused,
                                       .cause = outcome->cause});
        if (!settled)
            qCCritical(lcOutbox).noquote() << "outcome not recorded:" << settled.error().detail;
        return schedulePump();
    }
    // Nobody is waiting any more: the row stays in flight and start() settles it.
    if (outcome.error().code == Errc::Cancelled && !m_running)
        return;
    const bool withoutLink = outcome.error().code == Errc::NotConnected && !m_channel.isReady();
    const int attempts = withoutLink ? row.attempts : row.attempts + 1;
    const auto delay = withoutLink ? 0ms : retryDelay(attempts, m_random.unit());
    qCInfo(lcOutbox).noquote() << "attempt" << row.attempts + 1 << "of" << redact(row.wireId)
                               << "failed:" << toString(outcome.error().code) << "next in ms" << delay.count();
    auto waiting = m_database.transaction(
        [&] { return waitAgain(row, attempts, m_clock.nowMs() + delay.count(), outcome.error().code); });
    if (!waiting)
        qCCritical(lcOutbox).noquote() << "retry not recorded:" << waiting.error().detail;
    schedulePump();
}

Result<> Outbox::waitAgain(const Row &row, int attempts, qint64 dueAt, Errc error)
{
    Statement queue = m_database.prepare(
        u"UPDATE outbox SET in_flight = 0, attempts = ?, due_at = ?, last_error = ? WHERE message_id = ? AND wire_id = ?"_s);
    queue.bind(attempts).bind(dueAt).bind(toString(error)).bind(row.messageId.value).bind(row.wireId);
    if (auto done = queue.exec(); !done)
        return done;
    if (queue.rowsAffected() == 0) // settled by a report meanwhile
        return {};
    // The one step back: nothing took the message, it waits in the queue again.
    Statement state = m_database.prepare(u"UPDATE message SET state = 'queued' WHERE id = ? AND state = 'sending'"_s);
    if (auto done = state.bind(row.messageId.value).exec(); !done)
        return done;
    auto message = m_messages.find(row.messageId);
    return message ? publish(*message) : fail(message.error());
}

Result<> Outbox::settle(MessageId id, DeliveryState state, const QString &cause)
{
    Statement query = m_database.prepare(u"DELETE FROM outbox WHERE message_id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return done;
    auto moved = m_messages.advance(id, state, cause, m_clock.nowMs());
    if (!moved)
        return fail(moved.error());
    auto message = m_messages.find(id);
    return message ? publish(*message) : fail(message.error());
}

Result<> Outbox::publish(const Message &message, LiveChange change)
{
    // A reaction, edit or revoke shows at its target.
    for (const MessageId id : {message.id, message.targetId}) {
        if (!id.isValid())
            continue;
        const LiveChange toId = id == message.id ? change : LiveChange::Updated;
        if (auto done = m_live.record(u"message"_s, id.value, toId); !done)
            return done;
        m_database.afterCommit([this, id] { Q_EMIT messageChanged(id); });
    }
    return {};
}

Result<> Outbox::recordDelivery(const DeliveryUpdate &update)
{
    if (update.state < DeliveryState::Accepted || update.state == DeliveryState::Received)
        return {}; // Queued and Sending are ours to say
    return m_database.transaction([&]() -> Result<> {
        auto message = m_messages.findOutgoing(update.wireId);
        if (!message)
            return message.error().code == Errc::NotFound ? Result<>() : Result<>(fail(message.error()));
        const bool ofEarlierAttempt = message->wireId != update.wireId;
        if (ofEarlierAttempt && update.state == DeliveryState::Refused)
            return {};
        const qint64 at = update.at > 0 ? qMin(update.at, m_clock.nowMs()) : m_clock.nowMs();
        const DeliveryState before = message->state;
        auto moved = m_messages.advance(message->id, update.state, update.cause, at);
        if (!moved || !*moved)
            return moved ? Result<>() : fail(moved.error());
        if (update.state == DeliveryState::Refused)
            m_pacer.noteRefusal(update.cause);
        // It has arrived under its earlier name: the other side knows it by that one.
        if (ofEarlierAttempt && before < DeliveryState::Accepted) {
            if (auto done = m_messages.setWireId(message->id, update.wireId); !done)
                return done;
        }
        // Reported by an event, it may still stand in the queue: it must not go out again.
        Statement queue = m_database.prepare(u"DELETE FROM outbox WHERE message_id = ?"_s);
        if (auto done = queue.bind(message->id.value).exec(); !done)
            return done;
        m_database.afterCommit([this] { schedulePump(); }); // those behind it
        return publish(*message);
    });
}

} // namespace desk
