#include "core/accounts/firstadministrator.h"

#include "core/accounts/passwordhash.h"
#include "core/base/onreply.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int secretBytes = 16; // one character of 32 each: 80 bits
constexpr int groupLength = 4;

/// Without what is easily mistaken: I, L, O, U.
constexpr char alphabet[] = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

QByteArray bare(const QString &typed)
{
    QByteArray secret;
    const QByteArray text = typed.left(64).toUpper().toUtf8();
    for (const char c : text) {
        if (c != '-' && c != ' ')
            secret += c;
    }
    return secret;
}

} // namespace

Result<bool> FirstAdministrator::isNeeded()
{
    // A disabled one counts: closed is closed.
    Statement query = m_database.prepare(u"SELECT NOT EXISTS (SELECT 1 FROM user WHERE role = 'admin')"_s);
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next() && query.int64(0) != 0;
}

Result<QString> FirstAdministrator::makeSecret()
{
    const auto needed = isNeeded();
    if (!needed)
        return fail(needed.error());
    m_secret.clear();
    if (!*needed)
        return QString();
    QString shown;
    const QByteArray bytes = m_random.bytes(secretBytes);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        m_secret += alphabet[uchar(bytes.at(i)) % (sizeof(alphabet) - 1)];
        if (i > 0 && i % groupLength == 0)
            shown += u'-';
        shown += QLatin1Char(m_secret.back());
    }
    return shown;
}

Result<> FirstAdministrator::checkOpen()
{
    const auto needed = isNeeded();
    if (!needed)
        return fail(needed.error());
    return *needed ? Result<>() : fail(Errc::Conflict, u"already_set_up"_s);
}

QFuture<Result<AccountService::Login>> FirstAdministrator::create(Draft draft, AccountService::Client client)
{
    const Completer<AccountService::Login> completer;
    const auto refused = [&](const Error &error) {
        completer.complete(fail(error));
        return completer.future();
    };
    if (auto open = checkOpen(); !open)
        return refused(open.error());
    if (!QHostAddress(client.address).isLoopback())
        return refused({Errc::Forbidden, u"only at this computer"_s});
    const LoginLimiter::Attempt attempt{u"first administrator"_s, client.address, false};
    if (const qint64 wait = m_accounts.limiter().waitSeconds(attempt); wait > 0)
        return refused({Errc::Rejected, QString::number(wait)});
    if (m_secret.isEmpty() || !sameSecret(bare(draft.secret), m_secret)) {
        m_accounts.limiter().count(attempt);
        return refused({Errc::Unauthorized, u"wrong secret"_s});
    }
    if (m_creating)
        return refused({Errc::Conflict, u"already_set_up"_s});
    auto created = make(draft, client.address);
    onReply(created, this, [this, completer, client = std::move(client)](const Result<User> &user) {
        if (!user)
            return completer.complete(fail(user.error()));
        completer.complete(m_accounts.openSession(user->id, client));
    });
    return completer.future();
}

QFuture<Result<User>> FirstAdministrator::createHere(const Draft &draft)
{
    const Result<> open = m_creating ? fail(Errc::Conflict, u"already_set_up"_s) : checkOpen();
    if (open)
        return make(draft, {});
    const Completer<User> completer;
    completer.complete(fail(open.error()));
    return completer.future();
}

QFuture<Result<User>> FirstAdministrator::make(const Draft &draft, const QString &address)
{
    const Completer<User> completer;
    m_creating = true;
    const AuditSource source{{Actor::Type::System, {}, u"first administrator"_s}, address};
    auto created = m_users.create(
        {.name = draft.name, .displayName = draft.displayName, .role = u"admin"_s, .password = draft.password}, source);
    onReply(created, this, [this, completer](const Result<User> &user) {
        m_creating = false;
        if (user)
            m_secret.clear();
        completer.complete(user);
    });
    return completer.future();
}

} // namespace desk
