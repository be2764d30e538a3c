#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/base/id.h"

#include <QByteArray>
#include <QHash>
#include <QObject>

#include <memory>

namespace desk {

struct Attachment
{
    AttachmentId id;
    QString sha256;
    QString mime; ///< sniffed, never believed from outside
    qint64 size = 0;
    int width = 0; ///< pixels; 0 when it is no picture
    int height = 0;
    QString problem = {};                  ///< of an image that is not shown: "too_many_pixels" or "broken"
    std::chrono::milliseconds duration{0}; ///< of what is played; 0: not known
    QString name = {};                     ///< as its sender called it, cleaned; may be empty

    /// It is an image of which clean versions can be made.
    [[nodiscard]] bool isShown() const;
};

/// What is made of an image to be shown: never the stranger's bytes.
enum class ImageVariant {
    Thumbnail, ///< at most 320 pixels each way
    Display,   ///< at most 2560
};

/// A file that was looked at and waits beside the store to become an attachment. What of it was not taken goes with the last holder.
struct StagedFile
{
    Attachment attachment = {}; ///< without an id
    QString path = {};
    QString thumbnail = {}; ///< its path; empty: none was made
    std::shared_ptr<void> keeper = {};
};

/// Content-addressed files: the same bytes are stored once, under their SHA-256, and beside them what was made of them to be shown.
///
/// A file is complete on disk (atomic rename) before its row is; a row never points to nothing. Files that no row knows
/// (a crash in between) are removed by collectOrphans(). Lives on the core thread.
class AttachmentStore : public QObject
{
    Q_OBJECT

public:
    /// Files that were uploaded and never sent go after that long.
    static constexpr std::chrono::hours uploadsKept{24};

    AttachmentStore(Database &database, Clock &clock, QString folder, QObject *parent = nullptr);

    /// May join a running transaction. Small files only: it is hashed and written at once.
    [[nodiscard]] Result<AttachmentId> add(const QByteArray &bytes);
    /// Takes a file that AttachmentIntake has looked at, by renaming it. May join a running transaction.
    [[nodiscard]] Result<AttachmentId> adopt(const StagedFile &file);
    /// The same for one that was uploaded to be sent, under that name.
    [[nodiscard]] Result<Attachment> adoptUpload(const StagedFile &file, const QString &name);
    /// It was uploaded to be sent, under that name: it goes when nobody sends it.
    [[nodiscard]] Result<> markUploaded(AttachmentId id, const QString &name);
    /// It belongs to a message from now on.
    [[nodiscard]] Result<> markUsed(AttachmentId id);

    [[nodiscard]] Result<Attachment> find(AttachmentId id);
    [[nodiscard]] Result<QHash<AttachmentId, Attachment>> findAll(const QList<AttachmentId> &ids);
    [[nodiscard]] Result<Attachment> findBySha256(const QString &sha256);
    [[nodiscard]] QString pathOf(const Attachment &attachment) const;
    [[nodiscard]] QString pathOf(const Attachment &attachment, ImageVariant variant) const;
    /// Where files wait before they are adopted: on the same disk. Emptied by startCollecting().
    [[nodiscard]] QString stagingFolder() const;

    /// One of the 256 folders a call; files younger than an hour are left alone. @return how many files were removed.
    [[nodiscard]] Result<int> collectOrphans(int folder);
    /// Forgets some of the uploads that nobody sent; their files are orphans then. @return how many.
    [[nodiscard]] Result<int> collectUploads();
    /// Goes through all folders slowly, starting after @p delay. What waited to be adopted when the program ended goes at once.
    void startCollecting(std::chrono::milliseconds delay);

    /// What @p bytes are; without id and hash.
    [[nodiscard]] static Attachment lookAt(const QByteArray &bytes, const QString &name = {});

private:
    void collectNext(int folder);
    [[nodiscard]] Result<AttachmentId> insert(const Attachment &attachment);
    [[nodiscard]] Result<> putInPlace(const StagedFile &file) const;

    Database &m_database;
    Clock &m_clock;
    QString m_folder;
};

} // namespace desk
