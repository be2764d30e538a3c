#include "core/http/answerwriter.h"

#include "core/http/answerhead.h"
#include "core/http/answerstream.h"
#include "core/http/connection.h"

#include <QSslSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 fileChunk = 64 * 1024;

/// How much of a file of that size is sent.
qint64 lengthOf(const HttpAnswer &answer, qint64 size)
{
    const qint64 left = std::max<qint64>(0, size - answer.fileOffset);
    return answer.fileLength < 0 ? left : std::min(left, answer.fileLength);
}

void startStream(Connection &connection, const HttpAnswer &answer, bool withoutBody)
{
    const bool chunked = connection.beginStream();
    connection.socket()->write(answerHead(answer, chunked ? BodyLength::chunked() : BodyLength::untilClose(), true));
    if (withoutBody || hasNoBody(answer.status))
        return connection.endAnswer();
    answer.stream(std::make_shared<AnswerStream>(connection.socket(), chunked, answer.streamBounds));
}

} // namespace

void AnswerWriter::write(Connection &connection, HttpAnswer answer, bool withoutBody)
{
    if (answer.stream)
        return startStream(connection, answer, withoutBody);
    auto *writer = new AnswerWriter(connection, std::move(answer));
    writer->begin(withoutBody);
}

AnswerWriter::AnswerWriter(Connection &connection, HttpAnswer answer)
    : QObject(&connection), m_connection(connection), m_answer(std::move(answer))
{
}

void AnswerWriter::begin(bool withoutBody)
{
    if (!m_answer.filePath.isEmpty()) {
        m_file.setFileName(m_answer.filePath);
        if (!m_file.open(QIODevice::ReadOnly) || !m_file.seek(m_answer.fileOffset)) {
            m_file.close();
            m_answer = HttpAnswer::problem(404, u"not_found"_s, u"The file is gone."_s);
        }
    }
    m_left = m_file.isOpen() ? lengthOf(m_answer, m_file.size()) : m_answer.body.size();
    const QByteArray head = answerHead(m_answer, BodyLength::bytes(m_left), m_connection.closesAfterAnswer());
    if (withoutBody || hasNoBody(m_answer.status))
        m_file.close();
    // One write: a body in a packet of its own would wait for the head's acknowledgement.
    const bool bodyToo = !withoutBody && !m_file.isOpen() && !hasNoBody(m_answer.status);
    QTcpSocket *const socket = m_connection.socket();
    connect(socket, &QTcpSocket::bytesWritten, this, &AnswerWriter::pump);
    if (auto *encrypted = qobject_cast<QSslSocket *>(socket))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &AnswerWriter::pump);
    socket->write(bodyToo ? head + m_answer.body : head);
    pump();
}

void AnswerWriter::pump()
{
    while (m_file.isOpen() && m_connection.bytesWaiting() < fileChunk) {
        const QByteArray chunk = m_file.read(std::min(fileChunk, m_left));
        m_left -= chunk.size();
        if (m_left > 0 && chunk.isEmpty())
            return m_connection.abort(); // the file has shrunk: what was announced cannot be kept
        m_connection.socket()->write(chunk);
        if (m_left <= 0)
            m_file.close();
    }
    if (m_done || m_file.isOpen() || m_connection.bytesWaiting() > 0)
        return;
    m_done = true;
    deleteLater();
    const auto written = std::exchange(m_answer.written, nullptr);
    if (written)
        written();
    m_connection.endAnswer();
}

} // namespace desk
