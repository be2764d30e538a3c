#pragma once

#include "core/base/id.h"
#include "core/base/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk {

/// Somebody who signs in, as stored; without the password. Times are UTC milliseconds; 0 means "not yet".
struct User
{
    UserId id;
    QString name;        ///< what is typed to sign in
    QString displayName; ///< empty: the name
    QString role;        ///< admin, technician, viewer
    bool disabled = false;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    qint64 lastLoginAt = 0;
};

/// What a person asks to be changed; only what is set is changed.
struct UserPatch
{
    std::optional<QString> name = {};
    std::optional<QString> displayName = {};
    std::optional<QString> role = {};
    std::optional<bool> disabled = {};
    std::optional<QString> password = {};
    QString currentPassword = {}; ///< needed for a change of the own password
};

struct UserPage
{
    QList<User> users; ///< newest first
    bool hasMore = false;
};

/// 1-64 printable characters without blanks around them; Invalid ("/name") otherwise.
[[nodiscard]] Result<> checkUserName(const QString &name);
/// At most 64 printable characters; Invalid ("/display_name") otherwise.
[[nodiscard]] Result<> checkDisplayName(const QString &name);
/// Invalid ("/role") for any other than admin, technician and viewer.
[[nodiscard]] Result<> checkRole(const QString &role);
/// 8-1024 characters, not the name of the account; Invalid ("/password") otherwise.
[[nodiscard]] Result<> checkPassword(const QString &password, const QString &userName);

} // namespace desk
