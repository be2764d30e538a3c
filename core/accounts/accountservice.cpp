#include "core/accounts/accountservice.h"

#include "core/accounts/passwordhash.h"
#include "core/base/completer.h"
#include "core/base/onreply.h"

#include <QtConcurrentRun>

#include <openssl/crypto.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 sessionMs = 12LL * 3600 * 1000;
constexpr qint64 failureWindowMs = 5LL * 60 * 1000;
constexpr int accountLimit = 5;
constexpr int addressLimit = 10;
constexpr int maxTrackedKeys = 10000;

QByteArray randomToken(Random &random)
{
    return random.bytes(32).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

AccountService::AccountService(Database &database, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_database(database), m_clock(clock), m_random(random),
      m_decoyHash(u"scrypt$15$8$1$%1$%2"_s.arg(
          QString::fromLatin1(QByteArray(16, 's').toBase64(QByteArray::Base64UrlEncoding)),
          QString::fromLatin1(QByteArray(32, 'k').toBase64(QByteArray::Base64UrlEncoding))))
{
}

Result<UserId> AccountService::addUser(const QString &name, const QString &role, const QString &password)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
    if (name.trimmed() != name || name.isEmpty() || name.size() > 64 || !printable)
        return fail(Errc::Invalid, u"/name"_s);
    if (!QStringList{u"admin"_s, u"technician"_s, u"viewer"_s}.contains(role))
        return fail(Errc::Invalid, u"/role"_s);
    if (password.size() < 8 || password.size() > 1024)
        return fail(Errc::Invalid, u"/password"_s);
    Statement query = m_database.prepare(u"INSERT INTO user(name, role, password_hash, created_at) VALUES (?,?,?,?)"_s);
    query.bind(name).bind(role).bind(hashPassword(password, m_random.bytes(16))).bind(m_clock.nowMs());
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return UserId{query.lastInsertId()};
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
    const QStringList known{u"read"_s, u"write"_s, u"admin"_s};
    const bool valid = !scopes.isEmpty()
        && std::all_of(scopes.begin(), scopes.end(), [&](const QString &s) { return known.contains(s); });
    if (!valid)
        return fail(Errc::Invalid, u"/scopes"_s);
    if (name.trimmed().isEmpty() || name.size() > 64)
        return fail(Errc::Invalid, u"/name"_s);
    const QByteArray token = "vt_" + randomToken(m_random);
    Statement query = m_database.prepare(
        u"INSERT INTO api_token(name, token_hash, scopes, created_at) VALUES (?,?,?,?)"_s);
    if (auto done = query.bind(name).bind(tokenHash(token)).bind(scopes.join(u',')).bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    return token;
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

qint64 AccountService::lockedForSeconds(const QString &key, int limit)
{
    const auto entry = m_failures.find(key);
    if (entry == m_failures.end())
        return 0;
    const qint64 now = m_clock.nowMs();
    entry->removeIf([now](qint64 at) { return at < now - failureWindowMs; });
    if (entry->size() < limit)
        return 0;
    return std::max<qint64>(
        1, (entry->first() + failureWindowMs - now + 999) / 1000); // rounded up: earlier would be refused again
}

void AccountService::noteFailure(const QString &key)
{
    if (m_failures.size() >= maxTrackedKeys)
        m_failures.erase(m_failures.begin());
    m_failures[key] << m_clock.nowMs();
}

QFuture<Result<AccountService::Login>> AccountService::login(QString name, QString password, QString remoteAddress)
{
    const Completer<Login> completer;
    const QString accountKey = u"account:"_s + name.toLower().left(64);
    const QString addressKey = u"address:"_s + remoteAddress;
    const qint64 locked = std::max(lockedForSeconds(accountKey, accountLimit),
                                   lockedForSeconds(addressKey, addressLimit));
    if (locked > 0) {
        completer.complete(fail(Errc::Rejected, QString::number(locked)));
        return completer.future();
    }
    // Counted before the slow part, so that attempts in parallel cannot slip through; taken back on success.
    noteFailure(accountKey);
    noteFailure(addressKey);
    QString hash = m_decoyHash;
    Statement query = m_database.prepare(u"SELECT password_hash FROM user WHERE name = ? AND disabled = 0"_s);
    if (auto done = query.bind(name).exec(); !done) {
        completer.complete(fail(done.error()));
        return completer.future();
    }
    if (query.next())
        hash = query.text(0);
    auto verified = QtConcurrent::run([password = std::move(password), hash] {
        const bool right = verifyPassword(password, hash);
        OPENSSL_thread_stop(); // pool threads come and go; OpenSSL's state of this one goes now
        return right;
    });
    onReply(verified, this, [this, completer, name, accountKey, addressKey](bool right) {
        if (!right)
            return completer.complete(fail(Errc::Unauthorized, u"wrong name or password"_s));
        m_failures.remove(accountKey);
        // Only this attempt: an own account must not clear what was tried on others.
        if (const auto entry = m_failures.find(addressKey); entry != m_failures.end() && !entry->isEmpty())
            entry->removeLast();
        completer.complete(openSession(name));
    });
    return completer.future();
}

Result<AccountService::Login> AccountService::openSession(const QString &name)
{
    return m_database.transaction([&]() -> Result<Login> {
        Login login;
        login.sessionToken = randomToken(m_random);
        const qint64 now = m_clock.nowMs();
        const QString csrf = QString::fromLatin1(randomToken(m_random));
        Statement expired = m_database.prepare(u"DELETE FROM session WHERE expires_at < ?"_s);
        if (auto done = expired.bind(now).exec(); !done)
            return fail(done.error());
        Statement query = m_database.prepare(
            u"INSERT INTO session(user_id, token_hash, csrf_token, created_at, expires_at) "
            "SELECT id, ?, ?, ?, ? FROM user WHERE name = ? AND disabled = 0"_s);
        query.bind(tokenHash(login.sessionToken)).bind(csrf).bind(now).bind(now + sessionMs).bind(name);
        if (auto done = query.exec(); !done)
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
    Statement query = m_database.prepare(
        u"SELECT u.id, u.name, u.role, s.csrf_token FROM session s JOIN user u ON u.id = s.user_id "
        "WHERE s.token_hash = ? AND s.expires_at > ? AND u.disabled = 0"_s);
    if (auto done = query.bind(tokenHash(sessionToken)).bind(m_clock.nowMs()).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::Unauthorized, u"no such session"_s);
    return Identity{Identity::Kind::User, {query.int64(0)}, query.text(1), query.text(2), {}, query.text(3)};
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
            u"SELECT id, name, scopes, last_used_at FROM api_token WHERE token_hash = ? AND revoked_at IS NULL"_s);
        if (auto done = query.bind(hash).exec(); !done)
            return fail(done.error());
        if (!query.next())
            return fail(Errc::Unauthorized, u"no such token"_s);
        identity = {Identity::Kind::Token, {}, query.text(1), {}, query.text(2).split(u','), {}};
        if (query.int64(3) > now - 60'000)
            return identity;
        id = query.int64(0);
    }
    Statement used = m_database.prepare(u"UPDATE api_token SET last_used_at = ? WHERE id = ?"_s);
    if (auto done = used.bind(now).bind(id).exec(); !done)
        return fail(done.error());
    return identity;
}

} // namespace desk
