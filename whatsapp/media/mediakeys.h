#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>

// What is derived from the 32 bytes that every file has for itself (note 2, section 7.2). Pure, any thread.
namespace desk::wa {

enum class MediaKind : quint8 { Image, Video, Audio, Document, Sticker, History };

[[nodiscard]] MediaKind mediaKind(MediaDescription::Type type);

/// In the path of an upload and the query of a download: "image", also of stickers, "video", "audio", "document", "md-msg-hist".
[[nodiscard]] QByteArray mmsType(MediaKind kind);

struct MediaKeys
{
    static constexpr qsizetype mediaKeyBytes = 32;

    SecretBytes iv = {};        ///< 16
    SecretBytes cipherKey = {}; ///< 32
    SecretBytes macKey = {};    ///< 32

    /// @return Invalid unless the key has 32 bytes.
    [[nodiscard]] static Result<MediaKeys> from(const SecretBytes &mediaKey, MediaKind kind);
};

} // namespace desk::wa
