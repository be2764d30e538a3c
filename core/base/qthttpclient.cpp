#include "core/base/qthttpclient.h"

#include "core/base/completer.h"

#include <QNetworkReply>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr qint64 maxAnswerBytes = 4 * 1024 * 1024;
}

QtHttpClient::QtHttpClient(QObject *parent) : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

QFuture<Result<HttpResponse>> QtHttpClient::request(HttpRequest request)
{
    QNetworkRequest outgoing(request.url);
    outgoing.setTransferTimeout(int(request.timeout.count()));
    for (const auto &[name, value] : std::as_const(request.headers))
        outgoing.setRawHeader(name, value);
    QNetworkReply *reply = m_network.sendCustomRequest(outgoing, request.method, request.body);
    const Completer<HttpResponse> completer;
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply, completer](qint64 received, qint64) {
        if (received <= maxAnswerBytes)
            return;
        completer.complete(fail(Errc::TooLarge, u"the answer is over the limit"_s));
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, completer] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->error() == QNetworkReply::OperationCanceledError || reply->error() == QNetworkReply::TimeoutError)
            return completer.complete(fail(Errc::TimedOut, u"no answer in time"_s));
        if (status == 0)
            return completer.complete(fail(Errc::NotConnected, reply->errorString()));
        completer.complete(HttpResponse{status, reply->readAll()});
    });
    return completer.future();
}

} // namespace desk
