#include "core/base/qtfiletransfer.h"

#include "core/base/completer.h"

#include <QFile>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QTimer>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qint64 transferBlock = 64LL * 1024;
constexpr qint64 mostBuffered = 1024LL * 1024; // of an answer that comes faster than it is written

/// The file of a download and what is known of it.
struct ReceivingFile
{
    QFile file;
    qint64 limit = 0;
    qint64 had = 0; ///< bytes when the request went out
    bool begun = false;
    std::optional<Error> failure = {};
};

std::chrono::seconds retryAfterOf(const QNetworkReply &reply)
{
    bool ok = false;
    const int seconds = reply.rawHeader("Retry-After").trimmed().toInt(&ok); // a date is not worth the trouble
    return std::chrono::seconds(ok && seconds >= 0 ? seconds : -1);
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isTimeOut(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::OperationCanceledError || reply.error() == QNetworkReply::TimeoutError;
}

/// What ended a transfer without an answer, or in the middle of one. Never the URL, which may hold a token.
Error brokenOff(const QNetworkReply &reply)
{
    if (isTimeOut(reply))
        return {Errc::TimedOut, u"no answer in time"_s};
    return {Errc::NotConnected, u"network error %1"_s.arg(int(reply.error()))};
}

/// Takes what the status says of the body. @return false when the body is not for the file.
bool begin(QNetworkReply &reply, ReceivingFile &receiving)
{
    const int status = statusOf(reply);
    if (status != 200 && status != 206)
        return false;
    if (receiving.begun)
        return true;
    receiving.begun = true;
    if (status == 200) {
        receiving.had = 0;
        if (!receiving.file.resize(0))
            receiving.failure = Error{Errc::Storage, u"the file cannot be emptied"_s};
    } else if (!reply.rawHeader("Content-Range").startsWith("bytes " + QByteArray::number(receiving.had) + '-')) {
        receiving.failure = Error{Errc::Protocol, u"another range than asked for"_s};
    }
    receiving.file.seek(receiving.had);
    return true;
}

void takeBlocks(QNetworkReply &reply, ReceivingFile &receiving)
{
    const bool wanted = begin(reply, receiving);
    while (!receiving.failure && reply.bytesAvailable() > 0) {
        const QByteArray block = reply.read(transferBlock);
        if (!wanted)
            continue; // some page about an error
        if (receiving.file.pos() + block.size() > receiving.limit)
            receiving.failure = Error{Errc::TooLarge, u"the file is over its limit"_s};
        else if (receiving.file.write(block) != block.size())
            receiving.failure = Error{Errc::Storage, u"the file cannot be written"_s};
    }
}

} // namespace

QtFileTransfer::QtFileTransfer(const QString &extraCaFile, QObject *parent)
    : QObject(parent), m_tls(QSslConfiguration::defaultConfiguration())
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_lacksCa = !extraCaFile.isEmpty() && !m_tls.addCaCertificates(extraCaFile, QSsl::Pem);
}

QNetworkRequest QtFileTransfer::requestFor(const QUrl &url, const QList<std::pair<QByteArray, QByteArray>> &headers,
                                           const TransferLimits &limits) const
{
    QNetworkRequest request(url);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    // Also keeps Qt from decompressing, which would undo every limit.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(int(limits.idle.count()));
    request.setSslConfiguration(m_tls);
    return request;
}

QFuture<Result<TransferAnswer>> QtFileTransfer::upload(FileUpload upload)
{
    const Completer<TransferAnswer> completer;
    QNetworkRequest request = requestFor(upload.url, upload.headers, upload.limits);
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    QNetworkReply *reply = nullptr;
    if (upload.filePath.isEmpty()) {
        reply = m_network.post(request, QByteArray());
    } else {
        auto file = std::make_unique<QFile>(upload.filePath);
        if (!file->open(QIODevice::ReadOnly) || !file->seek(upload.offset)) {
            completer.complete(fail(Errc::Storage, u"the file cannot be read"_s));
            return completer.future();
        }
        request.setHeader(QNetworkRequest::ContentLengthHeader, file->size() - upload.offset);
        reply = m_network.post(request, file.get());
        file.release()->setParent(reply);
    }
    QTimer::singleShot(upload.limits.whole, reply, [reply] { reply->abort(); });
    connect(reply, &QNetworkReply::downloadProgress, reply,
            [reply, completer, most = upload.maxAnswerBytes](qint64 received, qint64) {
                if (received <= most)
                    return;
                completer.complete(fail(Errc::TooLarge, u"the answer is over the limit"_s));
                reply->abort();
            });
    connect(reply, &QNetworkReply::finished, this, [reply, completer] {
        reply->deleteLater();
        if (isTimeOut(*reply) || statusOf(*reply) == 0)
            return completer.complete(fail(brokenOff(*reply)));
        completer.complete(
            TransferAnswer{.status = statusOf(*reply), .body = reply->readAll(), .retryAfter = retryAfterOf(*reply)});
    });
    return completer.future();
}

QFuture<Result<TransferAnswer>> QtFileTransfer::download(FileDownload download)
{
    const Completer<TransferAnswer> completer;
    const auto receiving = std::make_shared<ReceivingFile>();
    receiving->limit = download.limit;
    receiving->file.setFileName(download.filePath);
    if (!receiving->file.open(QIODevice::ReadWrite)) {
        completer.complete(fail(Errc::Storage, u"the file cannot be written"_s));
        return completer.future();
    }
    QNetworkRequest request = requestFor(download.url, download.headers, download.limits);
    receiving->had = download.resume ? receiving->file.size() : 0;
    if (receiving->had > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(receiving->had) + '-');
    QNetworkReply *reply = m_network.get(request);
    reply->setReadBufferSize(mostBuffered);
    QTimer::singleShot(download.limits.whole, reply, [reply] { reply->abort(); });
    connect(reply, &QNetworkReply::readyRead, reply, [reply, receiving] {
        takeBlocks(*reply, *receiving);
        if (receiving->failure)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, receiving, completer] {
        reply->deleteLater();
        const int status = statusOf(*reply);
        const bool isFile = status == 200 || status == 206;
        if (!receiving->failure && reply->isOpen())
            takeBlocks(*reply, *receiving);
        const bool flushed = receiving->file.flush();
        const qint64 size = receiving->file.size();
        receiving->file.close();
        if (receiving->failure)
            return completer.complete(fail(*receiving->failure));
        if (status == 0 || isTimeOut(*reply) || (isFile && reply->error() != QNetworkReply::NoError))
            return completer.complete(fail(brokenOff(*reply)));
        if (!flushed)
            return completer.complete(fail(Errc::Storage, u"the file cannot be written"_s));
        completer.complete(TransferAnswer{
            .status = status, .body = {}, .size = isFile ? size : 0, .retryAfter = retryAfterOf(*reply)});
    });
    return completer.future();
}

} // namespace desk
