#include "whatsapp/store/receivedmessages.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/store/inboundbuffer.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype keyBytes = 16;
constexpr qint64 keptMs = 31LL * 86400 * 1000;

QByteArray hashOf(const QByteArray &chat, const QByteArray &author, const QByteArray &id)
{
    return sha256(QByteArrayList{chat, author, id}.join('\0')).first(keyBytes);
}

SessionStore::Place placeOf(const QByteArray &key)
{
    return {"phone_request", "sealed", key};
}

SessionStore::Place secretPlace(const QByteArray &key)
{
    return {"received_message", "secret", key};
}

} // namespace

Result<QList<QByteArray>> ReceivedMessages::keysOf(const Jid &chat, const Jid &author, const QByteArray &id)
{
    // Both names of both sides; the hidden id first, which is the one that stays.
    const auto namesOf = [this](const Jid &jid) -> Result<QList<QByteArray>> {
        const Jid account = jid.account();
        if (!account.isPerson())
            return QList{account.toText()};
        const auto other = account.isLid() ? m_store.phoneOf(account) : m_store.lidOf(account);
        if (!other)
            return fail(other.error());
        if (!*other)
            return QList{account.toText()};
        return account.isLid() ? QList{account.toText(), (*other)->toText()}
                               : QList{(*other)->toText(), account.toText()};
    };
    const auto chats = namesOf(chat);
    if (!chats)
        return fail(chats.error());
    const auto authors = namesOf(author);
    if (!authors)
        return fail(authors.error());
    // Each with each: what was kept before a pair of names was known may be under any of them.
    QList<QByteArray> keys;
    for (const QByteArray &chatName : *chats) {
        for (const QByteArray &authorName : *authors)
            keys.append(hashOf(chatName, authorName, id));
    }
    return keys;
}

Result<std::optional<ReceivedMessages::Known>> ReceivedMessages::find(const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        Statement query = m_store.database().prepare(u"SELECT state, retries FROM received_message WHERE key = ?"_s);
        if (auto done = query.bind(key).exec(); !done)
            return fail(done.error());
        if (query.next())
            return Known{query.int64(0) == 1, int(query.int64(1))};
    }
    return std::nullopt;
}

Result<> ReceivedMessages::save(const QList<QByteArray> &keys, Known known, const SecretBytes &secret)
{
    // Sealed for its row. Null, not empty: none.
    const auto sealed = [&](const QByteArray &key) -> Result<QVariant> {
        if (secret.isEmpty())
            return QVariant(QMetaType::fromType<QByteArray>());
        return m_store.seal(secretPlace(key), secret.view()).map([](const QByteArray &bytes) {
            return QVariant(bytes);
        });
    };
    for (const QByteArray &key : keys) {
        const auto value = sealed(key);
        if (!value)
            return fail(value.error());
        Statement change = m_store.database().prepare(
            u"UPDATE received_message SET state = max(state, ?), retries = max(retries, ?), "
            "secret_sealed = coalesce(?, secret_sealed) WHERE key = ?"_s);
        if (auto done = change.bind(known.stored ? 1 : 0).bind(known.retries).bind(*value).bind(key).exec(); !done)
            return done;
        if (change.rowsAffected() > 0)
            return {};
    }
    const auto value = sealed(keys.constFirst());
    if (!value)
        return fail(value.error());
    return m_store.database()
        .prepare(
            u"INSERT INTO received_message(key, state, retries, received_at, secret_sealed) VALUES (?, ?, ?, ?, ?)"_s)
        .bind(keys.constFirst())
        .bind(known.stored ? 1 : 0)
        .bind(known.retries)
        .bind(m_clock.nowMs())
        .bind(*value)
        .exec();
}

Result<SecretBytes> ReceivedMessages::secretOf(const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        Statement query = m_store.database().prepare(
            u"SELECT secret_sealed FROM received_message WHERE key = ? AND secret_sealed IS NOT NULL"_s);
        if (auto done = query.bind(key).exec(); !done)
            return fail(done.error());
        if (query.next())
            return m_store.unseal(secretPlace(key), query.value(0).toByteArray());
    }
    return SecretBytes();
}

Result<> ReceivedMessages::askPhoneLater(const QByteArray &key, const MessageEvent &placeholder,
                                         std::chrono::milliseconds delay)
{
    const auto sealed = m_store.seal(placeOf(key), InboundBuffer::encoded(placeholder, {}));
    if (!sealed)
        return fail(sealed.error());
    return m_store.database()
        .prepare(u"INSERT INTO phone_request(key, due_at, sealed) VALUES (?, ?, ?) ON CONFLICT(key) DO NOTHING"_s)
        .bind(key)
        .bind(m_clock.nowMs() + qint64(delay.count()))
        .bind(*sealed)
        .exec();
}

Result<QList<ReceivedMessages::PhoneRequest>> ReceivedMessages::duePhoneRequests(qint64 now, int limit, qint64 *nextAt)
{
    Statement query = m_store.database().prepare(
        u"SELECT key, sealed, due_at FROM phone_request WHERE asked = 0 ORDER BY due_at LIMIT ?"_s);
    if (auto done = query.bind(limit + 1).exec(); !done)
        return fail(done.error());
    QList<PhoneRequest> due;
    *nextAt = 0;
    while (query.next()) {
        const qint64 dueAt = query.int64(2);
        if (dueAt > now || due.size() == limit) {
            *nextAt = dueAt;
            break;
        }
        const QByteArray key = query.value(0).toByteArray();
        const auto bytes = m_store.unseal(placeOf(key), query.value(1).toByteArray());
        if (!bytes)
            return fail(bytes.error());
        auto message = InboundBuffer::decodedMessage(bytes->exposed());
        if (!message)
            return fail(message.error());
        due.append({key, *std::move(message), dueAt});
    }
    return due;
}

Result<> ReceivedMessages::markAsked(const QByteArray &key, bool asked)
{
    return m_store.database()
        .prepare(u"UPDATE phone_request SET asked = ? WHERE key = ?"_s)
        .bind(asked ? 1 : 0)
        .bind(key)
        .exec();
}

Result<std::optional<MessageEvent>> ReceivedMessages::phoneRequest(const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        Statement query = m_store.database().prepare(u"SELECT sealed FROM phone_request WHERE key = ?"_s);
        if (auto done = query.bind(key).exec(); !done)
            return fail(done.error());
        if (!query.next())
            continue;
        const auto bytes = m_store.unseal(placeOf(key), query.value(0).toByteArray());
        if (!bytes)
            return fail(bytes.error());
        return InboundBuffer::decodedMessage(bytes->exposed()).map([](MessageEvent &&event) {
            return std::optional(std::move(event));
        });
    }
    return std::nullopt;
}

Result<> ReceivedMessages::removePhoneRequest(const QList<QByteArray> &keys)
{
    for (const QByteArray &key : keys) {
        Statement removal = m_store.database().prepare(u"DELETE FROM phone_request WHERE key = ?"_s);
        if (auto done = removal.bind(key).exec(); !done)
            return done;
    }
    return {};
}

Result<> ReceivedMessages::prune()
{
    const qint64 before = m_clock.nowMs() - keptMs;
    Statement messages = m_store.database().prepare(u"DELETE FROM received_message WHERE received_at < ?"_s);
    if (auto done = messages.bind(before).exec(); !done)
        return done;
    return m_store.database().prepare(u"DELETE FROM phone_request WHERE due_at < ?"_s).bind(before).exec();
}

} // namespace desk::wa
