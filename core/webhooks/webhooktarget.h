#pragma once

#include "core/base/result.h"

#include <QFuture>
#include <QHostAddress>
#include <QList>
#include <QUrl>

namespace desk {

/// Where a webhook may be posted to: rules, pure.
class WebhookTarget
{
public:
    /// An http or https address with a host, without user, password or fragment, of at most 2000 characters.
    /// @return Invalid (/url).
    [[nodiscard]] static Result<QUrl> parse(const QString &text);

    /// Whether @p address belongs to the public internet: no private, loopback, link-local, shared (CGNAT), multicast, benchmarking,
    /// documentation or reserved one, also not inside IPv6 (mapped, translated, 6to4, Teredo).
    [[nodiscard]] static bool isPublic(const QHostAddress &address);
    /// What no setting allows: unspecified, broadcast, multicast, reserved.
    [[nodiscard]] static bool isNever(const QHostAddress &address);

    /// Which of @p addresses of a host to connect to. Forbidden when any of them is not allowed: a name that leads to one inside and one
    /// outside is up to something.
    /// @param own addresses of this machine. @param attempt each one takes the next.
    [[nodiscard]] static Result<QHostAddress> choose(const QList<QHostAddress> &addresses,
                                                     const QList<QHostAddress> &own, bool privateAllowed, int attempt);
};

/// Names to addresses, as a dependency.
class HostResolver
{
public:
    virtual ~HostResolver() = default;
    /// NotConnected when the name leads nowhere.
    [[nodiscard]] virtual QFuture<Result<QList<QHostAddress>>> resolve(const QString &host) = 0;
    [[nodiscard]] virtual QList<QHostAddress> ownAddresses() const = 0;
};

class SystemHostResolver final : public HostResolver
{
public:
    [[nodiscard]] QFuture<Result<QList<QHostAddress>>> resolve(const QString &host) override;
    [[nodiscard]] QList<QHostAddress> ownAddresses() const override;
};

} // namespace desk
