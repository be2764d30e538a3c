#include "whatsapp/media/mediadownloader.h"

#include "core/base/pool.h"
#include "whatsapp/logging.h"
#include "whatsapp/media/mediaaddress.h"

#include <QCoroFuture>
#include <QFile>
#include <QPointer>
#include <QTemporaryFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr QByteArrayView everybodysHost = "mmg.whatsapp.net";

bool isDownloaderGone(const QPointer<MediaDownloader> &self)
{
    return self.isNull();
}

/// What of the sealed file is downloaded at most: nothing that cannot be it.
qint64 mostSealedBytes(const MediaSource &source, qint64 limit)
{
    return sealedSize(source.promise.size > 0 ? std::min(source.promise.size, limit) : limit);
}

} // namespace

MediaDownloader::MediaDownloader(MediaConnection &connection, FileTransfer &files, bool plainHttp, Clock &clock,
                                 QObject *parent)
    : QObject(parent), m_connection(connection), m_files(files), m_plainHttp(plainHttp), m_clock(clock)
{
}

QList<QByteArray> MediaDownloader::urlsOf(const MediaRoute &route, const MediaSource &source) const
{
    if (source.directPath.isEmpty())
        return {source.url};
    const QByteArray query = (source.directPath.contains('?') ? "&hash=" : "?hash=")
        + QUrl::toPercentEncoding(QString::fromLatin1(
            source.promise.sealedSha256.toBase64(QByteArray::Base64UrlEncoding)))
        + "&mms-type=" + mmsType(source.kind) + "&__wa-mms=";
    QList<QByteArray> urls;
    bool allHere = true;
    for (const MediaHost &host : route.hosts) {
        allHere &= isLoopbackHost(host.name);
        if (const QByteArray origin = mediaOrigin(host.name, m_plainHttp); !origin.isEmpty())
            urls.append(origin + source.directPath + query);
    }
    const QByteArray last = "https://" + everybodysHost.toByteArray() + source.directPath + query;
    if (!allHere && !urls.contains(last))
        urls.append(last);
    return urls;
}

QCoro::Task<Result<qint64>> MediaDownloader::download(MediaSource source, QString path, qint64 limit)
{
    const QPointer<MediaDownloader> self(this);
    if (source.key.size() != MediaKeys::mediaKeyBytes || (source.directPath.isEmpty() && source.url.isEmpty()))
        co_return fail(Errc::Invalid, u"a file without key or address"_s);
    if (source.promise.size > limit)
        co_return fail(Errc::TooLarge, u"a file of %1 bytes; the limit is %2"_s.arg(source.promise.size).arg(limit));

    auto routing = m_connection.route();
    Result<MediaRoute> route = co_await routing;
    if (isDownloaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!route)
        co_return fail(route.error());
    auto fetching = fromAnyHost(urlsOf(*route, source), source, path, limit);
    Result<qint64> size = co_await fetching;
    if (isDownloaderGone(self))
        co_return fail(Errc::Cancelled);
    if (size || size.error().code != Errc::Unauthorized)
        co_return size;

    m_connection.refused(route->auth); // once with hosts asked for anew
    auto routingAgain = m_connection.route();
    route = co_await routingAgain;
    if (isDownloaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!route)
        co_return fail(route.error());
    auto fetchingAgain = fromAnyHost(urlsOf(*route, source), source, path, limit);
    size = co_await fetchingAgain;
    if (isDownloaderGone(self))
        co_return fail(Errc::Cancelled);
    if (!size && size.error().code == Errc::Unauthorized)
        co_return fail(Errc::NotFound, u"no media host gives the file out"_s);
    co_return size;
}

