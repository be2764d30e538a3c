#include "core/accounts/userservice.h"

#include "core/base/boundvalue.h"
#include "core/base/onreply.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

const QString userColumns =
    u"SELECT id, name, display_name, role, disabled, created_at, updated_at, last_login_at FROM user"_s;

User userFrom(const Statement &row)
{
    User user;
    user.id = {row.int64(0)};
    user.name = row.text(1);
    user.displayName = row.text(2);
    user.role = row.text(3);
    user.disabled = row.int64(4) != 0;
    user.createdAt = row.int64(5);
    user.updatedAt = row.int64(6);
    user.lastLoginAt = row.int64(7);
    return user;
}

QString userTarget(UserId id)
{
    return u"user:"_s + QString::number(id.value);
}

Result<> nameTaken(const Result<> &done)
{
    return !done && done.error().code == Errc::Conflict ? fail(Errc::Conflict, u"name_taken"_s) : done;
}

} // namespace

Result<UserPage> UserService::page(bool withDisabled, qint64 before, int limit)
{
    Statement query = m_database.prepare(
        userColumns + u" WHERE (? = 0 OR id < ?) AND (? OR disabled = 0) ORDER BY id DESC LIMIT ?"_s);
    if (auto done = query.bind(before).bind(before).bind(withDisabled ? 1 : 0).bind(limit + 1).exec(); !done)
        return fail(done.error());
    UserPage page;
    while (query.next()) {
        if (page.users.size() == limit) {
            page.hasMore = true;
            break;
        }
        page.users << userFrom(query);
    }
    return page;
}

Result<User> UserService::find(UserId id)
{
    Statement query = m_database.prepare(userColumns + u" WHERE id = ?"_s);
    if (auto done = query.bind(id.value).exec(); !done)
        return fail(done.error());
    if (!query.next())
        return fail(Errc::NotFound, u"user %1"_s.arg(id.value));
    return userFrom(query);
}

