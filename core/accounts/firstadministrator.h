#pragma once

#include "core/accounts/userservice.h"

namespace desk {

/// Makes the first administrator, whoever sits at this computer: the secret is shown there once, and nowhere else.
///
/// Open while the desk has never had an administrator; closed for ever by the first, however it was made. Lives on the core thread.
class FirstAdministrator : public QObject
{
    Q_OBJECT

public:
    FirstAdministrator(Database &database, Random &random, AccountService &accounts, UserService &users,
                       QObject *parent = nullptr)
        : QObject(parent), m_database(database), m_random(random), m_accounts(accounts), m_users(users)
    {
    }

    [[nodiscard]] Result<bool> isNeeded();
    /// Makes a new secret, e.g. "K7QW-2MXA-9RTF-C4HN"; an earlier one is void. @return an empty text when none is needed.
    [[nodiscard]] Result<QString> makeSecret();

    struct Draft
    {
        QString secret = {};
        QString name = {};
        QString displayName = {};
        QString password = {};
    };
    /// Conflict ("already_set_up") once there has been an administrator; Forbidden unless @p client is this computer; Unauthorized for a
    /// wrong secret; Rejected with the seconds to wait after too many; Invalid with a field pointer. @return the new administrator signed in.
    [[nodiscard]] QFuture<Result<AccountService::Login>> create(Draft draft, AccountService::Client client);
    /// For the console, whose user sits at this computer and needs no secret: that of @p draft is passed over. Conflict and Invalid as above.
    [[nodiscard]] QFuture<Result<User>> createHere(const Draft &draft);

private:
    [[nodiscard]] Result<> checkOpen();
    /// To be called while it is open.
    [[nodiscard]] QFuture<Result<User>> make(const Draft &draft, const QString &address);

    Database &m_database;
    Random &m_random;
    AccountService &m_accounts;
    UserService &m_users;
    QByteArray m_secret; ///< without dashes; empty: none was made
    bool m_creating = false;
};

} // namespace desk
