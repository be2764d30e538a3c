#pragma once

#include "core/base/clock.h"
#include "core/base/filetransfer.h"
#include "core/base/random.h"
#include "whatsapp/media/mediacipher.h"
#include "whatsapp/media/mediaconnection.h"
#include "whatsapp/media/mediaplaces.h"
#include "whatsapp/media/uploadedmedia.h"

#include <QCoroTask>

#include <QObject>

#include <memory>

namespace desk::wa {

/// Seals files and brings them to the service (note 2, section 7.3).
///
/// Every file gets a key of its own. Another host is tried when one fails, all of them twice; from 5 MiB on an upload that broke
/// off goes on where it stopped. A few at a time; the others wait for their turn. Lives on the WhatsApp thread and outlives its loop; does not own what the constructor takes.
class MediaUploader : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool plainHttp = false;
        qint64 maxBytes = 100'000'000; ///< of a document; for others the service's own limits count as well
        QString folder = {}; ///< where sealed files wait for their end; empty: the system's for temporary files
    };
    static constexpr int atOnce = 3;
    /// From there on an upload can be resumed.
    static constexpr qint64 resumableBytes = 5LL << 20;
    /// What WhatsApp's own clients take of pictures, videos and sounds.
    static constexpr qint64 maxShownBytes = 16'000'000;

    MediaUploader(MediaConnection &connection, FileTransfer &files, Options options, Clock &clock, Random &random,
                  QObject *parent = nullptr);

    /// @return NotConnected, TimedOut: again later; Invalid for a file that is empty or cannot be read; TooLarge; Rejected when
    ///         every host says no; Storage.
    [[nodiscard]] QCoro::Task<Result<UploadedMedia>> upload(MediaKind kind, QString path);

private:
    /// One sealed file on its way.
    struct Parcel
    {
        MediaKind kind = MediaKind::Document;
        QString sealedPath = {};
        SealedMedia media = {};
    };
    /// Where the service has put it.
    struct Place
    {
        QByteArray directPath = {};
        QByteArray url = {};
    };
    [[nodiscard]] QCoro::Task<Result<Place>> toAnyHost(MediaRoute route, Parcel parcel);
    /// @return Unauthorized when the authorisation is not good.
    [[nodiscard]] QCoro::Task<Result<Place>> toHost(QByteArray auth, QByteArray host, Parcel parcel);
    [[nodiscard]] static Result<Place> placeFrom(const TransferAnswer &answer);
    [[nodiscard]] FileUpload request(const QByteArray &auth, const QByteArray &host, const Parcel &parcel) const;

    MediaConnection &m_connection;
    FileTransfer &m_files;
    Options m_options;
    Clock &m_clock;
    Random &m_random;
    std::shared_ptr<MediaPlaces> m_places = std::make_shared<MediaPlaces>(atOnce);
};

} // namespace desk::wa
