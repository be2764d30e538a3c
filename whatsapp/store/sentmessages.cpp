#include "whatsapp/store/sentmessages.h"

#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qint64 keptSentMs = 14LL * 86400 * 1000;

SessionStore::Place contentPlace(const QByteArray &id)
{
    return {"sent_message", "content", id};
}

SessionStore::Place framePlace(const QByteArray &id)
{
    return {"sent_message", "frame", id};
}

QString textOf(const QByteArray &id)
{
    return QString::fromUtf8(id);
}

SentMessages::State stateFrom(const QString &text)
{
    if (text == "accepted"_L1)
        return SentMessages::State::Accepted;
    return text == "refused"_L1 ? SentMessages::State::Refused : SentMessages::State::Pending;
}

SendCause reachFrom(qint64 stored)
{
    if (stored == 1)
        return SendCause::ReachOutContact;
    return stored == 2 ? SendCause::ReachOutAccount : SendCause::ReachOut;
}

} // namespace

Result<> SentMessages::add(const QByteArray &id, const Jid &chat, QByteArrayView content, const Node &stanza)
{
    const auto frame = writeNode(stanza);
    if (!frame)
        return fail(frame.error());
    const auto sealedContent = m_store.seal(contentPlace(id), content);
    if (!sealedContent)
        return fail(sealedContent.error());
    const auto sealedFrame = m_store.seal(framePlace(id), *frame);
    if (!sealedFrame)
        return fail(sealedFrame.error());
    Statement insert = m_store.database().prepare(
        u"INSERT INTO sent_message(id, chat, state, content_sealed, frame_sealed, created_at) VALUES (?, ?, 'pending', ?, ?, ?) "
        "ON CONFLICT(id) DO NOTHING"_s);
    if (auto done = insert.bind(textOf(id))
                        .bind(chat.toString())
                        .bind(*sealedContent)
                        .bind(*sealedFrame)
                        .bind(m_clock.nowMs())
                        .exec();
        !done)
        return done;
    return insert.rowsAffected() == 1 ? Result<>() : fail(Errc::Conflict, u"a message of that id was sent before"_s);
}

