#pragma once

#include "core/base/result.h"
#include "whatsapp/media/mediakeys.h"

#include <QByteArray>
#include <QString>

// Files as the service keeps them: AES-256-CBC, and behind it the first ten bytes of an HMAC (note 2, section 7.2). From file to
// file in blocks of 64 KiB, whatever their size. Blocking, for the pool; any thread.
namespace desk::wa {

/// Bytes of the sealed form of a file of @p size bytes.
[[nodiscard]] constexpr qint64 sealedSize(qint64 size)
{
    return (size / 16 + 1) * 16 + 10;
}

struct SealedMedia
{
    qint64 size = 0; ///< of the plain file
    QByteArray sha256 = {};
    qint64 sealedSize = 0;
    QByteArray sealedSha256 = {};
};

/// @param sealedPath is created, or replaced; what is there after a failure is of no use.
/// @return Invalid when @p path cannot be read, TooLarge when it has more than @p limit bytes (also when it grows meanwhile), Storage.
[[nodiscard]] Result<SealedMedia> sealMedia(const QString &path, const QString &sealedPath, const MediaKeys &keys,
                                            qint64 limit);

/// What the sender says of a file; whatever is empty is not compared.
struct MediaPromise
{
    QByteArray sealedSha256 = {};
    QByteArray sha256 = {};
    qint64 size = 0; ///< 0: not compared
};

/// Reads the sealed file twice: only what its hash and its MAC vouch for is decrypted. @p path appears whole, or not at all; what
/// was there is replaced.
/// @return the plain size; Protocol for a file that is none or not the promised one, TooLarge over @p limit, Storage.
[[nodiscard]] Result<qint64> openMedia(const QString &sealedPath, const QString &path, const MediaKeys &keys,
                                       const MediaPromise &promise, qint64 limit);

} // namespace desk::wa
