#pragma once

#include "core/base/id.h"
#include "core/tickets/ticket.h"

#include <QStringList>

namespace desk {

/// What a route asks of its caller.
enum class Access { Open, Read, Write, Admin };

/// Who makes a request.
struct Identity
{
    enum class Kind { User, Token };
    Kind kind = Kind::User;
    UserId userId;
    QString name;
    QString role;         ///< admin, technician, viewer; of users
    QStringList scopes;   ///< read, write, admin; of tokens
    QString csrfToken;    ///< of sessions
    qint64 sessionId = 0; ///< of sessions

    [[nodiscard]] bool allows(Access access) const
    {
        using namespace Qt::StringLiterals;
        if (access == Access::Open)
            return true;
        if (kind == Kind::Token)
            return scopes.contains("admin"_L1) || (access == Access::Write && scopes.contains("write"_L1))
                || (access == Access::Read && (scopes.contains("read"_L1) || scopes.contains("write"_L1)));
        return role == "admin"_L1 || access == Access::Read || (access == Access::Write && role == "technician"_L1);
    }
    /// "user:7" or "token:name": one of ours, whatever they hold in hand.
    [[nodiscard]] QString person() const
    {
        using namespace Qt::StringLiterals;
        return kind == Kind::User ? u"user:%1"_s.arg(userId.value) : u"token:"_s + name.simplified().left(64);
    }
    [[nodiscard]] Actor actor() const
    {
        return {kind == Kind::User ? Actor::Type::Technician : Actor::Type::Token, userId, name};
    }
};

} // namespace desk
