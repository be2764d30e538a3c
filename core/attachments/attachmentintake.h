#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/base/completer.h"
#include "core/base/random.h"

#include <QFuture>
#include <QThreadPool>

#include <functional>

namespace desk {

/// The heavy work on files, one after the other on a thread of its own: so that of all images only one is in memory at a time.
///
/// The functions and the destructor belong to the core thread. Does not own @p store or @p random. Destroyed, it answers Cancelled to
/// what has not begun.
class AttachmentIntake
{
public:
    static constexpr int thumbnailSide = 320;
    static constexpr int displaySide = 2560;

    AttachmentIntake(const AttachmentStore &store, Random &random);
    ~AttachmentIntake();
    AttachmentIntake(const AttachmentIntake &) = delete;
    AttachmentIntake &operator=(const AttachmentIntake &) = delete;

    /// A path in the staging folder where nothing is.
    [[nodiscard]] Result<QString> newPath();
    /// Moves the file at @p path to the staging folder where it is not there yet, hashes it block by block, finds out what it is, and
    /// makes its thumbnail. @param name as its sender calls it.
    /// @return Invalid for an empty file, Storage when it cannot be read or moved.
    [[nodiscard]] QFuture<Result<StagedFile>> stage(const QString &path, const QString &name);
    /// The path of what is shown of an image, made when it is not there.
    /// @return NotFound for what is no image or cannot be shown, Storage.
    [[nodiscard]] QFuture<Result<QString>> shown(const Attachment &attachment, ImageVariant variant);

private:
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> run(std::function<Result<T>()> work)
    {
        const Completer<T> completer;
        m_pool.start([completer, work = std::move(work)] { completer.complete(work()); });
        return completer.future();
    }

    const AttachmentStore &m_store;
    Random &m_random;
    QThreadPool m_pool;
};

} // namespace desk
