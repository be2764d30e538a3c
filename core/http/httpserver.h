#pragma once

#include "core/accounts/accountservice.h"
#include "core/http/frontdoor.h"
#include "core/http/router.h"

#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>

namespace desk {

/// HTTP over QHttpServer: the one pair of files that knows its API (6.4 and 6.8+).
///
/// FrontDoor looks at every request first. An answer is only ever written to a socket that is still there, and a request
/// that is pipelined behind an unanswered one ends the connection.
/// Listens on loopback only. Lives on the core thread.
class HttpServer : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString bind = QStringLiteral("127.0.0.1");
        quint16 port = 8523;                                      ///< 0: any free one
        FrontDoor::Limits limits;                                 ///< its body limit is the largest of the routes
        std::function<void(const RequestRecord &)> answered = {}; ///< told of every answer, before it is written
    };
    HttpServer(const Router &router, AccountService &accounts, Options options, QObject *parent = nullptr);
    ~HttpServer() override;

    /// @return the port. Invalid for an address that is not loopback; NotConnected when it is taken.
    [[nodiscard]] Result<quint16> listen();
    void close();

    /// Whether the one who made @p request may still read: for streams, which outlast the look at the door.
    [[nodiscard]] bool stillAllows(const HttpServerRequest &request, Access access) const;
    /// How many are open.
    [[nodiscard]] int connections() const { return m_door ? m_door->connections() : 0; }

private:
    class Engine;
    friend class Engine;
    [[nodiscard]] QFuture<HttpAnswer> answer(HttpServerRequest request, const QByteArray &encodedPath);
    [[nodiscard]] Result<std::optional<Identity>> identify(const HttpServerRequest &request) const;
    [[nodiscard]] std::shared_ptr<RequestRecord> beginRecord(const HttpServerRequest &request) const;
    void endRecord(const std::shared_ptr<RequestRecord> &record, const HttpAnswer &answer) const;
    [[nodiscard]] bool isOwnHost(const QByteArray &host) const;

    const Router &m_router;
    AccountService &m_accounts;
    Options m_options;
    std::unique_ptr<Engine> m_engine;
    FrontDoor *m_door = nullptr;
};

} // namespace desk
