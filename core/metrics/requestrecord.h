#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QString>

namespace desk {

/// What is told of an answered request: never its query, its body or what it was signed in with.
struct RequestRecord
{
    QByteArray method = {};
    QString route = {}; ///< the pattern, "/api/v1/tickets/{id}"; empty: none matched
    QString who = {};   ///< "user:7", "token:script"; empty: nobody
    QString address = {};
    int status = 0;
    qint64 bytes = 0; ///< of the answer's body; 0 for a stream
    QElapsedTimer since = {};
    qint64 microseconds = 0; ///< until the answer was there
};

/// An address that a log may have: the last part of an IPv4 one and all but the net of an IPv6 one left out.
[[nodiscard]] QString shortened(const QString &address);

/// One line: "GET /api/v1/tickets/{id} 200 3 ms 512 B user:7 192.168.1.x"
[[nodiscard]] QString logLine(const RequestRecord &record);

} // namespace desk
