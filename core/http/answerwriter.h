#pragma once

#include "core/http/httphandler.h"

#include <QFile>

namespace desk {

class Connection;

/// Writes one answer to a socket that may die at any time: a body at once, a file in chunks while little is waiting to leave, or
/// the head of a stream. A child of the connection; ends itself.
class AnswerWriter : public QObject
{
public:
    /// The end of the answer is told to the connection. @param withoutBody for HEAD.
    static void write(Connection &connection, HttpAnswer answer, bool withoutBody);

private:
    AnswerWriter(Connection &connection, HttpAnswer answer);
    void begin(bool withoutBody);
    void pump();

    Connection &m_connection;
    HttpAnswer m_answer;
    QFile m_file;
    qint64 m_left = 0;
    bool m_done = false;
};

} // namespace desk
