#pragma once

#include "core/base/httpclient.h"

#include <QNetworkAccessManager>

namespace desk {

/// HttpClient over QNetworkAccessManager. Redirects are not followed; answers over 4 MiB are TooLarge.
class QtHttpClient final : public QObject, public HttpClient
{
    Q_OBJECT

public:
    explicit QtHttpClient(QObject *parent = nullptr);
    [[nodiscard]] QFuture<Result<HttpResponse>> request(HttpRequest request) override;

private:
    QNetworkAccessManager m_network;
};

} // namespace desk
