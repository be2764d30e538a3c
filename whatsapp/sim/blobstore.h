#pragma once

#include "core/base/random.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QTemporaryDir>

#include <deque>

namespace desk::wa::sim {

/// The sealed files of the service, on disk for as long as the process lives (note 2, section 11.6).
///
/// Lives on the simulator's thread; does not own @p random.
class BlobStore
{
public:
    struct Blob
    {
        QByteArray path = {};  ///< "/v/t62.7118-24/ID.enc", without query
        QByteArray token = {}; ///< base64url of the SHA-256, without padding
        QString file = {};
        qint64 size = 0;
        int goneWith = 0; ///< the status it is refused with; 0: it is there
    };

    explicit BlobStore(Random &random) : m_random(random) { }

    /// A file in the store's folder, for whoever wants to put something in it.
    [[nodiscard]] QString newFile();
    /// Takes over such a file. @return its direct path, with query; Storage.
    [[nodiscard]] Result<QByteArray> add(const QString &file, const QByteArray &token);
    /// Of that path, with or without query; nullptr when there never was one.
    [[nodiscard]] const Blob *find(const QByteArray &directPath) const;
    /// The youngest with that token that is there.
    [[nodiscard]] const Blob *findToken(const QByteArray &token) const;
    [[nodiscard]] static QByteArray directPath(const Blob &blob);

    /// The last @p count files are gone from the service. @param count negative: all. @param status 404 or 410.
    void expire(qint64 count, int status);
    /// The file of that path, gone or not, is at the service under a new path. @return it; NotFound.
    [[nodiscard]] Result<QByteArray> renew(const QByteArray &directPath);

    [[nodiscard]] qint64 count() const { return qint64(m_blobs.size()); }

private:
    [[nodiscard]] QByteArray newPath();

    Random &m_random;
    QTemporaryDir m_folder;
    std::deque<Blob> m_blobs;
    qint64 m_files = 0;
};

} // namespace desk::wa::sim
