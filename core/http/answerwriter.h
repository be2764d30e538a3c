#pragma once

#include "core/http/httphandler.h"

#include <QFile>

class QTcpSocket;

namespace desk {

/// Writes one answer to a socket that may die at any time: a body at once, a file in chunks while little is waiting to leave, or
/// the head of a stream. A child of the socket; ends itself.
class AnswerWriter : public QObject
{
public:
    /// The answer's end is told to FrontDoor. @param withoutBody for HEAD. @param chunked what the client understands of a stream.
    static void write(QTcpSocket *socket, HttpAnswer answer, bool withoutBody);

private:
    AnswerWriter(QTcpSocket *socket, HttpAnswer answer);
    void begin(bool withoutBody);
    void pump();

    QTcpSocket *m_socket;
    HttpAnswer m_answer;
    QFile m_file;
    qint64 m_left = 0;
    bool m_done = false;
};

} // namespace desk
