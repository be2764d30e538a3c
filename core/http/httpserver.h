#pragma once

#include "core/accounts/accountservice.h"
#include "core/http/frontdoor.h"
#include "core/http/networkpolicy.h"
#include "core/http/ratelimiter.h"
#include "core/http/router.h"
#include "core/http/tlsidentity.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace desk {

/// HTTP over QHttpServer: the one pair of files that knows its API (6.4 and 6.8+).
///
/// FrontDoor looks at every connection first; what a request may do is decided here by its head alone, before its body is read. An answer
/// is only ever written to a connection that is still there. Lives on the core thread.
class HttpServer : public QObject, private RequestHandler
{
    Q_OBJECT

public:
    struct Options
    {
        QString bind = QStringLiteral("127.0.0.1"); ///< the address without the LAN: a loopback one
        quint16 port = 8523;                        ///< 0: any free one
        ConnectionLimits limits = {};
        QString uploadFolder =
            {};                 ///< for bodies that go to files; made when missing. Empty: the system's temporary one
        QString tlsFolder = {}; ///< for the own certificate; without one there is no TLS but with the user's
        std::function<void(const RequestRecord &)> answered = {}; ///< told of every answer, before it is written
    };
    HttpServer(const Router &router, AccountService &accounts, Options options, QObject *parent = nullptr);
    ~HttpServer() override;

    /// @return the port. Invalid for an address that is not loopback; NotConnected when it is taken; else see setPolicy().
    [[nodiscard]] Result<quint16> listen();
    /// Takes effect at once for new requests; connections from outside end when the LAN is switched off. May be called before listen().
    /// Invalid: see checkPolicy(), or the certificate cannot be used; Storage when the own one cannot be written; NotConnected when it
    /// cannot listen so. The former policy stays then.
    [[nodiscard]] Result<> setPolicy(const NetworkPolicy &policy);
    [[nodiscard]] const NetworkPolicy &policy() const { return m_policy; }
    /// SHA-256 of the certificate in use, "AB:CD:..."; empty without TLS.
    [[nodiscard]] QString certificateFingerprint() const { return m_identity.fingerprint(); }
    /// 0: it does not listen.
    [[nodiscard]] quint16 port() const { return m_door && m_door->isListening() ? m_door->serverPort() : 0; }
    void close();

    /// Whether the one who made @p request may still read: for streams, which outlast the look at the door.
    [[nodiscard]] bool stillAllows(const HttpServerRequest &request, Access access) const;
    /// How many are open.
    [[nodiscard]] int connections() const { return m_door ? int(m_door->connectionCount()) : 0; }

private:
    class Engine;
    friend class Engine;

    [[nodiscard]] Admission admit(const RequestHead &head, const Connection &connection) override;
    void serve(Connection &connection, Admission admission) override;

    [[nodiscard]] std::optional<HttpAnswer> refusal(const RequestHead &head, const HttpServerRequest &request);
    [[nodiscard]] HttpAnswer optionsOf(const RequestHead &head, const Router::Match &match) const;
    [[nodiscard]] std::optional<HttpAnswer> authorise(Admission &admission) const;
    [[nodiscard]] Result<std::optional<Identity>> identify(const HttpServerRequest &request) const;
    [[nodiscard]] RequestOrigin originOf(const RequestHead &head) const;

    [[nodiscard]] QHostAddress listeningAddress(const NetworkPolicy &policy) const;
    [[nodiscard]] Result<> listenAt(const QHostAddress &address, quint16 port);
    [[nodiscard]] Result<TlsIdentity> identityFor(const NetworkPolicy &policy) const;
    void useIdentity(const TlsIdentity &identity);
    void watchCertificate();
    void reloadCertificate();
    [[nodiscard]] std::shared_ptr<RequestRecord> beginRecord(const HttpServerRequest &request) const;
    void endRecord(const std::shared_ptr<RequestRecord> &record, const HttpAnswer &answer) const;

    const Router &m_router;
    AccountService &m_accounts;
    Options m_options;
    NetworkPolicy m_policy;
    ProxyTrust m_proxies;
    QStringList m_ownNames;
    RateLimiter m_rates;
    TlsIdentity m_identity;
    QFileSystemWatcher m_certificateFiles;
    QTimer m_certificateTimer; ///< two files change one after the other
    std::unique_ptr<Engine> m_engine;
    FrontDoor *m_door = nullptr;
};

} // namespace desk
