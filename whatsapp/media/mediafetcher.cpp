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

class MediaFetcher::Place
{
public:
    explicit Place(MediaFetcher *fetcher) : m_fetcher(fetcher) { }
    ~Place() { leave(); }
    Place(const Place &) = delete;
    Place &operator=(const Place &) = delete;

    void leave()
    {
        if (m_fetcher)
            m_fetcher->leavePlace();
        m_fetcher.clear();
    }

private:
    QPointer<MediaFetcher> m_fetcher;
};

MediaFetcher::MediaFetcher(MediaDownloader &downloader, MediaRetry &retry, QObject *parent)
    : QObject(parent), m_downloader(downloader), m_retry(retry)
{
}

QFuture<Result<>> MediaFetcher::takePlace()
{
    const Completer<void> place;
    if (m_taken < atOnce) {
        ++m_taken;
        place.complete({});
    } else {
        m_waiting.enqueue(place);
    }
    return place.future();
}

void MediaFetcher::leavePlace()
{
    if (m_waiting.isEmpty()) {
        --m_taken;
        return;
    }
    const Completer<void> next = m_waiting.dequeue();
    next.complete({});
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

    auto waiting = takePlace();
    co_await waiting;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    Place place(this);
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

    auto waitingAgain = takePlace();
    co_await waitingAgain;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    const Place placeAgain(this);
    auto downloadingAgain = m_downloader.download(sourceOf(fetch.media), fetch.filePath, fetch.limit);
    size = co_await downloadingAgain;
    if (isFetcherGone(self))
        co_return fail(Errc::Cancelled);
    if (!size)
        co_return fail(size.error());
    co_return MediaFetched{.size = *size, .newReference = serialized(fetch.media)};
}

} // namespace desk::wa
