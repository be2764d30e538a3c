#include "whatsapp/sim/mediaexchange.h"

#include <QUrlQuery>

#include <algorithm>

namespace desk::wa::sim {

namespace {

constexpr qsizetype maxMediaHeadBytes = 16 << 10;
constexpr qint64 exchangeBlock = 64LL << 10;
constexpr qint64 mostUnsent = 256LL << 10;

QByteArray statusReason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 206:
        return "Partial Content";
    case 404:
        return "Not Found";
    case 410:
        return "Gone";
    default:
        return "Status";
    }
}

} // namespace

QByteArray MediaRequest::argument(const QByteArray &name) const
{
    const QUrlQuery query(QString::fromUtf8(target.mid(target.indexOf('?') + 1)));
    const QString key = QString::fromUtf8(name);
    return query.hasQueryItem(key) ? query.queryItemValue(key, QUrl::FullyDecoded).toUtf8() : QByteArray();
}

MediaExchange::MediaExchange(QTcpSocket *socket, Handler handler, QObject *parent)
    : QObject(parent), m_socket(socket), m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(2 * mostUnsent);
    connect(m_socket, &QTcpSocket::readyRead, this, &MediaExchange::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &MediaExchange::writeMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    read();
}

void MediaExchange::read()
{
    for (bool more = true; more && m_socket->bytesAvailable() > 0;) {
        switch (m_stage) {
        case Stage::Head:
            more = readHead();
            break;
        case Stage::Body:
            more = readBody();
            break;
        case Stage::Answer:
            return; // what comes early waits for its turn
        }
    }
}

bool MediaExchange::readHead()
{
    while (m_socket->canReadLine() && !m_head.endsWith("\r\n\r\n") && m_head.size() <= maxMediaHeadBytes)
        m_head += m_socket->readLine(maxMediaHeadBytes);
    if (m_head.size() > maxMediaHeadBytes) {
        m_socket->abort();
        return false;
    }
    if (!m_head.endsWith("\r\n\r\n"))
        return false;
    const QByteArrayList lines = m_head.trimmed().split('\n');
    m_head.clear();
    const QByteArrayList first = lines.constFirst().trimmed().split(' ');
    m_request = {};
    if (first.size() != 3) {
        m_socket->abort();
        return false;
    }
    m_request.method = first.at(0);
    m_request.target = first.at(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        m_request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    m_request.length = m_request.headers.value("content-length").toLongLong();
    m_received = 0;
    // Bodies in chunks are for other servers.
    if (m_request.length < 0 || m_request.length > maxBodyBytes || m_request.headers.contains("transfer-encoding")) {
        m_socket->abort();
        return false;
    }
    m_body = m_handler.begin(m_request);
    m_stage = Stage::Body;
    if (!m_body.file.isEmpty()) {
        m_incoming.setFileName(m_body.file);
        if (!m_incoming.open(QIODevice::ReadWrite) || !m_incoming.resize(m_body.offset)
            || !m_incoming.seek(m_body.offset)) {
            m_socket->abort();
            return false;
        }
    }
    if (m_request.headers.value("expect").toLower() == "100-continue")
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (m_request.length == 0)
        answer();
    return true;
}

bool MediaExchange::readBody()
{
    const QByteArray block = m_socket->read(std::min(exchangeBlock, m_request.length - m_received));
    m_received += block.size();
    if (m_incoming.isOpen())
        m_incoming.write(block);
    if (m_body.cutAfter >= 0 && m_received >= m_body.cutAfter) {
        m_incoming.close();
        m_socket->abort();
        return false;
    }
    if (m_received == m_request.length)
        answer();
    return true;
}

void MediaExchange::answer()
{
    m_incoming.close();
    m_stage = Stage::Answer;
    m_answer = m_handler.answer(m_request, m_body);
    m_left = m_answer.file.isEmpty() ? m_answer.body.size() : m_answer.length;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(m_answer.status) + ' ' + statusReason(m_answer.status)
        + "\r\nContent-Length: " + QByteArray::number(m_left) + "\r\n";
    for (const auto &[name, value] : std::as_const(m_answer.headers))
        head += name + ": " + value + "\r\n";
    m_socket->write(head + "\r\n");
    if (m_request.method == "HEAD")
        m_left = 0;
    if (!m_answer.file.isEmpty()) {
        m_outgoing.setFileName(m_answer.file);
        if (!m_outgoing.open(QIODevice::ReadOnly) || !m_outgoing.seek(m_answer.offset))
            return m_socket->abort();
    } else if (m_left > 0) {
        m_socket->write(m_answer.body);
        m_left = 0;
    }
    writeMore();
}

void MediaExchange::writeMore()
{
    if (m_stage != Stage::Answer)
        return;
    while (m_left > 0 && m_socket->bytesToWrite() < mostUnsent) {
        const qint64 sent = m_answer.length - m_left;
        if (m_answer.cutAfter >= 0 && sent >= m_answer.cutAfter) {
            m_outgoing.close();
            m_left = 0;
            m_stage = Stage::Body; // no more of this
            return m_socket->disconnectFromHost();
        }
        qint64 most = std::min(exchangeBlock, m_left);
        if (m_answer.cutAfter >= 0)
            most = std::min(most, m_answer.cutAfter - sent);
        const QByteArray block = m_outgoing.read(most);
        if (block.isEmpty())
            return m_socket->abort();
        m_left -= block.size();
        m_socket->write(block);
    }
    if (m_left == 0)
        finish();
}

void MediaExchange::finish()
{
    m_outgoing.close();
    m_stage = Stage::Head;
    if (m_request.headers.value("connection").toLower() == "close")
        return m_socket->disconnectFromHost();
    QMetaObject::invokeMethod(this, &MediaExchange::read, Qt::QueuedConnection);
}

} // namespace desk::wa::sim
