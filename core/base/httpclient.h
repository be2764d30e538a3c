#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QHostAddress>
#include <QList>
#include <QUrl>

#include <chrono>

namespace desk {

struct HttpRequest
{
    QUrl url;
    QByteArray method = "POST";
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::chrono::milliseconds timeout{15000}; ///< until the whole answer is there
    qint64 maxAnswerBytes = 4LL * 1024 * 1024;
    /// Not null: the connection goes there, whatever the url's host resolves to; Host header, TLS name and certificate check stay the
    /// url's.
    QHostAddress connectTo = {};
};

struct HttpResponse
{
    int status = 0;
    QByteArray body;
};

/// Outgoing HTTP. Any status is an answer; TimedOut, NotConnected and TooLarge are the failures.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual QFuture<Result<HttpResponse>> request(HttpRequest request) = 0;
};

} // namespace desk
