#pragma once

#include "core/base/completer.h"
#include "whatsapp/media/mediadownloader.h"
#include "whatsapp/media/mediafetch.h"
#include "whatsapp/media/mediaretry.h"

#include <QCoroTask>

#include <QObject>
#include <QQueue>

namespace desk::wa {

/// Files of messages: downloads each, and when the service has it no longer, asks the own phone for it and downloads it then.
///
/// A few at a time; the others wait for their turn. Lives on the WhatsApp thread and outlives its loop; does not own what the
/// constructor takes.
class MediaFetcher : public QObject
{
    Q_OBJECT

public:
    static constexpr int atOnce = 3;

    MediaFetcher(MediaDownloader &downloader, MediaRetry &retry, QObject *parent = nullptr);

    /// @return see Client::fetchMedia().
    [[nodiscard]] QCoro::Task<Result<MediaFetched>> fetch(MediaFetch fetch);

private:
    /// Gives the place to the next when it ends.
    class Place;

    [[nodiscard]] QFuture<Result<>> takePlace();
    void leavePlace();
    [[nodiscard]] static MediaSource sourceOf(const MediaDescription &media);

    MediaDownloader &m_downloader;
    MediaRetry &m_retry;
    int m_taken = 0;
    QQueue<Completer<void>> m_waiting;
};

} // namespace desk::wa
