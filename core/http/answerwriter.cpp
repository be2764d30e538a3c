#include "core/http/answerwriter.h"

#include "core/http/answerhead.h"
#include "core/http/answerstream.h"
#include "core/http/frontdoor.h"

#include <QSslSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 fileChunk = 64 * 1024;

void startStream(QTcpSocket *socket, const HttpAnswer &answer, bool withoutBody)
{
    const bool chunked = FrontDoor::beginStream(socket);
    socket->write(answerHead(answer, chunked ? BodyLength::chunked() : BodyLength::untilClose(), true));
    if (withoutBody)
        return FrontDoor::endAnswer(socket);
    answer.stream(std::make_shared<AnswerStream>(socket, chunked, answer.streamBounds));
}

} // namespace

void AnswerWriter::write(QTcpSocket *socket, HttpAnswer answer, bool withoutBody)
{
    if (answer.stream)
        return startStream(socket, answer, withoutBody);
    auto *writer = new AnswerWriter(socket, std::move(answer));
    writer->begin(withoutBody);
}

AnswerWriter::AnswerWriter(QTcpSocket *socket, HttpAnswer answer)
    : QObject(socket), m_socket(socket), m_answer(std::move(answer))
{
}

void AnswerWriter::begin(bool withoutBody)
{
    if (!m_answer.filePath.isEmpty()) {
        m_file.setFileName(m_answer.filePath);
        if (!m_file.open(QIODevice::ReadOnly))
            m_answer = HttpAnswer::problem(404, u"not_found"_s, u"The file is gone."_s);
    }
    m_left = m_file.isOpen() ? m_file.size() : m_answer.body.size();
    const QByteArray head = answerHead(m_answer, BodyLength::bytes(m_left), FrontDoor::closesAfterAnswer(m_socket));
    if (withoutBody || hasNoBody(m_answer.status))
        m_file.close();
    // One write: a body in a packet of its own would wait for the head's acknowledgement.
    const bool bodyToo = !withoutBody && !m_file.isOpen() && !hasNoBody(m_answer.status);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &AnswerWriter::pump);
    if (auto *encrypted = qobject_cast<QSslSocket *>(m_socket))
        connect(encrypted, &QSslSocket::encryptedBytesWritten, this, &AnswerWriter::pump);
    m_socket->write(bodyToo ? head + m_answer.body : head);
    pump();
}

void AnswerWriter::pump()
{
    while (m_file.isOpen() && FrontDoor::bytesWaiting(*m_socket) < fileChunk) {
        const QByteArray chunk = m_file.read(std::min(fileChunk, m_left));
        m_left -= chunk.size();
        if (m_left > 0 && chunk.isEmpty())
            return m_socket->abort(); // the file has shrunk: what was announced cannot be kept
        m_socket->write(chunk);
        if (m_left <= 0)
            m_file.close();
    }
    if (m_done || m_file.isOpen() || FrontDoor::bytesWaiting(*m_socket) > 0)
        return;
    m_done = true;
    deleteLater();
    const auto written = std::exchange(m_answer.written, nullptr);
    QTcpSocket *const socket = m_socket;
    if (written)
        written();
    FrontDoor::endAnswer(socket);
}

} // namespace desk
