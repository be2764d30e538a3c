#pragma once

#include "core/http/connection.h"

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>

#include <functional>
#include <optional>

namespace desk {

/// The listening socket in front of Qt's HTTP server, which itself has no limits and no time-outs.
///
/// Bounds the connections, in total and per client: when a cap is reached, the one that has waited longest without a request gives
/// way. Each connection is watched by a Connection, which hands the socket to Qt's server when its first request is worth it.
/// Lives on the server's thread.
class FrontDoor : public QTcpServer
{
    Q_OBJECT

public:
    struct Options
    {
        ConnectionLimits limits = {};
        QString uploadFolder = {};
        /// Peers that stand for many clients have no cap of their own.
        std::function<bool(const QHostAddress &)> isProxy = {};
    };
    /// @param handler outlives it.
    FrontDoor(Options options, RequestHandler &handler, QObject *parent = nullptr);
    ~FrontDoor() override;

    /// New connections may begin with TLS from now on; none: no more.
    void setTls(std::optional<QSslConfiguration> tls) { m_tls = std::move(tls); }
    /// Ends the connections whose peer is such a one.
    void abortIf(const std::function<bool(const QHostAddress &)> &peer);

    /// 6.5 and later do not show the socket of a request: it is found by its other end.
    [[nodiscard]] Connection *connectionOf(const QHostAddress &peer, quint16 port) const;
    [[nodiscard]] qsizetype connectionCount() const { return m_connections.size(); }

    /// Gives the socket to Qt's server. For Connection.
    void handOver(QTcpSocket *socket);
    /// For Connection.
    void remove(Connection *connection);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    [[nodiscard]] bool makeRoom(const QString &client, bool isProxy);
    [[nodiscard]] bool yieldOne(const QString &client);

    Options m_options;
    RequestHandler &m_handler;
    std::optional<QSslConfiguration> m_tls;
    QHash<Connection *, QString> m_connections; ///< and whose they are
    QHash<QString, int> m_clients;              ///< how many each has
};

} // namespace desk
