#include "app/singleinstance.h"

#include "core/base/logging.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr int answerMs = 5000;
constexpr qint64 requestBytes = 64 * 1024;
constexpr auto patience = 2s; // with a client that says nothing

/// The same for every way of writing the same folder; short, for the name of a socket may have a hundred letters.
QString instanceName(const QString &dataDir)
{
    QString folder = QFileInfo(dataDir).canonicalFilePath();
    if (folder.isEmpty()) // not made yet
        folder = QDir::cleanPath(QDir(dataDir).absolutePath());
#ifdef Q_OS_WIN
    folder = folder.toLower();
#endif
    const QByteArray seed = (folder + u'\n' + QDir::homePath()).toUtf8();
    const QString name = u"ventanilla-"_s
        + QString::fromLatin1(QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(16));
#ifdef Q_OS_WIN
    return name; // a named pipe
#else
    QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation); // the user's own
    return (runtime.isEmpty() ? QDir::tempPath() : runtime) + u'/' + name;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &dataDir, QObject *parent) : QObject(parent), m_name(instanceName(dataDir))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *client = m_server.nextPendingConnection())
            take(client);
    });
}

SingleInstance::Standing SingleInstance::claim(const QStringList &request)
{
    // Of two that start at once, one may not clear away the other's fresh socket.
    QLockFile turn(QDir::temp().filePath(QFileInfo(m_name).fileName() + u".lock"_s));
    (void)turn.tryLock(answerMs);

    QLocalSocket other;
    other.connectToServer(m_name);
    if (other.waitForConnected(1000)) {
        other.write(QJsonDocument(QJsonArray::fromStringList(request)).toJson(QJsonDocument::Compact) + '\n');
        const bool taken = other.waitForBytesWritten(answerMs) && other.waitForReadyRead(answerMs);
        return taken ? Standing::Passed : Standing::Unanswered;
    }
    QLocalServer::removeServer(m_name); // nobody listens there
    if (!m_server.listen(m_name))
        qCWarning(lcApp).noquote() << "a second start will not be noticed:" << m_server.errorString();
    return Standing::First; // the lock of the data folder decides, should that be wrong
}

void SingleInstance::take(QLocalSocket *client)
{
    connect(client, &QLocalSocket::disconnected, client, &QObject::deleteLater);
    QTimer::singleShot(patience, client, [client] { client->abort(); });
    connect(client, &QLocalSocket::readyRead, this, [this, client] {
        if (!client->canReadLine()) {
            if (client->bytesAvailable() > requestBytes)
                client->abort();
            return;
        }
        const QJsonDocument request = QJsonDocument::fromJson(client->readLine(requestBytes));
        client->write("ok\n");
        client->disconnectFromServer();
        if (request.isArray())
            Q_EMIT asked(request.toVariant().toStringList());
    });
}

} // namespace desk
