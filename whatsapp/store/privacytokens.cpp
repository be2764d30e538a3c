#include "whatsapp/store/privacytokens.h"

#include "whatsapp/privacy/tokenrules.h"
#include "whatsapp/privacy/tokenstanzas.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxSaltBytes = 256;

SessionStore::Place tokenPlace(const Jid &key)
{
    return {"privacy_token", "token", key.toText()};
}

const SessionStore::Place saltPlace{"privacy_salt", "salt", "1"};

} // namespace

qint64 PrivacyTokens::now()
{
    const auto offset = m_store.number(SessionStore::Value::ServerTimeOffset);
    return (m_clock.nowMs() + (offset ? offset->value_or(0) : 0)) / 1000;
}

Result<Jid> PrivacyTokens::keyOf(const Jid &contact)
{
    const Jid account = contact.account();
    if (!account.isPhone())
        return account;
    const auto lid = m_store.lidOf(account);
    if (!lid)
        return fail(lid.error());
    return lid->value_or(account);
}

Result<PrivacyTokens::Entry> PrivacyTokens::read(const Jid &key)
{
    Statement query = m_store.database().prepare(u"SELECT sealed, t, given_at FROM privacy_token WHERE account = ?"_s);
    if (auto done = query.bind(key.toString()).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return Entry{};
    Entry entry{.token = {}, .t = query.int64(1), .givenAt = query.int64(2)};
    if (query.value(0).isNull())
        return entry;
    const auto token = m_store.unseal(tokenPlace(key), query.value(0).toByteArray());
    if (!token)
        return fail(token.error());
    entry.token = token->exposed();
    return entry;
}

Result<> PrivacyTokens::write(const Jid &key, const Entry &entry)
{
    QVariant sealed(QMetaType::fromType<QByteArray>());
    if (!entry.token.isEmpty()) {
        const auto blob = m_store.seal(tokenPlace(key), entry.token);
        if (!blob)
            return fail(blob.error());
        sealed = *blob;
    }
    return m_store.database()
        .prepare(
            u"INSERT INTO privacy_token(account, sealed, t, given_at) VALUES (?, ?, ?, ?) ON CONFLICT(account) DO UPDATE SET "
            "sealed = excluded.sealed, t = excluded.t, given_at = excluded.given_at"_s)
        .bind(key.toString())
        .bind(sealed)
        .bind(entry.t)
        .bind(entry.givenAt)
        .exec();
}

Result<PrivacyTokens::Entry> PrivacyTokens::of(const Jid &contact)
{
    const auto key = keyOf(contact);
    if (!key)
        return fail(key.error());
    auto entry = read(*key);
    if (!entry || !key->isLid())
        return entry;
    const auto phone = m_store.phoneOf(*key);
    if (!phone)
        return fail(phone.error());
    if (!*phone)
        return entry;
    const auto former = read(**phone);
    if (!former)
        return former;
    if (former->t == 0 && former->givenAt == 0)
        return entry;
    if (former->t > entry->t) {
        entry->token = former->token;
        entry->t = former->t;
    }
    entry->givenAt = std::max(entry->givenAt, former->givenAt);
    const auto moved = m_store.transaction([&]() -> Result<> {
        if (auto written = write(*key, *entry); !written)
            return written;
        return m_store.database()
            .prepare(u"DELETE FROM privacy_token WHERE account = ?"_s)
            .bind((*phone)->toString())
            .exec();
    });
    if (!moved)
        return fail(moved.error());
    return entry;
}

Result<bool> PrivacyTokens::take(const Jid &contact, QByteArrayView token, qint64 t)
{
    if (!takesTokens(contact) || token.isEmpty() || token.size() > maxTokenBytes || t <= 0
        || t > now() + tokenrules::tolerance)
        return false;
    return m_store.transaction([&]() -> Result<bool> {
        const auto key = keyOf(contact);
        if (!key)
            return fail(key.error());
        auto entry = of(contact);
        if (!entry)
            return fail(entry.error());
        if (t < entry->t || (t == entry->t && entry->token == token))
            return false;
        entry->token = token.toByteArray();
        entry->t = t;
        if (auto written = write(*key, *entry); !written)
            return fail(written.error());
        return true;
    });
}

Result<> PrivacyTokens::noteGiven(const Jid &contact, qint64 at)
{
    return m_store.transaction([&]() -> Result<> {
        const auto key = keyOf(contact);
        if (!key)
            return fail(key.error());
        auto entry = of(contact);
        if (!entry)
            return fail(entry.error());
        if (at <= entry->givenAt)
            return {};
        entry->givenAt = at;
        return write(*key, *entry);
    });
}

Result<PrivacyTokens::Attachment> PrivacyTokens::attachmentFor(const Jid &contact)
{
    if (!takesTokens(contact))
        return Attachment{};
    const auto entry = of(contact);
    if (!entry)
        return fail(entry.error());
    if (!entry->token.isEmpty() && tokenrules::isUsable(entry->t, now()))
        return Attachment{.token = entry->token};
    const auto key = keyOf(contact);
    if (!key)
        return fail(key.error());
    const auto known = salt();
    if (!known)
        return fail(known.error());
    return Attachment{.token = {}, .fallback = fallbackToken(known->view(), *key)};
}

Result<SecretBytes> PrivacyTokens::salt()
{
    Statement query = m_store.database().prepare(u"SELECT sealed FROM privacy_salt WHERE id = 1"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    if (!query.next())
        return SecretBytes();
    return m_store.unseal(saltPlace, query.value(0).toByteArray());
}

Result<> PrivacyTokens::setSalt(QByteArrayView salt)
{
    if (salt.isEmpty())
        return m_store.database().exec(u"DELETE FROM privacy_salt"_s);
    if (salt.size() > maxSaltBytes)
        return fail(Errc::Invalid, u"a salt of %1 bytes"_s.arg(salt.size()));
    const auto sealed = m_store.seal(saltPlace, salt);
    if (!sealed)
        return fail(sealed.error());
    return m_store.database()
        .prepare(
            u"INSERT INTO privacy_salt(id, sealed) VALUES (1, ?) ON CONFLICT(id) DO UPDATE SET sealed = excluded.sealed"_s)
        .bind(*sealed)
        .exec();
}

Result<> PrivacyTokens::prune()
{
    const qint64 cutoff = tokenrules::cutoff(now());
    if (auto cleared = m_store.database()
                           .prepare(u"UPDATE privacy_token SET sealed = NULL, t = 0 WHERE t > 0 AND t < ?"_s)
                           .bind(cutoff)
                           .exec();
        !cleared)
        return cleared;
    return m_store.database().prepare(u"DELETE FROM privacy_token WHERE t = 0 AND given_at < ?"_s).bind(cutoff).exec();
}

} // namespace desk::wa
