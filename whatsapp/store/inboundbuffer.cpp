#include "whatsapp/store/inboundbuffer.h"

#include "whatsapp/logging.h"

#include <QDataStream>
#include <QIODevice>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

// The first byte of an event; never renumbered, since rows outlive the program.
enum class Form : quint8 { Message = 1, Receipt = 2, Sent = 3, Alias = 4, Identity = 5, Call = 6 };

// Rows are sealed for their table only: the sequence is not known before the insert.
const SessionStore::Place place{"inbound_event", "sealed", "event"};

QDataStream &operator<<(QDataStream &out, const Jid &jid)
{
    return out << jid.toText();
}

QDataStream &operator>>(QDataStream &in, Jid &jid)
{
    QByteArray text;
    in >> text;
    jid = text.isEmpty() ? Jid() : Jid::parse(text).value_or(Jid());
    return in;
}

class Writer
{
public:
    explicit Writer(Form form) : m_stream(&m_bytes, QIODevice::WriteOnly)
    {
        m_stream.setVersion(QDataStream::Qt_6_4);
        m_stream << quint8(form);
    }
    template<typename... T>
    QByteArray &&operator()(const T &...values)
    {
        (m_stream << ... << values);
        return std::move(m_bytes);
    }

private:
    QByteArray m_bytes;
    QDataStream m_stream;
};

Result<MessageEvent> readMessage(QDataStream &in)
{
    MessageEvent event;
    QByteArray message;
    quint8 substitute = 0;
    in >> event.id >> event.chat >> event.chatAlt >> event.sender >> event.senderAlt >> event.fromMe >> event.forTickets
        >> event.offline >> event.placeholder >> event.timestamp >> event.pushName >> event.target.chat
        >> event.target.id >> event.target.fromUs >> event.target.author >> event.target.bySender >> substitute
        >> event.problem >> message;
    if (in.status() != QDataStream::Ok)
        return fail(Errc::Storage, u"a stored message cannot be read"_s);
    event.substitute = MessageEvent::Substitute(substitute);
    if (event.placeholder)
        return event;
    if (event.substitute != MessageEvent::Substitute::None) {
        const bool broken = event.substitute == MessageEvent::Substitute::Broken;
        event.content.kind = broken ? MessageKind::Unsupported : MessageKind::OpenOnPhone;
        event.content.reason = event.problem;
        event.content.typeName = broken ? "broken" : "view_once";
        return event;
    }
    auto content = parseMessage(message, {event.fromMe, event.fromMe && event.sender.device() == 0});
    if (content) {
        event.content = *std::move(content);
    } else { // it could be read when it was stored; a newer program may see it otherwise, and shows at least that it is there
        event.content.kind = MessageKind::Unsupported;
        event.content.reason = content.error().detail;
    }
    return event;
}

Result<InboundEvent> read(qint64 sequence, const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 form = 0;
    in >> form;
    InboundEvent event{.sequence = sequence};
    switch (Form(form)) {
    case Form::Message: {
        auto message = readMessage(in);
        if (!message)
            return fail(message.error());
        event.what = *std::move(message);
        break;
    }
    case Form::Receipt: {
        ReceiptEvent receipt;
        quint8 effect = 0;
        in >> effect >> receipt.ids >> receipt.chat >> receipt.chatAlt >> receipt.device >> receipt.timestamp;
        receipt.effect = ReceiptEffect(effect);
        event.what = receipt;
        break;
    }
    case Form::Sent: {
        SentEvent sent;
        quint8 cause = 0;
        qint32 error = 0;
        in >> sent.id >> sent.chat >> error >> cause >> sent.timestamp;
        sent.error = error;
        sent.cause = SendCause(cause);
        event.what = sent;
        break;
    }
    case Form::Alias: {
        AliasEvent alias;
        in >> alias.lid >> alias.phone;
        event.what = alias;
        break;
    }
    case Form::Identity: {
        IdentityEvent identity;
        in >> identity.user >> identity.userAlt;
        event.what = identity;
        break;
    }
    case Form::Call: {
        CallEvent call;
        in >> call.id >> call.chat >> call.chatAlt >> call.timestamp >> call.pushName >> call.video >> call.offline;
        event.what = call;
        break;
    }
    default:
        return fail(Errc::Storage, u"a stored event of an unknown form"_s);
    }
    if (in.status() != QDataStream::Ok)
        return fail(Errc::Storage, u"a stored event cannot be read"_s);
    return event;
}

} // namespace

