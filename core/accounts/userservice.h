#pragma once

#include "core/accounts/accountservice.h"
#include "core/accounts/user.h"

namespace desk {

/// The users as people manage them: who may change what, and that the desk never loses its last administrator.
///
/// Every change is on the trail of administration, in its transaction. Lives on the core thread. Errors of all: Forbidden for a caller who
/// may not; Conflict with "name_taken" or "last_administrator" in detail; Invalid with a field pointer; NotFound.
class UserService : public QObject
{
    Q_OBJECT

public:
    UserService(Database &database, Clock &clock, AccountService &accounts, QObject *parent = nullptr)
        : QObject(parent), m_database(database), m_clock(clock), m_accounts(accounts), m_audit(database, clock)
    {
    }

    /// @param before smaller ids; 0: from the newest.
    [[nodiscard]] Result<UserPage> page(bool withDisabled, qint64 before, int limit);
    [[nodiscard]] Result<User> find(UserId id);
    /// An enabled administrator is there.
    [[nodiscard]] Result<bool> hasAdministrator();

    struct Draft
    {
        QString name = {};
        QString displayName = {};
        QString role = {};
        QString password = {};
    };
    /// NotConnected when too many passwords are being looked at.
    [[nodiscard]] QFuture<Result<User>> create(Draft draft, AuditSource source);

    /// An administrator changes anybody; everybody else their own display name and password. The own password needs the present one
    /// (Invalid "/current_password" when it is missing or wrong; Rejected with the seconds to wait after too many wrong ones) and ends
    /// the user's other sessions; a password set by somebody else ends all.
    [[nodiscard]] QFuture<Result<User>> patch(UserId id, UserPatch patch, Identity by, AuditSource source);
    /// Signs out and keeps out; the row stays, for what the user did.
    [[nodiscard]] Result<> disable(UserId id, const AuditSource &source);

private:
    [[nodiscard]] Result<> checkAllowed(UserId id, const UserPatch &patch, const Identity &by) const;
    [[nodiscard]] Result<User> store(UserId id, const UserPatch &patch, const QString &passwordHash, const Identity &by,
                                     const AuditSource &source);
    [[nodiscard]] Result<> checkAdministratorStays();

    Database &m_database;
    Clock &m_clock;
    AccountService &m_accounts;
    AdminAudit m_audit;
};

} // namespace desk
