#pragma once

#include "core/base/result.h"
#include "whatsapp/message/messagecontent.h"

#include <QByteArray>

// What is kept of a file until it is downloaded: opaque bytes with a version in front. Pure, any thread.
namespace desk::wa {

/// Everything that a later download needs: key, path, url, hashes, size, type, MIME type, name, time of the key. Thumbnail,
/// waveform and the sizes of pictures are not in it. As secret as the file: it holds the key.
[[nodiscard]] QByteArray serialized(const MediaDescription &media);

/// @return Invalid for bytes that serialized() did not write. What comes from there is checked again as if a stranger had sent
///         it; MediaDescription::problem says why it cannot be downloaded.
[[nodiscard]] Result<MediaDescription> parseMediaReference(const QByteArray &bytes);

} // namespace desk::wa
