#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/id.h"

#include <QByteArray>
#include <QObject>

namespace desk {

struct Attachment
{
    AttachmentId id;
    QString sha256;
    QString mime; ///< sniffed, never believed from outside
    qint64 size = 0;
    int width = 0; ///< pixels; 0 when it is no image
    int height = 0;
};

/// Content-addressed files: the same bytes are stored once, under their SHA-256.
///
/// A file is complete on disk (atomic rename) before its row is; a row never points to nothing. Files that no row knows
/// (a crash in between) are removed by collectOrphans().
class AttachmentStore : public QObject
{
    Q_OBJECT

public:
    AttachmentStore(Database &database, Clock &clock, QString folder, QObject *parent = nullptr);

    /// May join a running transaction.
    [[nodiscard]] Result<AttachmentId> add(const QByteArray &bytes);
    [[nodiscard]] Result<Attachment> find(AttachmentId id);
    [[nodiscard]] Result<Attachment> findBySha256(const QString &sha256);
    [[nodiscard]] QString pathOf(const Attachment &attachment) const;

    /// One of the 256 folders a call; files younger than an hour are left alone. @return how many files were removed.
    [[nodiscard]] Result<int> collectOrphans(int folder);
    /// Goes through all folders slowly, starting after @p delay.
    void startCollecting(std::chrono::milliseconds delay);

    /// Size in pixels when @p bytes are an image that Qt can decode, else empty. Reads the header only.
    [[nodiscard]] static QSize imageSize(const QByteArray &bytes);

private:
    void collectNext(int folder);

    Database &m_database;
    Clock &m_clock;
    QString m_folder;
};

} // namespace desk
