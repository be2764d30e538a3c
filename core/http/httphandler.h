#pragma once

#include "core/accounts/identity.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

namespace desk {

/// A request as plain values. Everything in it is hostile.
struct HttpServerRequest
{
    QByteArray method;
    QString path; ///< decoded and checked by Router::isSafePath()
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
    QString remoteAddress;
    QHash<QString, QString> parameters; ///< of the route's pattern
    std::optional<Identity> identity;

    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headers.value(name); }
    [[nodiscard]] QString queryValue(const QString &name) const
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
    /// The body as a JSON object; Invalid otherwise.
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
    QString filePath;                ///< when not empty, the file is sent instead of the body
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
