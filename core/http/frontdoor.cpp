#include "core/http/frontdoor.h"

#include "core/http/networkpolicy.h"

#include <QSslSocket>

namespace desk {

FrontDoor::FrontDoor(Options options, RequestHandler &handler, QObject *parent)
    : QTcpServer(parent), m_options(std::move(options)), m_handler(handler)
{
    setListenBacklogSize(1024);
    setMaxPendingConnections(1024);
}

FrontDoor::~FrontDoor() = default;

void FrontDoor::abortIf(const std::function<bool(const QHostAddress &)> &peer)
{
    const QList<Connection *> connections = m_connections.keys(); // each one that ends leaves the table
    for (Connection *connection : connections) {
        if (peer(connection->socket()->peerAddress()))
            connection->abort();
    }
}

Connection *FrontDoor::connectionOf(const QHostAddress &peer, quint16 port) const
{
    for (auto it = m_connections.keyBegin(); it != m_connections.keyEnd(); ++it) {
        const QTcpSocket *socket = (*it)->socket();
        if (socket->peerPort() == port && socket->peerAddress().isEqual(peer))
            return *it;
    }
    return nullptr;
}

void FrontDoor::handOver(QTcpSocket *socket)
{
    addPendingConnection(socket);
}

void FrontDoor::remove(Connection *connection)
{
    const auto known = m_connections.find(connection);
    if (known == m_connections.end())
        return;
    const auto client = m_clients.find(*known);
    if (--*client <= 0)
        m_clients.erase(client);
    m_connections.erase(known);
}

bool FrontDoor::yieldOne(const QString &client)
{
    Connection *longest = nullptr;
    std::pair<int, qint64> best;
    for (auto it = m_connections.begin(); it != m_connections.end(); ++it) {
        const std::optional<int> rank = it.key()->yielding();
        if (!rank || (!client.isEmpty() && *it != client))
            continue;
        const std::pair<int, qint64> order(*rank, -it.key()->msecsSinceRequest());
        if (longest && order >= best)
            continue;
        longest = it.key();
        best = order;
    }
    if (longest)
        longest->abort();
    return longest;
}

bool FrontDoor::makeRoom(const QString &client, bool isProxy)
{
    if (!isProxy && m_clients.value(client) >= m_options.limits.perAddress && !yieldOne(client))
        return false;
    return m_connections.size() < m_options.limits.connections || yieldOne({});
}

void FrontDoor::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    const QHostAddress peer = socket->peerAddress();
    const QString client = clientKey(peer);
    if (!makeRoom(client, m_options.isProxy && m_options.isProxy(peer))) {
        socket->abort();
        socket->deleteLater();
        return;
    }
    if (m_tls)
        static_cast<QSslSocket *>(socket)->setSslConfiguration(*m_tls);
    auto *connection = new Connection(socket, m_tls.has_value(), m_options.limits, m_options.uploadFolder, this,
                                      m_handler);
    m_connections.insert(connection, client);
    ++m_clients[client];
}

} // namespace desk