Result<std::optional<SentMessages::Sent>> SentMessages::find(const QByteArray &id)
{
    Statement query = m_store.database().prepare(
        u"SELECT chat, state, error, repeats, server_time, created_at, reach FROM sent_message WHERE id = ?"_s);
    if (auto done = query.bind(textOf(id)).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return Sent{id,
                Jid::parse(query.text(0)).value_or(Jid()),
                stateFrom(query.text(1)),
                int(query.int64(2)),
                int(query.int64(3)),
                query.int64(4),
                query.int64(5),
                reachFrom(query.int64(6))};
}

Result<std::optional<QByteArray>> SentMessages::content(const QByteArray &id)
{
    Statement query = m_store.database().prepare(u"SELECT content_sealed FROM sent_message WHERE id = ?"_s);
    if (auto done = query.bind(textOf(id)).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return std::nullopt;
    return m_store.unseal(contentPlace(id), query.value(0).toByteArray()).map([](const SecretBytes &bytes) {
        return std::optional(bytes.exposed());
    });
}

Result<std::optional<Node>> SentMessages::stanza(const QByteArray &id)
{
    Statement query = m_store.database().prepare(u"SELECT frame_sealed FROM sent_message WHERE id = ?"_s);
    if (auto done = query.bind(textOf(id)).exec(); !done)
        return fail(done.error());
    if (!query.next() || query.value(0).isNull())
        return std::nullopt;
    const auto frame = m_store.unseal(framePlace(id), query.value(0).toByteArray());
    if (!frame)
        return fail(frame.error());
    auto node = readNode(frame->exposed());
    if (!node)
        return fail(Errc::Storage, u"a stored stanza cannot be read"_s);
    return *std::move(node);
}

Result<QList<QByteArray>> SentMessages::pending()
{
    Statement query = m_store.database().prepare(
        u"SELECT id FROM sent_message WHERE state = 'pending' ORDER BY created_at, rowid"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<QByteArray> ids;
    while (query.next())
        ids.append(query.text(0).toUtf8());
    return ids;
}

Result<bool> SentMessages::settle(const SendAck &ack)
{
    Statement change = m_store.database().prepare(
        u"UPDATE sent_message SET state = ?, error = ?, server_time = ?, frame_sealed = NULL WHERE id = ? AND (state = 'pending' "
        "OR (state = 'refused' AND ? = 0))"_s);
    if (auto done = change.bind(ack.accepted() ? u"accepted"_s : u"refused"_s)
                        .bind(ack.error)
                        .bind(ack.timestamp)
                        .bind(textOf(ack.id))
                        .bind(ack.error)
                        .exec();
        !done)
        return fail(done.error());
    return change.rowsAffected() > 0;
}

Result<> SentMessages::setReach(const QByteArray &id, SendCause reach)
{
    const int stored = reach == SendCause::ReachOutContact ? 1 : reach == SendCause::ReachOutAccount ? 2 : 0;
    return m_store.database()
        .prepare(u"UPDATE sent_message SET reach = ? WHERE id = ?"_s)
        .bind(stored)
        .bind(textOf(id))
        .exec();
}

Result<> SentMessages::countRepeat(const QByteArray &id)
{
    return m_store.database()
        .prepare(u"UPDATE sent_message SET repeats = repeats + 1 WHERE id = ?"_s)
        .bind(textOf(id))
        .exec();
}

Result<> SentMessages::replaceStanza(const QByteArray &id, const Node &stanza)
{
    const auto frame = writeNode(stanza);
    if (!frame)
        return fail(frame.error());
    const auto sealed = m_store.seal(framePlace(id), *frame);
    if (!sealed)
        return fail(sealed.error());
    Statement change = m_store.database().prepare(
        u"UPDATE sent_message SET frame_sealed = ? WHERE id = ? AND state = 'pending'"_s);
    if (auto done = change.bind(*sealed).bind(textOf(id)).exec(); !done)
        return done;
    return change.rowsAffected() == 1 ? Result<>() : fail(Errc::Conflict, u"the message has its answer"_s);
}

Result<SentMessages::Resent> SentMessages::resent(const QByteArray &id, const QString &address)
{
    Statement query = m_store.database().prepare(
        u"SELECT count, base_key FROM resend WHERE message_id = ? AND address = ?"_s);
    if (auto done = query.bind(textOf(id)).bind(address).exec(); !done)
        return fail(done.error());
    return query.next() ? Resent{int(query.int64(0)), query.value(1).toByteArray()} : Resent{};
}

Result<> SentMessages::saveResent(const QByteArray &id, const QString &address, const Resent &resent)
{
    return m_store.database()
        .prepare(
            u"INSERT OR REPLACE INTO resend(message_id, address, count, base_key, resent_at) VALUES (?, ?, ?, ?, ?)"_s)
        .bind(textOf(id))
        .bind(address)
        .bind(resent.count)
        .bind(resent.baseKey)
        .bind(m_clock.nowMs())
        .exec();
}

Result<qint64> SentMessages::renewedAt(const QString &address)
{
    Statement query = m_store.database().prepare(u"SELECT renewed_at FROM session_renewal WHERE address = ?"_s);
    if (auto done = query.bind(address).exec(); !done)
        return fail(done.error());
    return query.next() ? query.int64(0) : 0;
}

Result<> SentMessages::markRenewed(const QString &address)
{
    return m_store.database()
        .prepare(u"INSERT OR REPLACE INTO session_renewal(address, renewed_at) VALUES (?, ?)"_s)
        .bind(address)
        .bind(m_clock.nowMs())
        .exec();
}

Result<> SentMessages::prune()
{
    const qint64 before = m_clock.nowMs() - keptSentMs;
    for (const QString &sql :
         {u"DELETE FROM sent_message WHERE created_at < ?"_s, u"DELETE FROM resend WHERE resent_at < ?"_s,
          u"DELETE FROM session_renewal WHERE renewed_at < ?"_s}) {
        if (auto done = m_store.database().prepare(sql).bind(before).exec(); !done)
            return done;
    }
    return {};
}

} // namespace desk::wa
