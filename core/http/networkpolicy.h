#pragma once

#include "core/base/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

#include <optional>

namespace desk {

/// Who may reach the server, under which names, through whom, and how fast. Plain values that may change while it serves:
/// HttpServer::setPolicy().
struct NetworkPolicy
{
    bool lan = false;      ///< listens on every address of this machine; else on the loopback address only
    QStringList hostNames; ///< further names that this server answers to, without port: "mesa.example"
    QStringList
        allowedOrigins; ///< pages that may use the API from a browser (CORS): "https://intranet.example"; never "*"
    /// Addresses or networks ("10.0.0.7", "10.1.0.0/16") whose X-Forwarded-For and X-Forwarded-Proto are believed.
    QStringList trustedProxies;
    int requestsPerMinute = 1200; ///< of one address, in the long run; 0: no limit. Loopback is not limited
    int requestBurst = 400;       ///< of one address, at once
    bool tls = false;             ///< HTTPS on the same port as HTTP: the first byte tells
    bool redirectToTls =
        false;               ///< HTTP is answered with 308 (GET, HEAD) or refused, unless it comes from this computer
    QString certificateFile; ///< PEM, with its chain; empty: an own certificate, made on first use
    QString keyFile;         ///< PEM

    friend bool operator==(const NetworkPolicy &, const NetworkPolicy &) = default;
};

/// Invalid names what cannot be used: "*" or something else than scheme://host[:port] as origin, an unknown address or network, a
/// negative number, a certificate without its key.
[[nodiscard]] Result<> checkPolicy(const NetworkPolicy &policy);

/// Without a scope, and IPv4 that was mapped into IPv6 as IPv4.
[[nodiscard]] QHostAddress normalisedAddress(const QHostAddress &address);
/// What counts as one client: an IPv4 address, or the /64 network of an IPv6 address.
[[nodiscard]] QString clientKey(const QHostAddress &address);

/// The names and addresses of this machine, lower case, IPv6 in brackets: what a Host header may name. Looked up when the policy is set.
[[nodiscard]] QStringList ownNames(const NetworkPolicy &policy);
/// "Name:80" -> "name"; empty when it is no host. IPv6 keeps its brackets.
[[nodiscard]] QString hostWithoutPort(const QByteArray &host);

/// The address that a request came from.
class ProxyTrust
{
public:
    ProxyTrust() = default;
    explicit ProxyTrust(const QStringList &networks);

    [[nodiscard]] bool trusts(const QHostAddress &address) const;
    /// The last hop that is not trusted, read from the right; @p peer itself when that one is not trusted.
    [[nodiscard]] QHostAddress clientOf(const QHostAddress &peer, const QByteArray &forwardedFor) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks;
};

/// "10.0.0.0/8" or "10.0.0.1"; none when it is neither.
[[nodiscard]] std::optional<std::pair<QHostAddress, int>> networkFrom(const QString &text);

/// Where a request of a browser comes from, judged by its headers.
enum class RequestOrigin {
    Unknown, ///< no browser, or one that does not say
    Own,     ///< a page of this server
    Allowed, ///< a page that the policy names
    Foreign,
};
/// @param host the request's Host header. An Origin decides, without one Sec-Fetch-Site does.
[[nodiscard]] RequestOrigin originOf(const QByteArray &origin, const QByteArray &secFetchSite, const QByteArray &host,
                                     const QStringList &allowedOrigins);

} // namespace desk
