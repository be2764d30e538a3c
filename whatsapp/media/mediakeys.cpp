#include "whatsapp/media/mediakeys.h"

#include "whatsapp/crypto/hkdf.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

QByteArrayView infoOf(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
    case MediaKind::Sticker:
        break;
    case MediaKind::Video:
        return "WhatsApp Video Keys";
    case MediaKind::Audio:
        return "WhatsApp Audio Keys";
    case MediaKind::Document:
        return "WhatsApp Document Keys";
    case MediaKind::History:
        return "WhatsApp History Keys";
    }
    return "WhatsApp Image Keys";
}

} // namespace

MediaKind mediaKind(MediaDescription::Type type)
{
    switch (type) {
    case MediaDescription::Type::Image:
        return MediaKind::Image;
    case MediaDescription::Type::Video:
        return MediaKind::Video;
    case MediaDescription::Type::Audio:
        return MediaKind::Audio;
    case MediaDescription::Type::Sticker:
        return MediaKind::Sticker;
    case MediaDescription::Type::Document:
        break;
    }
    return MediaKind::Document;
}

QByteArray mmsType(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
    case MediaKind::Sticker:
        break;
    case MediaKind::Video:
        return "video";
    case MediaKind::Audio:
        return "audio";
    case MediaKind::Document:
        return "document";
    case MediaKind::History:
        return "md-msg-hist";
    }
    return "image";
}

Result<MediaKeys> MediaKeys::from(const SecretBytes &mediaKey, MediaKind kind)
{
    constexpr qsizetype expandedBytes = 112; // the last 32 are of no use to anybody
    if (mediaKey.size() != mediaKeyBytes)
        return fail(Errc::Invalid, u"a media key of %1 bytes"_s.arg(mediaKey.size()));
    const SecretBytes expanded = hkdfSha256(mediaKey.view(), {}, infoOf(kind), expandedBytes);
    return MediaKeys{.iv = expanded.mid(0, 16), .cipherKey = expanded.mid(16, 32), .macKey = expanded.mid(48, 32)};
}

} // namespace desk::wa
