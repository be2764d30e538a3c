#include "whatsapp/media/mediafetcher.h"

#include "core/base/redact.h"
#include "whatsapp/logging.h"
#include "whatsapp/media/mediareference.h"

#include <QCoroFuture>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

bool isFetcherGone(const QPointer<MediaFetcher> &self)
{
    return self.isNull();
}

} // namespace

MediaFetcher::MediaFetcher(MediaDownloader &downloader, MediaRetry &retry, QObject *parent)
    : QObject(parent), m_downloader(downloader), m_retry(retry)
{
}

MediaSource MediaFetcher::sourceOf(const MediaDescription &media)
{
    return {.kind = mediaKind(media.type),
            .key = media.key,
            .directPath = media.directPath,
            .url = media.url,
            .promise = {.sealedSha256 = media.encryptedSha256, .sha256 = media.sha256, .size = media.size}};
}

QCoro::Task<Result<MediaFetched>> MediaFetcher::fetch(MediaFetch fetch)
{
    const QPointer<MediaFetcher> self(this);
    if (!fetch.media.canBeDownloaded())
        co_return fail(Errc::Invalid, fetch.media.problem);
    if (fetch.filePath.isEmpty())
        co_return fail(Errc::Invalid, u"a file without a place to go to"_s);
    if (fetch.media.size > fetch.limit)
        co_return fail(Errc::TooLarge, u"a file of %1 bytes; the limit is %2"_s.arg(fetch.media.size).arg(fetch.limit));

    auto waiting = m_places->take();
    co_await waiting;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    MediaPlaces::Taken place(m_places);
    auto downloading = m_downloader.download(sourceOf(fetch.media), fetch.filePath, fetch.limit);
    Result<qint64> size = co_await downloading;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    if (size)
        co_return MediaFetched{.size = *size};
    if (size.error().code != Errc::NotFound || fetch.messageId.isEmpty())
        co_return fail(size.error());

    place.leave(); // a phone may take minutes
    qCInfo(lcWaMedia).noquote() << "file of message" << redact(QString::fromUtf8(fetch.messageId))
                                << "is gone; the phone is asked for it";
    auto asking = m_retry.ask({.messageId = fetch.messageId,
                               .chat = fetch.chat,
                               .fromMe = fetch.fromMe,
                               .author = fetch.author,
                               .key = fetch.media.key});
    const Result<QByteArray> path = co_await asking;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    if (!path)
        co_return fail(path.error().code == Errc::Invalid ? size.error() : path.error());
    fetch.media.directPath = *path;
    fetch.media.url.clear();

    auto waitingAgain = m_places->take();
    co_await waitingAgain;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    const MediaPlaces::Taken placeAgain(m_places);
    auto downloadingAgain = m_downloader.download(sourceOf(fetch.media), fetch.filePath, fetch.limit);
    size = co_await downloadingAgain;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    if (!size)
        co_return fail(size.error());
    co_return MediaFetched{.size = *size, .newReference = serialized(fetch.media)};
}

} // namespace desk::wa
