#pragma once

#include "core/accounts/identity.h"
#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/random.h"

#include <QFuture>
#include <QObject>

namespace desk {

/// Users, sessions and API tokens. Lives on the core thread; passwords are hashed on the pool.
class AccountService : public QObject
{
    Q_OBJECT

public:
    AccountService(Database &database, Clock &clock, Random &random, QObject *parent = nullptr);

    /// Hashes on this thread: for the command line. Invalid for a name outside 1-64 printable characters, an unknown role, or a
    /// password of fewer than 8 characters; Conflict for a known name.
    [[nodiscard]] Result<UserId> addUser(const QString &name, const QString &role, const QString &password);
    /// "name<tab>role" lines.
    [[nodiscard]] Result<QStringList> listUsers();
    /// @return the token itself, shown this once.
    [[nodiscard]] Result<QByteArray> addToken(const QString &name, const QStringList &scopes);
    /// The API_TOKEN of the environment: scopes read and write. Invalid when empty, under 16 characters, or a known default.
    [[nodiscard]] Result<> setStaticToken(const QByteArray &token);

    struct Login
    {
        Identity identity;
        QByteArray sessionToken; ///< for the cookie
    };
    /// Unauthorized for a wrong name or password (both cost the same); Rejected when too many attempts failed; @p retryAfter in detail.
    [[nodiscard]] QFuture<Result<Login>> login(QString name, QString password, QString remoteAddress);
    [[nodiscard]] Result<> logout(const QByteArray &sessionToken);

    [[nodiscard]] Result<Identity> identityOfToken(const QByteArray &token);
    [[nodiscard]] Result<Identity> identityOfSession(const QByteArray &sessionToken);

private:
    [[nodiscard]] Result<Login> openSession(const QString &name);
    [[nodiscard]] qint64 lockedForSeconds(const QString &key, int limit);
    void noteFailure(const QString &key);

    Database &m_database;
    Clock &m_clock;
    Random &m_random;
    QByteArray m_staticToken;
    QString m_decoyHash; ///< verified for unknown names, so that they cost the same
    QHash<QString, QList<qint64>> m_failures;
};

} // namespace desk
