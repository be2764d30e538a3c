#pragma once

#include "core/accounts/identity.h"
#include "core/base/result.h"
#include "core/http/answerstream.h"
#include "core/metrics/requestrecord.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

class QTemporaryFile;

namespace desk {

constexpr int maxJsonDepth = 32;

/// A request as plain values. Everything in it is hostile.
struct HttpServerRequest
{
    QByteArray method;
    QString path; ///< decoded and checked by Router::isSafePath()
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
    std::shared_ptr<QTemporaryFile>
        upload;            ///< the body of a route that takes files: open at its begin, removed with its last holder
    QString remoteAddress; ///< of the client, also behind a trusted proxy; IPv4 never mapped into IPv6
    bool secure = false;   ///< came over TLS, here or at a trusted proxy
    QHash<QString, QString> parameters; ///< of the route's pattern
    std::optional<Identity> identity;
    std::shared_ptr<RequestRecord> record = {}; ///< where the server notes what the log may tell; null: nobody asks

    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
    [[nodiscard]] QString queryValue(const QString &name) const
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
    /// The body as a JSON object; Invalid otherwise, also when it is nested deeper than maxJsonDepth.
    [[nodiscard]] Result<QJsonObject> json() const;
    /// A positive number of the path; 0 when it is none.
    [[nodiscard]] qint64 idParameter(const QString &name = QStringLiteral("id")) const;
};

struct HttpAnswer
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QString filePath;       ///< when not empty, the file is sent instead of the body
    qint64 fileOffset = 0;  ///< where to begin
    qint64 fileLength = -1; ///< how much of it; less than 0: to its end
    /// When set, the body is what is written to the stream: the handler of the answer gets it once the head is on its way. It
    /// comes without a length, and the connection ends with it. Not called for HEAD, nor when the client is gone already.
    std::function<void(std::shared_ptr<AnswerStream>)> stream;
    AnswerStream::Bounds streamBounds = {};
    std::shared_ptr<void> kept = {}; ///< lives as long as the answer does: a file that is made for it
    std::function<void()> written;   ///< called once the answer has left for the kernel; never when the client is gone

    [[nodiscard]] static HttpAnswer json(const QJsonObject &object, int status = 200);
    /// application/problem+json (RFC 9457). @p pointer is a JSON pointer to the wrong field, or empty.
    [[nodiscard]] static HttpAnswer problem(int status, const QString &code, const QString &title,
                                            const QString &pointer = {});
    [[nodiscard]] static HttpAnswer from(const Error &error);
};

/// An answer that is there already.
[[nodiscard]] QFuture<HttpAnswer> answerNow(HttpAnswer answer);

using HttpHandler = std::function<QFuture<HttpAnswer>(HttpServerRequest)>;
/// For handlers that answer at once.
using DirectHandler = std::function<HttpAnswer(const HttpServerRequest &)>;
[[nodiscard]] HttpHandler directly(DirectHandler handler);

} // namespace desk
