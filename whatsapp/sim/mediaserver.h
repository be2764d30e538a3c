#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/binary/node.h"
#include "whatsapp/sim/blobstore.h"
#include "whatsapp/sim/mediaexchange.h"
#include "whatsapp/sim/violations.h"

#include <QHash>
#include <QObject>
#include <QTcpServer>

#include <memory>

namespace desk::wa::sim {

/// The hosts of media: takes and gives sealed files over HTTP or HTTPS on 127.0.0.1 (note 2, section 11.6).
///
/// Uploads need the authorisation of media_conn (401), an Origin (403), and a body with the hash that the path names (400); each of
/// the last two is the violation `media_upload`. An upload that breaks off is resumed with `resume=1` and `file_offset=`. Lives on
/// the simulator's thread; does not own what it is given.
class MediaServer : public QObject
{
    Q_OBJECT

public:
    /// What the next requests meet.
    struct Fault
    {
        qint64 count = 0; ///< of requests
        int status = 503;
        qint64 cutAfter =
            -1; ///< not negative: not the status, but a connection that is cut after so many bytes of a body
        qint64 retryAfter = -1; ///< seconds; negative: not told
    };

    MediaServer(bool https, Violations &violations, Random &random, QObject *parent = nullptr);
    ~MediaServer() override;

    /// @return NotConnected, Protocol.
    [[nodiscard]] Result<> start();
    /// "127.0.0.1:PORT"
    [[nodiscard]] QByteArray host() const;
    [[nodiscard]] QString scheme() const;
    /// A file with the authority's certificate; empty over http.
    [[nodiscard]] const QString &authorityFile() const { return m_authorityFile; }
    [[nodiscard]] BlobStore &blobs() { return m_blobs; }
    /// Requests that were served: uploads and downloads.
    [[nodiscard]] qint64 served() const { return m_served; }

    /// The answer to media_conn for a device.
    [[nodiscard]] Node connectionFor(const Jid &device);
    void setFault(const Fault &fault) { m_fault = fault; }

private:
    [[nodiscard]] MediaBody begin(const MediaRequest &request);
    [[nodiscard]] MediaAnswer answer(const MediaRequest &request, const MediaBody &body);
    [[nodiscard]] MediaAnswer upload(const MediaRequest &request, const MediaBody &body);
    [[nodiscard]] MediaAnswer download(const MediaRequest &request);
    [[nodiscard]] MediaAnswer stored(const BlobStore::Blob &blob) const;
    /// Counts down. @return whether this request is to fail.
    [[nodiscard]] bool takeFault();

    const bool m_https;
    Violations &m_violations;
    Random &m_random;
    BlobStore m_blobs;
    QString m_authorityFile;
    std::unique_ptr<QTcpServer> m_listener;
    QHash<QByteArray, QByteArray> m_authorisations; ///< authorisation -> device, by phone number
    QHash<QByteArray, QString> m_partial;           ///< token -> file that is not whole
    Fault m_fault;
    qint64 m_served = 0;
};

} // namespace desk::wa::sim