QCoro::Task<Result<qint64>> MediaDownloader::fromAnyHost(QList<QByteArray> urls, MediaSource source, QString path,
                                                         qint64 limit)
{
    const QPointer<MediaDownloader> self(this);
    const auto keys = MediaKeys::from(source.key, source.kind);
    if (!keys)
        co_return fail(keys.error());
    const qint64 most = mostSealedBytes(source, limit);
    Error worst{Errc::Invalid, u"no media host may be asked"_s};
    bool damaged = false;
    for (qsizetype i = 0; i < urls.size(); ++i) {
        QTemporaryFile sealed(path + u".XXXXXX.part"_s);
        if (!sealed.open())
            co_return fail(Errc::Storage, u"no room for the sealed file"_s);
        sealed.close();
        const QString sealedPath = sealed.fileName();
        auto fetching = fromHost(urls.at(i), sealedPath, most);
        Result<> fetched = co_await fetching;
        if (isDownloaderGone(self))
            co_return fail(Errc::Cancelled);
        // More bytes than were promised, within what is allowed: it is another file.
        if (!fetched && fetched.error().code == Errc::TooLarge && most < sealedSize(limit))
            fetched = fail(Errc::Protocol, u"a file larger than promised"_s);
        if (fetched) {
            auto opening = onPool<qint64>([sealedPath, path, keys = *keys, promise = source.promise, limit] {
                return openMedia(sealedPath, path, keys, promise, limit);
            });
            const Result<qint64> opened = co_await opening;
            if (isDownloaderGone(self))
                co_return fail(Errc::Cancelled);
            if (opened)
                co_return opened;
            fetched = fail(opened.error());
        }
        const Error &error = fetched.error();
        qCInfo(lcWaMedia).noquote() << "download not done:" << error.detail;
        switch (error.code) {
        case Errc::Protocol: // once more from another host, or from this one when there is none
            if (std::exchange(damaged, true))
                co_return fail(error);
            if (i + 1 == urls.size())
                --i;
            worst = error;
            break;
        case Errc::NotConnected:
        case Errc::TimedOut:
        case Errc::Rejected:
            if (!damaged)
                worst = error;
            break;
        default:
            co_return fail(error);
        }
    }
    if (worst.code == Errc::Rejected)
        worst.code = Errc::NotConnected; // who knows what ails them; it is not said that the file is gone
    co_return fail(worst);
}

QCoro::Task<Result<>> MediaDownloader::fromHost(QByteArray url, QString sealedPath, qint64 limit)
{
    const QPointer<MediaDownloader> self(this);
    Error last;
    for (size_t tries = 0; tries <= pauses.size(); ++tries) {
        auto fetching = m_files.download(
            {.url = QUrl::fromEncoded(url, QUrl::StrictMode),
             .headers = {{"Origin", "https://web.whatsapp.com"}, {"Referer", "https://web.whatsapp.com/"}},
             .filePath = sealedPath,
             .resume = true,
             .limit = limit});
        const Result<TransferAnswer> answer = co_await fetching;
        if (isDownloaderGone(self))
            co_return fail(Errc::Cancelled);
        std::chrono::seconds pause = tries < pauses.size() ? pauses.at(tries) : std::chrono::seconds(0);
        if (!answer) {
            if (answer.error().code != Errc::NotConnected && answer.error().code != Errc::TimedOut)
                co_return fail(answer.error());
            last = answer.error();
        } else if (answer->status == 200 || answer->status == 206) {
            co_return Result<>();
        } else if (answer->status == 401 || answer->status == 403) {
            co_return fail(Errc::Unauthorized, u"the media host wants another authorisation"_s);
        } else if (answer->status == 404 || answer->status == 410) {
            co_return fail(Errc::NotFound, u"the media host answered %1"_s.arg(answer->status));
        } else if (answer->status == 416) { // what is here is not the beginning of it
            QFile::resize(sealedPath, 0);
            last = {Errc::Protocol, u"the media host does not have that many bytes"_s};
        } else if (answer->status == 429 || answer->status >= 500) {
            last = {Errc::NotConnected, u"the media host answered %1"_s.arg(answer->status)};
            if (answer->retryAfter > longestPause)
                co_return fail(last);
            pause = std::max(pause, answer->retryAfter);
        } else {
            co_return fail(Errc::Rejected, u"the media host answered %1"_s.arg(answer->status));
        }
        if (tries == pauses.size())
            break;
        const Completer<void> waiting;
        m_clock.singleShot(pause, this, [waiting] { waiting.complete({}); });
        auto pausing = waiting.future();
        co_await pausing;
        if (isDownloaderGone(self))
            co_return fail(Errc::Cancelled);
    }
    co_return fail(last);
}

} // namespace desk::wa
