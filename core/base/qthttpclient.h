#pragma once

#include "core/base/httpclient.h"

#include <QNetworkAccessManager>

namespace desk {

/// HttpClient over QNetworkAccessManager. Redirects are not followed; answers over the request's limit are TooLarge.
/// A request with a fixed address uses no proxy, which would look the name up itself.
class QtHttpClient final : public QObject, public HttpClient
{
    Q_OBJECT

public:
    explicit QtHttpClient(QObject *parent = nullptr);
    [[nodiscard]] QFuture<Result<HttpResponse>> request(HttpRequest request) override;

private:
    QNetworkAccessManager m_network;
    QNetworkAccessManager m_direct; ///< for fixed addresses
};

} // namespace desk
