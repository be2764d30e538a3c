#pragma once

#include "core/base/clock.h"
#include "core/base/filetransfer.h"
#include "core/base/random.h"
#include "whatsapp/media/mediaconnection.h"
#include "whatsapp/media/mediadownloader.h"
#include "whatsapp/media/mediafetcher.h"
#include "whatsapp/media/mediaretry.h"
#include "whatsapp/media/mediauploader.h"

#include <QObject>

namespace desk::wa {

/// All about files on one link: owns the parts that bring them up and down, and hands each stanza to the one it is for.
///
/// Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class Media : public QObject
{
    Q_OBJECT

public:
    Media(IqChannel &iqs, MediaRetry::Send send, FileTransfer &files, MediaUploader::Options options, Clock &clock,
          Random &random, QObject *parent = nullptr)
        : QObject(parent), m_connection(iqs, clock), m_uploader(m_connection, files, options, clock, random),
          m_downloader(m_connection, files, options.plainHttp, clock), m_retry(std::move(send), clock, random),
          m_fetcher(m_downloader, m_retry)
    {
    }

    void logIn(const OwnAccount &own)
    {
        m_connection.forget();
        m_retry.logIn(own);
    }
    void linkDown() { m_retry.linkDown(); }
    /// A <notification type="mediaretry">, which is acknowledged elsewhere.
    void take(const Node &notification) { m_retry.take(notification); }

    [[nodiscard]] MediaUploader &uploader() { return m_uploader; }
    [[nodiscard]] MediaDownloader &downloader() { return m_downloader; }
    [[nodiscard]] MediaFetcher &fetcher() { return m_fetcher; }

private:
    MediaConnection m_connection;
    MediaUploader m_uploader;
    MediaDownloader m_downloader;
    MediaRetry m_retry;
    MediaFetcher m_fetcher;
};

} // namespace desk::wa
