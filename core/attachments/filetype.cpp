#include "core/attachments/filetype.h"

#include <QMimeDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype maxFileName = 120;

bool hasAt(const QByteArray &bytes, qsizetype at, QByteArrayView wanted)
{
    return bytes.size() >= at + wanted.size() && QByteArrayView(bytes).sliced(at, wanted.size()) == wanted;
}

/// ISO base media: the brand tells what is inside.
QString isoMediaType(const QByteArray &begin)
{
    const QByteArrayView brand = QByteArrayView(begin).sliced(8, 4);
    if (brand.startsWith("M4A") || brand.startsWith("M4B"))
        return u"audio/mp4"_s;
    if (brand.startsWith("3gp") || brand.startsWith("3g2"))
        return u"video/3gpp"_s;
    if (brand == "heic" || brand == "heix" || brand == "mif1" || brand == "msf1")
        return u"image/heic"_s;
    if (brand == "avif" || brand == "avis")
        return u"image/avif"_s;
    return brand == "qt  " ? u"video/quicktime"_s : u"video/mp4"_s;
}

/// The header of an MPEG audio frame, layer III.
bool isMp3Frame(const QByteArray &begin)
{
    return begin.size() >= 4 && uchar(begin.at(0)) == 0xff && (uchar(begin.at(1)) & 0xe6) == 0xe2
        && (uchar(begin.at(2)) & 0xf0) != 0xf0 && (uchar(begin.at(2)) & 0x0c) != 0x0c;
}

/// An AAC frame as it stands in a stream.
bool isAdtsFrame(const QByteArray &begin)
{
    return begin.size() >= 7 && uchar(begin.at(0)) == 0xff && (uchar(begin.at(1)) & 0xf6) == 0xf0;
}

/// What is shown, played or decided by; empty: something else.
QString mediaType(const QByteArray &begin)
{
    if (hasAt(begin, 0, "\xff\xd8\xff"))
        return u"image/jpeg"_s;
    if (hasAt(begin, 0, "\x89PNG\r\n\x1a\n"))
        return u"image/png"_s;
    if (hasAt(begin, 0, "GIF87a") || hasAt(begin, 0, "GIF89a"))
        return u"image/gif"_s;
    if (hasAt(begin, 0, "RIFF") && hasAt(begin, 8, "WEBP"))
        return u"image/webp"_s;
    if (hasAt(begin, 0, "RIFF") && hasAt(begin, 8, "WAVE"))
        return u"audio/wav"_s;
    if (hasAt(begin, 0, "BM") && hasAt(begin, 6, QByteArrayView("\0\0\0\0", 4)))
        return u"image/bmp"_s;
    if (hasAt(begin, 4, "ftyp") && begin.size() >= 12)
        return isoMediaType(begin);
    if (hasAt(begin, 0, "OggS"))
        return begin.left(512).contains("theora") ? u"video/ogg"_s : u"audio/ogg"_s;
    if (hasAt(begin, 0, "\x1a\x45\xdf\xa3"))
        return begin.left(64).contains("webm") ? u"video/webm"_s : u"video/x-matroska"_s;
    if (hasAt(begin, 0, "#!AMR"))
        return u"audio/amr"_s;
    if (hasAt(begin, 0, "fLaC"))
        return u"audio/flac"_s;
    if (hasAt(begin, 0, "ID3") || isMp3Frame(begin))
        return u"audio/mpeg"_s;
    if (isAdtsFrame(begin))
        return u"audio/aac"_s;
    return hasAt(begin, 0, "%PDF-") ? u"application/pdf"_s : QString();
}

bool isHidden(QChar c)
{
    const char16_t code = c.unicode();
    const bool turnsText = code == 0x200e || code == 0x200f || code == 0x061c || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069);
    return turnsText || c.category() == QChar::Other_Control;
}

/// What follows the last dot, when it is an ending such as files have; else nothing.
QString plainEnding(const QString &name)
{
    constexpr qsizetype longestEnding = 10;
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString ending = dot < 0 ? QString() : name.mid(dot + 1).toLower();
    const bool plain = std::all_of(ending.cbegin(), ending.cend(),
                                   [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'); });
    return plain && ending.size() <= longestEnding ? ending : QString();
}

/// Blanks around it, and the dots in front that would hide it.
QString withoutEdges(QString name)
{
    name = name.trimmed();
    while (name.startsWith(u'.'))
        name = name.mid(1).trimmed();
    return name;
}

} // namespace

QString sniffedType(const QByteArray &begin, const QString &name)
{
    const QString unknown = u"application/octet-stream"_s;
    if (begin.isEmpty())
        return unknown;
    if (const QString type = mediaType(begin); !type.isEmpty())
        return type;
    const QMimeDatabase types;
    const QMimeType byBytes = types.mimeTypeForData(begin);
    // What is only guessed to be a picture or a film is not treated as one.
    if (byBytes.name().startsWith("image/"_L1) || byBytes.name().startsWith("video/"_L1)
        || byBytes.name().startsWith("audio/"_L1))
        return byBytes.name() == "image/svg+xml"_L1 || byBytes.name() == "image/tiff"_L1 ? byBytes.name() : unknown;
    // Qt 6.4 reads past the end of its tables for a name with U+0000: it gets nothing of a stranger's but letters and digits.
    const QString ending = plainEnding(name);
    const QMimeType byName = types.mimeTypeForFile(u"file."_s + ending, QMimeDatabase::MatchExtension);
    const bool refines = !ending.isEmpty() && !byBytes.isDefault() && byName.isValid()
        && byName.inherits(byBytes.name());
    return refines ? byName.name() : byBytes.name();
}

QString fileKindOf(const QString &type)
{
    if (!imageFormatOf(type).isEmpty())
        return u"image"_s;
    if (type.startsWith("video/"_L1))
        return u"video"_s;
    return type.startsWith("audio/"_L1) ? u"audio"_s : u"document"_s;
}

QByteArray imageFormatOf(const QString &type)
{
    for (const auto &[known, format] : {std::pair("image/jpeg"_L1, "jpeg"),
                                        {"image/png"_L1, "png"},
                                        {"image/webp"_L1, "webp"},
                                        {"image/gif"_L1, "gif"},
                                        {"image/bmp"_L1, "bmp"}}) {
        if (type == known)
            return format;
    }
    return {};
}

QString endingOf(const QString &type)
{
    if (type == "image/jpeg"_L1)
        return u".jpg"_s;
    if (type == "audio/ogg"_L1)
        return u".ogg"_s;
    if (type == "audio/mpeg"_L1)
        return u".mp3"_s;
    if (type == "application/octet-stream"_L1)
        return {};
    const QString suffix = QMimeDatabase().mimeTypeForName(type).preferredSuffix();
    return suffix.isEmpty() ? QString() : u'.' + suffix;
}

QString cleanFileName(const QString &name)
{
    QString clean = name.section(u'/', -1).section(u'\\', -1);
    clean.removeIf(isHidden);
    clean = withoutEdges(clean);
    if (clean.size() <= maxFileName)
        return clean;
    // The ending says what it is.
    const QString ending = clean.section(u'.', -1);
    const bool keeps = clean.contains(u'.') && ending.size() < 16;
    QString begin = clean.left(keeps ? maxFileName - ending.size() - 1 : maxFileName);
    if (begin.back().isHighSurrogate())
        begin.chop(1);
    return withoutEdges(keeps ? begin.trimmed() + u'.' + ending : begin);
}

} // namespace desk