Result<bool> UserService::hasAdministrator()
{
    Statement query = m_database.prepare(u"SELECT EXISTS (SELECT 1 FROM user WHERE role = 'admin' AND disabled = 0)"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() && query.int64(0) != 0;
}

QFuture<Result<User>> UserService::create(Draft draft, AuditSource source)
{
    const Completer<User> completer;
    const auto fits = checkUserName(draft.name)
                          .and_then([&] { return checkDisplayName(draft.displayName); })
                          .and_then([&] { return checkRole(draft.role); })
                          .and_then([&] { return checkPassword(draft.password, draft.name); });
    if (!fits) {
        completer.complete(fail(fits.error()));
        return completer.future();
    }
    auto hashed = m_accounts.hashPassword(draft.password);
    onReply(
        hashed, this,
        [this, completer, draft = std::move(draft), source = std::move(source)](const Result<QString> &hash) {
            if (!hash)
                return completer.complete(fail(hash.error()));
            completer.complete(m_database.transaction([&]() -> Result<User> {
                const qint64 now = m_clock.nowMs();
                Statement query = m_database.prepare(
                    u"INSERT INTO user(name, display_name, role, password_hash, created_at, updated_at) VALUES (?,?,?,?,?,?)"_s);
                query.bind(draft.name)
                    .bind(textOrEmpty(draft.displayName))
                    .bind(draft.role)
                    .bind(*hash)
                    .bind(now)
                    .bind(now);
                if (auto done = nameTaken(query.exec()); !done)
                    return fail(done.error());
                const UserId id{query.lastInsertId()};
                if (auto done = m_audit.record(source, u"user.create"_s, userTarget(id), {},
                                               {{u"name"_s, draft.name}, {u"role"_s, draft.role}});
                    !done)
                    return fail(done.error());
                return find(id);
            }));
        });
    return completer.future();
}

Result<> UserService::checkAllowed(UserId id, const UserPatch &patch, const Identity &by) const
{
    const bool self = by.kind == Identity::Kind::User && by.userId == id;
    const bool admin = by.allows(Access::Admin);
    if (!admin && !self)
        return fail(Errc::Forbidden, u"another user"_s);
    if (!admin && (patch.name || patch.role || patch.disabled))
        return fail(Errc::Forbidden, u"not by oneself"_s);
    if (patch.name) {
        if (auto fits = checkUserName(*patch.name); !fits)
            return fits;
    }
    if (patch.displayName) {
        if (auto fits = checkDisplayName(*patch.displayName); !fits)
            return fits;
    }
    if (patch.role) {
        if (auto fits = checkRole(*patch.role); !fits)
            return fits;
    }
    if (patch.password && self && patch.currentPassword.isEmpty())
        return fail(Errc::Invalid, u"/current_password"_s);
    return {};
}

QFuture<Result<User>> UserService::patch(UserId id, UserPatch patch, Identity by, AuditSource source)
{
    const Completer<User> completer;
    if (auto allowed = checkAllowed(id, patch, by); !allowed) {
        completer.complete(fail(allowed.error()));
        return completer.future();
    }
    const auto before = find(id);
    if (!before) {
        completer.complete(fail(before.error()));
        return completer.future();
    }
    if (!patch.password) {
        completer.complete(store(id, patch, {}, by, source));
        return completer.future();
    }
    if (auto fits = checkPassword(*patch.password, patch.name.value_or(before->name)); !fits) {
        completer.complete(fail(fits.error()));
        return completer.future();
    }
    const bool self = by.kind == Identity::Kind::User && by.userId == id;
    const QString password = *patch.password;
    const QString present = patch.currentPassword;
    const QString address = source.address;
    const auto hashAndStore = [this, completer, id, password, patch = std::move(patch), by = std::move(by),
                               source = std::move(source)] {
        auto hashed = m_accounts.hashPassword(password);
        onReply(hashed, this, [this, completer, id, patch, by, source](const Result<QString> &hash) {
            completer.complete(hash ? store(id, patch, *hash, by, source) : fail(hash.error()));
        });
    };
    if (!self) {
        hashAndStore();
        return completer.future();
    }
    auto verified = m_accounts.verifyPassword(id, present, address);
    onReply(verified, this, [completer, hashAndStore](const Result<bool> &right) {
        if (!right)
            return completer.complete(fail(right.error()));
        if (!*right)
            return completer.complete(fail(Errc::Invalid, u"/current_password"_s));
        hashAndStore();
    });
    return completer.future();
}

Result<User> UserService::store(UserId id, const UserPatch &patch, const QString &passwordHash, const Identity &by,
                                const AuditSource &source)
{
    return m_database.transaction([&]() -> Result<User> {
        const auto before = find(id);
        if (!before)
            return before;
        User after = *before;
        after.name = patch.name.value_or(after.name);
        after.displayName = patch.displayName.value_or(after.displayName);
        after.role = patch.role.value_or(after.role);
        after.disabled = patch.disabled.value_or(after.disabled);
        QJsonObject from;
        QJsonObject to;
        const auto note = [&](const QString &field, const QJsonValue &oldValue, const QJsonValue &newValue) {
            if (oldValue == newValue)
                return;
            from.insert(field, oldValue);
            to.insert(field, newValue);
        };
        note(u"name"_s, before->name, after.name);
        note(u"display_name"_s, before->displayName, after.displayName);
        note(u"role"_s, before->role, after.role);
        note(u"disabled"_s, before->disabled, after.disabled);
        if (!passwordHash.isEmpty())
            to.insert(u"password"_s, u"changed"_s);
        if (to.isEmpty())
            return before;

        Statement query = m_database.prepare(
            u"UPDATE user SET name = ?, display_name = ?, role = ?, disabled = ?, updated_at = ? WHERE id = ?"_s);
        query.bind(after.name).bind(textOrEmpty(after.displayName)).bind(after.role).bind(after.disabled ? 1 : 0);
        if (auto done = nameTaken(query.bind(m_clock.nowMs()).bind(id.value).exec()); !done)
            return fail(done.error());
        const bool wasAdministrator = before->role == "admin"_L1 && !before->disabled;
        if (wasAdministrator) {
            if (auto done = checkAdministratorStays(); !done)
                return fail(done.error());
        }
        if (!passwordHash.isEmpty()) {
            Statement password = m_database.prepare(u"UPDATE user SET password_hash = ? WHERE id = ?"_s);
            if (auto done = password.bind(passwordHash).bind(id.value).exec(); !done)
                return fail(done.error());
        }
        if (!passwordHash.isEmpty() || after.disabled) {
            const bool self = by.kind == Identity::Kind::User && by.userId == id && !after.disabled;
            if (auto ended = m_accounts.endSessions(id, self ? by.sessionId : 0); !ended)
                return fail(ended.error());
        }
        if (auto done = m_audit.record(source, u"user.update"_s, userTarget(id), from, to); !done)
            return fail(done.error());
        return find(id);
    });
}

Result<> UserService::checkAdministratorStays()
{
    const auto left = hasAdministrator();
    if (!left)
        return fail(left.error());
    return *left ? Result<>() : fail(Errc::Conflict, u"last_administrator"_s);
}

Result<> UserService::disable(UserId id, const AuditSource &source)
{
    UserPatch patch;
    patch.disabled = true;
    const auto done = store(id, patch, {}, {}, source);
    return done ? Result<>() : fail(done.error());
}

} // namespace desk
