#include "core/base/qthttpclient.h"

#include "core/base/completer.h"

#include <QIODevice>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <cstring>

using namespace Qt::StringLiterals;

namespace desk {

namespace {
/// A body that can be sent once. QNetworkAccessManager repeats a request by itself when a kept connection is cut before the answer: the
/// other side may have acted on the first one already, so only the caller may decide to repeat.
/// Not a QBuffer: Qt reads the bytes of one directly and never asks it to reset.
class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(QByteArray data) : m_data(std::move(data))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_data.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *to, qint64 most) override
    {
        const qint64 count = qMin(most, m_data.size() - pos());
        if (count <= 0)
            return -1;
        memcpy(to, m_data.constData() + pos(), size_t(count));
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_data;
};
} // namespace

QtHttpClient::QtHttpClient(QObject *parent) : QObject(parent)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_direct.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_direct.setProxy(QNetworkProxy::NoProxy);
}

QFuture<Result<HttpResponse>> QtHttpClient::request(HttpRequest request)
{
    QNetworkRequest outgoing(request.url);
    for (const auto &[name, value] : std::as_const(request.headers))
        outgoing.setRawHeader(name, value);
    outgoing.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    outgoing.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    const bool direct = !request.connectTo.isNull();
    if (direct) {
        QUrl url = request.url;
        QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
        if (host.contains(':'))
            host = '[' + host + ']';
        outgoing.setRawHeader("Host", url.port() > 0 ? host + ':' + QByteArray::number(url.port()) : host);
        outgoing.setPeerVerifyName(url.host());
        url.setHost(request.connectTo.toString());
        outgoing.setUrl(url);
        outgoing.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // it has no Host header
    }
    auto *body = new OneShotBody(request.body);
    QNetworkReply *reply = (direct ? m_direct : m_network).sendCustomRequest(outgoing, request.method, body);
    body->setParent(reply);
    // Not Qt's transfer time-out, which begins anew with every byte.
    QTimer::singleShot(request.timeout, reply, [reply] { reply->abort(); });
    const Completer<HttpResponse> completer;
    connect(reply, &QNetworkReply::downloadProgress, reply,
            [reply, completer, most = request.maxAnswerBytes](qint64 received, qint64) {
                if (received <= most)
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
