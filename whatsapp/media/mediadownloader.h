#pragma once

#include "core/base/clock.h"
#include "core/base/filetransfer.h"
#include "core/base/secret.h"
#include "whatsapp/media/mediacipher.h"
#include "whatsapp/media/mediaconnection.h"

#include <QCoroTask>

#include <QObject>

#include <array>
#include <chrono>

namespace desk::wa {

/// A sealed file at the service.
struct MediaSource
{
    MediaKind kind = MediaKind::Document;
    SecretBytes key = {};
    QByteArray directPath = {};
    QByteArray url = {}; ///< only without direct path
    MediaPromise promise = {};
};

/// Brings files from the service and opens them (note 2, section 7.4).
///
/// The sealed form goes into a file beside the target, and only what its hashes and its MAC vouch for becomes the target. What
/// breaks off goes on where it stopped. Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class MediaDownloader : public QObject
{
    Q_OBJECT

public:
    /// After a failure that may pass; a host gets one try more than there are pauses.
    static constexpr std::array<std::chrono::seconds, 5> pauses{std::chrono::seconds(1), std::chrono::seconds(2),
                                                                std::chrono::seconds(4), std::chrono::seconds(8),
                                                                std::chrono::seconds(16)};
    /// A host that wants to be left alone for longer is left.
    static constexpr std::chrono::seconds longestPause{60};

    MediaDownloader(MediaConnection &connection, FileTransfer &files, bool plainHttp, Clock &clock,
                    QObject *parent = nullptr);

    /// @param path appears whole or not at all; its folder exists. @param limit bytes of the plain file.
    /// @return the size; NotConnected, TimedOut: again later; NotFound: the service has it no longer; TooLarge; Protocol for a file
    ///         that is damaged at two tries; Invalid for what cannot be downloaded; Storage.
    [[nodiscard]] QCoro::Task<Result<qint64>> download(MediaSource source, QString path, qint64 limit);

private:
    /// @return as download(); Unauthorized when the hosts want another authorisation.
    [[nodiscard]] QCoro::Task<Result<qint64>> fromAnyHost(QList<QByteArray> urls, MediaSource source, QString path,
                                                          qint64 limit);
    /// The sealed file, in @p sealedPath. Tries again after pauses. @return Rejected: another host may have it.
    [[nodiscard]] QCoro::Task<Result<>> fromHost(QByteArray url, QString sealedPath, qint64 limit);
    [[nodiscard]] QList<QByteArray> urlsOf(const MediaRoute &route, const MediaSource &source) const;

    MediaConnection &m_connection;
    FileTransfer &m_files;
    bool m_plainHttp;
    Clock &m_clock;
};

} // namespace desk::wa
