#pragma once

#include "core/accounts/identity.h"
#include "core/accounts/loginlimiter.h"
#include "core/accounts/passwordworker.h"
#include "core/administration/adminaudit.h"
#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/random.h"

#include <QFuture>
#include <QObject>

namespace desk {

/// Somebody signed in at one browser. Times are UTC milliseconds.
struct Session
{
    qint64 id = 0;
    UserId userId;
    qint64 createdAt = 0;
    qint64 lastSeenAt = 0; ///< up to a minute old
    qint64 expiresAt = 0;
    QString address;
    QString agent; ///< what the browser calls itself, shortened and cleaned
};

/// Who makes a request: signing in and out, sessions, bearer tokens. Lives on the core thread; passwords are hashed on threads of their
/// own.
///
/// A session ends 12 hours after it was last used and 7 days after it began; a user has at most 50, the oldest give way.
class AccountService : public QObject
{
    Q_OBJECT

public:
    AccountService(Database &database, Clock &clock, Random &random, QObject *parent = nullptr);

    /// Hashes on this thread: for the command line. Invalid for a name outside 1-64 printable characters, an unknown role, or a
    /// password of fewer than 8 characters; Conflict for a known name.
    [[nodiscard]] Result<UserId> addUser(const QString &name, const QString &role, const QString &password);
    /// "name<tab>role" lines of those who may sign in.
    [[nodiscard]] Result<QStringList> listUsers();
    /// For the command line. @return the token itself, shown this once.
    [[nodiscard]] Result<QByteArray> addToken(const QString &name, const QStringList &scopes);
    /// The API_TOKEN of the environment: scopes read and write. Invalid when empty, under 16 characters, or a known default.
    [[nodiscard]] Result<> setStaticToken(const QByteArray &token);

    /// From where somebody signs in.
    struct Client
    {
        QString address = {};
        QString agent = {};      ///< User-Agent as sent
        QByteArray session = {}; ///< the session that the browser had: it ends
    };
    struct Login
    {
        Identity identity;
        QByteArray sessionToken; ///< for the cookie
    };
    /// Unauthorized for a wrong name or password (both cost the same). At once: Rejected when too many attempts failed, with the
    /// seconds to wait in detail; NotConnected when too many passwords are being looked at.
    [[nodiscard]] QFuture<Result<Login>> login(QString name, QString password, Client client);
    /// Signs @p user in without a password, which the caller has checked. Unauthorized for a disabled one.
    /// @param checkedHash when not empty, only if the account still has this password.
    [[nodiscard]] Result<Login> openSession(UserId user, const Client &client, const QString &checkedHash = {});
    [[nodiscard]] Result<> logout(const QByteArray &sessionToken);

    /// Whether @p password is that of @p user, with the same limits as a login. Rejected and NotConnected as there.
    [[nodiscard]] QFuture<Result<bool>> verifyPassword(UserId user, QString password, QString address);
    /// What is stored of @p password, off this thread. NotConnected when too many are being looked at.
    [[nodiscard]] QFuture<Result<QString>> hashPassword(QString password)
    {
        return m_passwords.hash(std::move(password));
    }

    /// Unauthorized for an unknown, revoked or expired token.
    [[nodiscard]] Result<Identity> identityOfToken(const QByteArray &token);
    [[nodiscard]] Result<Identity> identityOfSession(const QByteArray &sessionToken);

    /// Newest first.
    [[nodiscard]] Result<QList<Session>> sessionsOf(UserId user);
    /// Of everybody, the last used first.
    [[nodiscard]] Result<QList<Session>> allSessions();
    /// NotFound for a session that is not @p owner's; an invalid owner stands for anybody.
    [[nodiscard]] Result<> endSession(qint64 id, UserId owner, const AuditSource &source);
    /// All of @p user but @p kept; 0 keeps none. @return how many ended.
    [[nodiscard]] Result<int> endSessions(UserId user, qint64 kept, const AuditSource &source);
    /// The same without a line on the trail, as a part of another change.
    [[nodiscard]] Result<int> endSessions(UserId user, qint64 kept);

    /// Limits of what is tried, shared with whatever else asks for a secret.
    [[nodiscard]] LoginLimiter &limiter() { return m_limiter; }

private:
    [[nodiscard]] Result<bool> isKnownAddress(UserId user, const QString &address);
    [[nodiscard]] Result<> rememberAddress(UserId user, const QString &address);
    [[nodiscard]] Result<> makeRoomForSession(UserId user);

    Database &m_database;
    Clock &m_clock;
    Random &m_random;
    AdminAudit m_audit;
    LoginLimiter m_limiter;
    PasswordWorker m_passwords;
    QByteArray m_staticToken;
    QString m_decoyHash; ///< verified for unknown names, so that they cost the same
};

} // namespace desk
