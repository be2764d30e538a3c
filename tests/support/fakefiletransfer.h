#pragma once

#include "core/base/completer.h"
#include "core/base/filetransfer.h"

#include <QFile>
#include <QList>
#include <QUrlQuery>

#include <functional>

namespace desk {

/// Files that go nowhere: keeps what was asked for, and answers by a function, at once.
class FakeFileTransfer final : public FileTransfer
{
public:
    /// A request of either kind; uploads with what was sent.
    struct Request
    {
        bool isUpload = false;
        QUrl url = {};
        QList<std::pair<QByteArray, QByteArray>> headers = {};
        QByteArray body = {};
        QString filePath = {}; ///< of downloads
        bool resume = false;
        qint64 limit = 0;

        [[nodiscard]] QString argument(const QString &name) const { return QUrlQuery(url).queryItemValue(name); }
        [[nodiscard]] QString host() const { return url.host(); }
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const auto &[known, value] : headers) {
                if (known == name)
                    return value;
            }
            return {};
        }
    };
    using Answer = Result<TransferAnswer>;

    QList<Request> requests;
    std::function<Answer(const Request &)> answer;

    /// Writes @p content as the file of a download.
    static Answer file(const Request &request, const QByteArray &content)
    {
        QFile target(request.filePath);
        if (!target.open(QIODevice::WriteOnly) || target.write(content) != content.size())
            return fail(Errc::Storage);
        if (content.size() > request.limit)
            return fail(Errc::TooLarge);
        return TransferAnswer{.status = 200, .size = content.size()};
    }
    static Answer status(int status, int retryAfter = -1)
    {
        return TransferAnswer{.status = status, .retryAfter = std::chrono::seconds(retryAfter)};
    }

    [[nodiscard]] QFuture<Answer> upload(FileUpload upload) override
    {
        Request request{.isUpload = true, .url = upload.url, .headers = upload.headers};
        if (!upload.filePath.isEmpty()) {
            QFile source(upload.filePath);
            if (!source.open(QIODevice::ReadOnly) || !source.seek(upload.offset))
                return completed(fail(Errc::Storage));
            request.body = source.readAll();
        }
        return completed(take(request));
    }
    [[nodiscard]] QFuture<Answer> download(FileDownload download) override
    {
        return completed(take({.url = download.url,
                               .headers = download.headers,
                               .filePath = download.filePath,
                               .resume = download.resume,
                               .limit = download.limit}));
    }

private:
    Answer take(const Request &request)
    {
        requests << request;
        return answer ? answer(request) : fail(Errc::NotConnected, QStringLiteral("nobody there"));
    }
    static QFuture<Answer> completed(const Answer &answer)
    {
        const Completer<TransferAnswer> done;
        done.complete(answer);
        return done.future();
    }
};

} // namespace desk
