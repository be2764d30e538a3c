#pragma once

#include "core/administration/adminaudit.h"
#include "core/base/random.h"

#include <QStringList>

namespace desk {

/// A token as listed; the token itself is known to its bearer only. Times are UTC milliseconds; 0 means "never".
struct ApiToken
{
    qint64 id = 0;
    QString name;
    QString prefix; ///< its first characters, to be known again
    QStringList scopes;
    qint64 createdAt = 0;
    UserId createdBy; ///< invalid: the command line
    qint64 lastUsedAt = 0;
    qint64 expiresAt = 0;
    qint64 revokedAt = 0;
};

struct ApiTokenDraft
{
    QString name = {};
    QStringList scopes = {}; ///< of read, write, admin
    qint64 expiresAt = 0;    ///< 0: does not expire
};

struct ApiTokenPage
{
    QList<ApiToken> tokens; ///< newest first
    bool hasMore = false;
};

/// The bearer tokens of scripts: made, listed and revoked; each step is on the trail of administration.
/// Lives on the database's thread. Only a hash of a token is stored.
class ApiTokens
{
public:
    ApiTokens(Database &database, Clock &clock, Random &random)
        : m_database(database), m_clock(clock), m_random(random), m_audit(database, clock)
    {
    }

    struct Created
    {
        ApiToken token;
        QByteArray secret; ///< shown this once
    };
    /// Invalid ("/name", "/scopes", "/expires_at") for a name outside 1-64 printable characters, unknown scopes or a time that is past.
    [[nodiscard]] Result<Created> create(const ApiTokenDraft &draft, const AuditSource &source);
    /// @param withRevoked also those that were revoked. @param before smaller ids; 0: from the newest.
    [[nodiscard]] Result<ApiTokenPage> page(bool withRevoked, qint64 before, int limit);
    [[nodiscard]] Result<ApiToken> find(qint64 id);
    /// NotFound for an unknown or already revoked one.
    [[nodiscard]] Result<> revoke(qint64 id, const AuditSource &source);

private:
    Database &m_database;
    Clock &m_clock;
    Random &m_random;
    AdminAudit m_audit;
};

} // namespace desk
