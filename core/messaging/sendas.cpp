#include "core/messaging/sendas.h"

#include "core/attachments/filetype.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using FileKind = OutgoingFile::Kind;

const QString oggType = u"audio/ogg"_s;
constexpr qsizetype mostWaveform = 64;

/// What phones show as what it is; everything else only as a document.
FileKind shownAs(const Attachment &file)
{
    if ((file.mime == "image/jpeg"_L1 || file.mime == "image/png"_L1) && file.isShown())
        return FileKind::Image;
    if (file.mime == "video/mp4"_L1 || file.mime == "video/3gpp"_L1)
        return FileKind::Video;
    for (const auto known : {"audio/ogg"_L1, "audio/mpeg"_L1, "audio/mp4"_L1, "audio/aac"_L1, "audio/amr"_L1}) {
        if (file.mime == known)
            return FileKind::Audio;
    }
    return FileKind::Document;
}

} // namespace

std::optional<SendAs> sendAsFrom(const QString &word)
{
    if (word == "itself"_L1)
        return SendAs::Itself;
    if (word == "document"_L1)
        return SendAs::Document;
    return word == "voice_note"_L1 ? std::optional(SendAs::Voice) : std::nullopt;
}

FileKind outgoingKindOf(const Attachment &file, SendAs wish, const MediaLimits &limits)
{
    const FileKind kind = wish == SendAs::Document ? FileKind::Document : shownAs(file);
    if (file.size > limits.of(messageKindOf(kind)))
        return FileKind::Document;
    return kind == FileKind::Audio && wish == SendAs::Voice && file.mime == oggType ? FileKind::Voice : kind;
}

QString messageKindOf(FileKind kind)
{
    switch (kind) {
    case FileKind::Image:
        return u"image"_s;
    case FileKind::Video:
        return u"video"_s;
    case FileKind::Audio:
    case FileKind::Voice:
        return u"audio"_s;
    case FileKind::Sticker:
        return u"sticker"_s;
    case FileKind::Document:
        break;
    }
    return u"document"_s;
}

QJsonObject mediaDetailsOf(const Attachment &file, FileKind kind, const QByteArray &waveform)
{
    QJsonObject media{{u"type"_s, messageKindOf(kind)}, {u"mime_type"_s, file.mime}, {u"size"_s, file.size}};
    if (!file.name.isEmpty())
        media.insert(u"file_name"_s, file.name);
    if (file.width > 0 && file.height > 0) {
        media.insert(u"width"_s, file.width);
        media.insert(u"height"_s, file.height);
    }
    if (const auto seconds = std::chrono::ceil<std::chrono::seconds>(file.duration); seconds.count() > 0)
        media.insert(u"duration_s"_s, qint64(seconds.count()));
    if (kind == FileKind::Voice) {
        media.insert(u"voice_note"_s, true);
        if (!waveform.isEmpty())
            media.insert(u"waveform"_s, QString::fromLatin1(waveform.left(mostWaveform).toBase64()));
    }
    return media;
}

OutgoingFile outgoingFileOf(const Attachment &file, const QString &messageKind, const QJsonObject &media)
{
    OutgoingFile outgoing;
    outgoing.mimeType = file.mime == oggType ? u"audio/ogg; codecs=opus"_s : file.mime;
    outgoing.width = file.width;
    outgoing.height = file.height;
    outgoing.duration = file.duration;
    outgoing.fileName = media.value("file_name"_L1).toString();
    if (messageKind == "image"_L1)
        outgoing.kind = FileKind::Image;
    else if (messageKind == "video"_L1)
        outgoing.kind = FileKind::Video;
    else if (messageKind == "sticker"_L1)
        outgoing.kind = FileKind::Sticker;
    else if (messageKind == "audio"_L1)
        outgoing.kind = media.value("voice_note"_L1).toBool() ? FileKind::Voice : FileKind::Audio;
    if (outgoing.kind == FileKind::Voice)
        outgoing.waveform = QByteArray::fromBase64(media.value("waveform"_L1).toString().toLatin1());
    if (outgoing.kind == FileKind::Document && outgoing.fileName.isEmpty())
        outgoing.fileName = u"archivo"_s + endingOf(file.mime);
    return outgoing;
}

} // namespace desk