QByteArray InboundBuffer::encoded(const MessageEvent &event, QByteArrayView message)
{
    return Writer(Form::Message)(event.id, event.chat, event.chatAlt, event.sender, event.senderAlt, event.fromMe,
                                 event.forTickets, event.offline, event.placeholder, event.timestamp, event.pushName,
                                 event.target.chat, event.target.id, event.target.fromUs, event.target.author,
                                 event.target.bySender, quint8(event.substitute), event.problem, message.toByteArray());
}

Result<MessageEvent> InboundBuffer::decodedMessage(const QByteArray &bytes)
{
    auto event = read(0, bytes);
    if (!event)
        return fail(event.error());
    auto *message = std::get_if<MessageEvent>(&event->what);
    if (!message)
        return fail(Errc::Storage, u"a stored event that is no message"_s);
    return std::move(*message);
}

Result<> InboundBuffer::append(const QByteArray &encodedEvent)
{
    const auto sealed = m_store.seal(place, encodedEvent);
    if (!sealed)
        return fail(sealed.error());
    return m_store.database().prepare(u"INSERT INTO inbound_event(sealed) VALUES (?)"_s).bind(*sealed).exec();
}

Result<> InboundBuffer::append(const MessageEvent &event, QByteArrayView message)
{
    return append(encoded(event, message));
}

Result<> InboundBuffer::append(const ReceiptEvent &event)
{
    return append(Writer(Form::Receipt)(quint8(event.effect), event.ids, event.chat, event.chatAlt, event.device,
                                        event.timestamp));
}

Result<> InboundBuffer::append(const SentEvent &event)
{
    return append(Writer(Form::Sent)(event.id, event.chat, qint32(event.error), quint8(event.cause), event.timestamp));
}

Result<> InboundBuffer::append(const AliasEvent &event)
{
    return append(Writer(Form::Alias)(event.lid, event.phone));
}

Result<> InboundBuffer::append(const IdentityEvent &event)
{
    return append(Writer(Form::Identity)(event.user, event.userAlt));
}

Result<> InboundBuffer::append(const CallEvent &event)
{
    return append(Writer(Form::Call)(event.id, event.chat, event.chatAlt, event.timestamp, event.pushName, event.video,
                                     event.offline));
}

Result<QList<InboundEvent>> InboundBuffer::events(qint64 after, int limit)
{
    Statement query = m_store.database().prepare(
        u"SELECT sequence, sealed FROM inbound_event WHERE sequence > ? ORDER BY sequence LIMIT ?"_s);
    if (auto done = query.bind(after).bind(limit).exec(); !done)
        return fail(done.error());
    QList<InboundEvent> events;
    while (query.next()) {
        const qint64 sequence = query.int64(0);
        const auto bytes = m_store.unseal(place, query.value(1).toByteArray());
        auto event = bytes ? read(sequence, bytes->exposed()) : fail(bytes.error());
        if (!event)
            event = InboundEvent{.sequence = sequence, .what = DamagedEvent{event.error().detail}};
        events.append(*std::move(event));
    }
    return events;
}

Result<> InboundBuffer::taken(qint64 upTo)
{
    return m_store.database().prepare(u"DELETE FROM inbound_event WHERE sequence <= ?"_s).bind(upTo).exec();
}

Result<qint64> InboundBuffer::size()
{
    Statement query = m_store.database().prepare(u"SELECT count(*) FROM inbound_event"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

} // namespace desk::wa
