#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/attachments/medialimits.h"
#include "core/messaging/messagechannel.h"

#include <QJsonObject>

#include <optional>

namespace desk {

/// How a file is to appear at the other side.
enum class SendAs {
    Itself, ///< a picture as a picture
    Document,
    Voice, ///< Opus in Ogg as a voice note
};
/// "itself", "document", "voice_note"
[[nodiscard]] std::optional<SendAs> sendAsFrom(const QString &word);

/// What it is sent as: by its bytes, never by its name. What the service would not show, what is over the limit of its kind, and an image
/// that we do not show ourselves go as documents. Pure.
[[nodiscard]] OutgoingFile::Kind outgoingKindOf(const Attachment &file, SendAs wish, const MediaLimits &limits);

/// The kind of the message: image, video, audio, document or sticker.
[[nodiscard]] QString messageKindOf(OutgoingFile::Kind kind);
/// "media" of the message's details, in the form that announced files have it.
/// @param waveform of a voice note, as in OutgoingFile; kept as base64.
[[nodiscard]] QJsonObject mediaDetailsOf(const Attachment &file, OutgoingFile::Kind kind,
                                         const QByteArray &waveform = {});
/// The way back, for the message that waits. Path and thumbnail are not in it.
[[nodiscard]] OutgoingFile outgoingFileOf(const Attachment &file, const QString &messageKind, const QJsonObject &media);

} // namespace desk
