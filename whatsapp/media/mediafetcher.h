#pragma once

#include "whatsapp/media/mediadownloader.h"
#include "whatsapp/media/mediafetch.h"
#include "whatsapp/media/mediaplaces.h"
#include "whatsapp/media/mediaretry.h"

#include <QCoroTask>

#include <QObject>

#include <memory>

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
    [[nodiscard]] static MediaSource sourceOf(const MediaDescription &media);

    MediaDownloader &m_downloader;
    MediaRetry &m_retry;
    std::shared_ptr<MediaPlaces> m_places = std::make_shared<MediaPlaces>(atOnce);
};

} // namespace desk::wa
