#include "core/accounts/accountservice.h"

#include "core/accounts/apitokens.h"
#include "core/accounts/passwordhash.h"
#include "core/accounts/user.h"
#include "core/base/boundvalue.h"
#include "core/base/onreply.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 idleMs = 12LL * 3600 * 1000;
constexpr qint64 longestSessionMs = 7LL * 24 * 3600 * 1000;
constexpr qint64 seenEveryMs = 60'000;
constexpr int sessionsOfUser = 50;
constexpr int addressesOfUser = 20;

QByteArray randomToken(Random &random)
{
    return random.bytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A browser's own name is hostile text as well.
QString cleanAgent(const QString &agent)
{
    QString clean;
    for (const QChar c : agent.left(400)) {
        if (c.isPrint())
            clean += c;
    }
    return clean.simplified().left(120);
}

const QString sessionColumns =
    u"SELECT id, user_id, created_at, last_seen_at, expires_at, address, agent FROM session"_s;

Result<QList<Session>> sessionsFrom(Statement &query)
{
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QList<Session> sessions;
    while (query.next())
        sessions << Session{.id = query.int64(0),
                            .userId = UserId{query.int64(1)},
                            .createdAt = query.int64(2),
                            .lastSeenAt = query.int64(3),
                            .expiresAt = query.int64(4),
                            .address = query.text(5),
                            .agent = query.text(6)};
    return sessions;
}

QString targetOf(UserId user)
{
    return u"user:"_s + QString::number(user.value);
}

} // namespace

