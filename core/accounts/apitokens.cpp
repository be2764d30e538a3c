#include "core/accounts/apitokens.h"

#include "core/accounts/passwordhash.h"
#include "core/accounts/user.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int shownCharacters = 9; // "vt_" and six more: 36 bits of 256

const QString tokenColumns =
    u"SELECT id, name, prefix, scopes, created_at, created_by, last_used_at, expires_at, revoked_at FROM api_token"_s;

ApiToken tokenFrom(const Statement &row)
{
    ApiToken token;
    token.id = row.int64(0);
    token.name = row.text(1);
    token.prefix = row.text(2);
    token.scopes = row.text(3).split(u',');
    token.createdAt = row.int64(4);
    token.createdBy = {row.int64(5)};
    token.lastUsedAt = row.int64(6);
    token.expiresAt = row.int64(7);
    token.revokedAt = row.int64(8);
    return token;
}

QVariant orNull(qint64 value)
{
    return value > 0 ? QVariant(value) : QVariant(QMetaType::fromType<qint64>());
}

QJsonObject audited(const ApiToken &token)
{
    return {
        {u"name"_s, token.name}, {u"prefix"_s, token.prefix}, {u"scopes"_s, QJsonArray::fromStringList(token.scopes)}};
}

QString targetOf(qint64 id)
{
    return u"token:"_s + QString::number(id);
}

} // namespace

Result<ApiTokens::Created> ApiTokens::create(const ApiTokenDraft &draft, const AuditSource &source)
{
    const QStringList known{u"read"_s, u"write"_s, u"admin"_s};
    QStringList scopes = draft.scopes;
    scopes.removeDuplicates();
    const bool valid = !scopes.isEmpty()
        && std::all_of(scopes.begin(), scopes.end(), [&](const QString &scope) { return known.contains(scope); });
    if (!valid)
        return fail(Errc::Invalid, u"/scopes"_s);
    if (auto named = checkUserName(draft.name); !named)
        return fail(named.error());
    const qint64 now = m_clock.nowMs();
    if (draft.expiresAt != 0 && draft.expiresAt <= now)
        return fail(Errc::Invalid, u"/expires_at"_s);
    const QByteArray secret = "vt_"
        + m_random.bytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return m_database.transaction([&]() -> Result<Created> {
        Statement query = m_database.prepare(
            u"INSERT INTO api_token(name, token_hash, prefix, scopes, created_at, created_by, expires_at) VALUES (?,?,?,?,?,?,?)"_s);
        query.bind(draft.name).bind(tokenHash(secret)).bind(QString::fromLatin1(secret.left(shownCharacters)));
        query.bind(scopes.join(u',')).bind(now).bind(orNull(source.actor.userId.value)).bind(orNull(draft.expiresAt));
        if (auto done = query.exec(); !done)
            return fail(done.error());
        auto token = find(query.lastInsertId());
        if (!token)
            return fail(token.error());
        if (auto done = m_audit.record(source, u"token.create"_s, targetOf(token->id), {}, audited(*token)); !done)
            return fail(done.error());
        return Created{*token, secret};
    });
}

Result<ApiTokenPage> ApiTokens::page(bool withRevoked, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        tokenColumns + u" WHERE (? = 0 OR id < ?) AND (? OR revoked_at IS NULL) ORDER BY id DESC LIMIT ?"_s);
    if (auto done = query.bind(before).bind(before).bind(withRevoked ? 1 : 0).bind(limit + 1).exec(); !done)
        return fail(done.error());
    ApiTokenPage page;
    while (query.next()) {
        if (page.tokens.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.tokens << tokenFrom(query);
    }
    return page;
}

Result<ApiToken> ApiTokens::find(qint64 id)
{
    Statement query = m_database.prepare(tokenColumns + u" WHERE id = ?"_s);
    if (auto done = query.bind(id).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"token %1"_s.arg(id));
    return tokenFrom(query);
}

Result<> ApiTokens::revoke(qint64 id, const AuditSource &source)
{
    return m_database.transaction([&]() -> Result<> {
        const auto token = find(id);
        if (!token)
            return fail(token.error());
        if (token->revokedAt > 0)
            return fail(Errc::NotFound, u"token %1 is revoked already"_s.arg(id));
        Statement query = m_database.prepare(u"UPDATE api_token SET revoked_at = ? WHERE id = ?"_s);
        if (auto done = query.bind(m_clock.nowMs()).bind(id).exec(); !done)
            return done;
        return m_audit.record(source, u"token.revoke"_s, targetOf(id), audited(*token), {});
    });
}

} // namespace desk