AccountService::AccountService(Database &database, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_random(random), m_audit(database, clock),
      m_limiter(clock), m_passwords(random),
      m_decoyHash(u"scrypt$15$8$1$%1$%2"_s.arg(
          QString::fromLatin1(QByteArray(16, 's').toBase64(QByteArray::Base64UrlEncoding)),
          QString::fromLatin1(QByteArray(32, 'k').toBase64(QByteArray::Base64UrlEncoding))))
{
}

Result<UserId> AccountService::addUser(const QString &name, const QString &role, const QString &password)
{
    if (auto fits = checkUserName(name).and_then([&] { return checkRole(role); }).and_then([&] {
            return checkPassword(password, name);
        });
        !fits)
        return fail(fits.error());
    const QString hash = desk::hashPassword(password, m_random.bytes(16));
    return m_database.transaction([&]() -> Result<UserId> {
        const qint64 now = m_clock.nowMs();
        Statement query = m_database.prepare(
            u"INSERT INTO user(name, role, password_hash, created_at, updated_at) VALUES (?,?,?,?,?)"_s);
        if (auto done = query.bind(name).bind(role).bind(hash).bind(now).bind(now).exec(); !done)
            return fail(done.error());
        const UserId id{query.lastInsertId()};
        if (auto done = m_audit.record(AuditSource::commandLine(), u"user.create"_s, targetOf(id), {},
                                       {{u"name"_s, name}, {u"role"_s, role}});
            !done)
            return fail(done.error());
        return id;
    });
}

Result<QStringList> AccountService::listUsers()
{
    Statement query = m_database.prepare(u"SELECT name, role FROM user WHERE disabled = 0 ORDER BY name"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    QStringList lines;
    while (query.next())
        lines << query.text(0) + u'\t' + query.text(1);
    return lines;
}

Result<QByteArray> AccountService::addToken(const QString &name, const QStringList &scopes)
{
    const auto created = ApiTokens(m_database, m_clock, m_random)
                             .create({.name = name, .scopes = scopes}, AuditSource::commandLine());
    return created ? Result<QByteArray>(created->secret) : fail(created.error());
}

Result<> AccountService::setStaticToken(const QByteArray &token)
{
    static const QList<QByteArray> defaults{"mi_token_secreto",  "tu_token_secreto_aqui", "cambia_este_token",
                                            "changeme_changeme", "secret_token_1234",     "mi-token-super-secreto"};
    if (token.trimmed().size() < 16 || defaults.contains(token.toLower()))
        return fail(Errc::Invalid, u"API_TOKEN must be a secret of your own with at least 16 characters"_s);
    m_staticToken = token;
    return {};
}

QFuture<Result<AccountService::Login>> AccountService::login(QString name, QString password, Client client)
{
    const Completer<Login> completer;
    UserId user;
    QString hash = m_decoyHash;
    {
        Statement query = m_database.prepare(u"SELECT id, password_hash FROM user WHERE name = ? AND disabled = 0"_s);
        if (auto done = query.bind(textOrEmpty(name)).exec(); !done) {
            completer.complete(fail(done.error()));
            return completer.future();
        }
        if (query.next()) {
            user = {query.int64(0)};
            hash = query.text(1);
        }
    }
    const auto known = isKnownAddress(user, client.address);
    if (!known) {
        completer.complete(fail(known.error()));
        return completer.future();
    }
    const LoginLimiter::Attempt attempt{name, client.address, *known};
    if (const qint64 wait = m_limiter.waitSeconds(attempt); wait > 0) {
        completer.complete(fail(Errc::Rejected, QString::number(wait)));
        return completer.future();
    }
    auto verified = m_passwords.verify(std::move(password), hash);
    // Refused at once: too many are waiting. Nothing was tried.
    if (verified.isFinished() && !verified.result()) {
        completer.complete(fail(verified.result().error()));
        return completer.future();
    }
    // Counted before it is known to be wrong, so that attempts in parallel cannot slip through; taken back on success.
    m_limiter.count(attempt);
    onReply(verified, this,
            [this, completer, user, hash, attempt, client = std::move(client)](const Result<bool> &right) {
                if (!right)
                    return completer.complete(fail(right.error()));
                if (!*right || !user.isValid())
                    return completer.complete(fail(Errc::Unauthorized, u"wrong name or password"_s));
                m_limiter.forgive(attempt);
                completer.complete(openSession(user, client, hash));
            });
    return completer.future();
}

QFuture<Result<bool>> AccountService::verifyPassword(UserId user, QString password, QString address)
{
    const Completer<bool> completer;
    QString name;
    QString hash = m_decoyHash;
    {
        Statement query = m_database.prepare(u"SELECT name, password_hash FROM user WHERE id = ?"_s);
        if (auto done = query.bind(user.value).exec(); !done) {
            completer.complete(fail(done.error()));
            return completer.future();
        }
        if (query.next()) {
            name = query.text(0);
            hash = query.text(1);
        }
    }
    // Somebody with a session: the address is the account's own.
    const LoginLimiter::Attempt attempt{name, address, true};
    if (const qint64 wait = m_limiter.waitSeconds(attempt); wait > 0) {
        completer.complete(fail(Errc::Rejected, QString::number(wait)));
        return completer.future();
    }
    auto verified = m_passwords.verify(std::move(password), hash);
    if (verified.isFinished() && !verified.result()) {
        completer.complete(fail(verified.result().error()));
        return completer.future();
    }
    m_limiter.count(attempt);
    onReply(verified, this, [this, completer, attempt](const Result<bool> &right) {
        if (right && *right)
            m_limiter.forgive(attempt);
        completer.complete(right);
    });
    return completer.future();
}

Result<bool> AccountService::isKnownAddress(UserId user, const QString &address)
{
    if (!user.isValid())
        return false;
    Statement query = m_database.prepare(u"SELECT 1 FROM login_address WHERE user_id = ? AND address = ?"_s);
    if (auto done = query.bind(user.value).bind(LoginLimiter::placeOf(address)).exec(); !done)
        return fail(done.error());
    return query.next();
}

Result<> AccountService::rememberAddress(UserId user, const QString &address)
{
    Statement query = m_database.prepare(
        u"INSERT INTO login_address(user_id, address, last_login_at) VALUES (?,?,?) "
        "ON CONFLICT(user_id, address) DO UPDATE SET last_login_at = excluded.last_login_at"_s);
    if (auto done = query.bind(user.value).bind(LoginLimiter::placeOf(address)).bind(m_clock.nowMs()).exec(); !done)
        return done;
    Statement prune = m_database.prepare(
        u"DELETE FROM login_address WHERE user_id = ? AND address NOT IN (SELECT address FROM login_address "
        "WHERE user_id = ? ORDER BY last_login_at DESC, address LIMIT ?)"_s);
    return prune.bind(user.value).bind(user.value).bind(addressesOfUser).exec();
}

Result<> AccountService::makeRoomForSession(UserId user)
{
    Statement expired = m_database.prepare(u"DELETE FROM session WHERE expires_at < ?"_s);
    if (auto done = expired.bind(m_clock.nowMs()).exec(); !done)
        return done;
    Statement oldest = m_database.prepare(
        u"DELETE FROM session WHERE user_id = ? AND id NOT IN (SELECT id FROM session WHERE user_id = ? "
        "ORDER BY last_seen_at DESC, id DESC LIMIT ?)"_s);
    return oldest.bind(user.value).bind(user.value).bind(sessionsOfUser - 1).exec();
}

Result<AccountService::Login> AccountService::openSession(UserId user, const Client &client, const QString &checkedHash)
{
    return m_database.transaction([&]() -> Result<Login> {
        Login login;
        login.sessionToken = randomToken(m_random);
        const qint64 now = m_clock.nowMs();
        const QString csrf = QString::fromLatin1(randomToken(m_random));
        if (!client.session.isEmpty()) { // never the same session before and after
            if (auto done = logout(client.session); !done)
                return fail(done.error());
        }
        if (auto done = makeRoomForSession(user); !done)
            return fail(done.error());
        Statement query = m_database.prepare(
            u"INSERT INTO session(user_id, token_hash, csrf_token, created_at, last_seen_at, expires_at, address, agent) "
            "SELECT id, ?, ?, ?, ?, ?, ?, ? FROM user WHERE id = ? AND disabled = 0 AND (? = '' OR password_hash = ?)"_s);
        query.bind(tokenHash(login.sessionToken)).bind(csrf).bind(now).bind(now).bind(now + idleMs);
        query.bind(textOrEmpty(client.address.left(64))).bind(textOrEmpty(cleanAgent(client.agent))).bind(user.value);
        query.bind(textOrEmpty(checkedHash)).bind(textOrEmpty(checkedHash));
        if (auto done = query.exec(); !done)
            return fail(done.error());
        if (query.rowsAffected() != 1) // disabled, or another password, while the old one was looked at
            return fail(Errc::Unauthorized, u"the account has changed"_s);
        if (auto done = rememberAddress(user, client.address); !done)
            return fail(done.error());
        Statement seen = m_database.prepare(u"UPDATE user SET last_login_at = ? WHERE id = ?"_s);
        if (auto done = seen.bind(now).bind(user.value).exec(); !done)
            return fail(done.error());
        auto identity = identityOfSession(login.sessionToken);
        if (!identity)
            return fail(identity.error());
        login.identity = *identity;
        return login;
    });
}

Result<> AccountService::logout(const QByteArray &sessionToken)
{
    Statement query = m_database.prepare(u"DELETE FROM session WHERE token_hash = ?"_s);
    return query.bind(tokenHash(sessionToken)).exec();
}

Result<Identity> AccountService::identityOfSession(const QByteArray &sessionToken)
{
    const qint64 now = m_clock.nowMs();
    Identity identity;
    qint64 createdAt = 0;
    {
        Statement query = m_database.prepare(
            u"SELECT u.id, u.name, u.role, s.csrf_token, s.id, s.created_at, s.last_seen_at FROM session s "
            "JOIN user u ON u.id = s.user_id WHERE s.token_hash = ? AND s.expires_at > ? AND u.disabled = 0"_s);
        if (auto done = query.bind(tokenHash(sessionToken)).bind(now).exec(); !done)
            return fail(done.error());
        if (!query.next())
            return fail(Errc::Unauthorized, u"no such session"_s);
        identity = {Identity::Kind::User, {query.int64(0)}, query.text(1), query.text(2), {},
                    query.text(3),        query.int64(4)};
        createdAt = query.int64(5);
        if (now - query.int64(6) < seenEveryMs)
            return identity;
    }
    Statement seen = m_database.prepare(u"UPDATE session SET last_seen_at = ?, expires_at = ? WHERE id = ?"_s);
    const qint64 until = std::min(now + idleMs, createdAt + longestSessionMs);
    if (auto done = seen.bind(now).bind(until).bind(identity.sessionId).exec(); !done)
        return fail(done.error());
    return identity;
}

Result<Identity> AccountService::identityOfToken(const QByteArray &token)
{
    if (!m_staticToken.isEmpty() && sameSecret(token, m_staticToken))
        return Identity{Identity::Kind::Token, {}, u"API_TOKEN"_s, {}, {u"read"_s, u"write"_s}, {}};
    const QString hash = tokenHash(token);
    const qint64 now = m_clock.nowMs();
    qint64 id = 0;
    Identity identity;
    {
        Statement query = m_database.prepare(
            u"SELECT id, name, scopes, last_used_at FROM api_token WHERE token_hash = ? AND revoked_at IS NULL "
            "AND (expires_at IS NULL OR expires_at > ?)"_s);
        if (auto done = query.bind(hash).bind(now).exec(); !done)
            return fail(done.error());
        if (!query.next())
            return fail(Errc::Unauthorized, u"no such token"_s);
        identity = {Identity::Kind::Token, {}, query.text(1), {}, query.text(2).split(u','), {}};
        if (query.int64(3) > now - seenEveryMs)
            return identity;
        id = query.int64(0);
    }
    Statement used = m_database.prepare(u"UPDATE api_token SET last_used_at = ? WHERE id = ?"_s);
    if (auto done = used.bind(now).bind(id).exec(); !done)
        return fail(done.error());
    return identity;
}

Result<QList<Session>> AccountService::sessionsOf(UserId user)
{
    Statement query = m_database.prepare(sessionColumns + u" WHERE expires_at > ? AND user_id = ? ORDER BY id DESC"_s);
    query.bind(m_clock.nowMs()).bind(user.value);
    return sessionsFrom(query);
}

Result<QList<Session>> AccountService::allSessions()
{
    Statement query = m_database.prepare(sessionColumns
                                         + u" WHERE expires_at > ? ORDER BY last_seen_at DESC, id DESC"_s);
    query.bind(m_clock.nowMs());
    return sessionsFrom(query);
}

Result<> AccountService::endSession(qint64 id, UserId owner, const AuditSource &source)
{
    return m_database.transaction([&]() -> Result<> {
        UserId user;
        {
            Statement query = m_database.prepare(
                u"DELETE FROM session WHERE id = ? AND (? = 0 OR user_id = ?) RETURNING user_id"_s);
            if (auto done = query.bind(id).bind(owner.value).bind(owner.value).exec(); !done)
                return done;
            if (!query.next())
                return fail(Errc::NotFound, u"session %1"_s.arg(id));
            user = {query.int64(0)};
        }
        return m_audit.record(source, u"session.end"_s, targetOf(user), {{u"session"_s, id}}, {});
    });
}

Result<int> AccountService::endSessions(UserId user, qint64 kept, const AuditSource &source)
{
    return m_database.transaction([&]() -> Result<int> {
        const auto ended = endSessions(user, kept);
        if (!ended || *ended == 0)
            return ended;
        if (auto done = m_audit.record(source, u"session.end_all"_s, targetOf(user), {{u"sessions"_s, *ended}}, {});
            !done)
            return fail(done.error());
        return ended;
    });
}

Result<int> AccountService::endSessions(UserId user, qint64 kept)
{
    Statement query = m_database.prepare(u"DELETE FROM session WHERE user_id = ? AND id <> ?"_s);
    if (auto done = query.bind(user.value).bind(kept).exec(); !done)
        return fail(done.error());
    return query.rowsAffected();
}

} // namespace desk
