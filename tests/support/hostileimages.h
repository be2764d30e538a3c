#pragma once

#include <QBuffer>
#include <QByteArray>
#include <QImage>
#include <QtEndian>

#include <zlib.h>

namespace desk {

/// An honest image of that size in one of Qt's formats.
inline QByteArray imageOf(int width, int height, const char *format, QColor colour = Qt::darkCyan)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

inline QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    const auto number = [](quint32 value) {
        QByteArray bytes(4, '\0');
        qToBigEndian(value, bytes.data());
        return bytes;
    };
    const QByteArray body = type + data;
    const auto crc = crc32(0, reinterpret_cast<const Bytef *>(body.constData()), uInt(body.size()));
    return number(quint32(data.size())) + body + number(quint32(crc));
}

/// A PNG that says it has that many pixels and has nothing behind it.
inline QByteArray pngThatClaims(quint32 width, quint32 height)
{
    QByteArray header(13, '\0');
    qToBigEndian(width, header.data());
    qToBigEndian(height, header.data() + 4);
    header[8] = 8;
    header[9] = 2;
    return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", header) + pngChunk("IDAT", QByteArray::fromHex("789c0300000000ff"))
        + pngChunk("IEND", {});
}

/// A JPEG that says it has that many pixels and has 64 x 64.
inline QByteArray jpegThatClaims(quint16 width, quint16 height, QByteArray jpeg = imageOf(64, 64, "JPEG"))
{
    const qsizetype frame = jpeg.indexOf("\xff\xc0");
    qToBigEndian(height, jpeg.data() + frame + 5);
    qToBigEndian(width, jpeg.data() + frame + 7);
    return jpeg;
}

/// A JPEG whose decoder would go over the whole image once more for each of @p scans.
inline QByteArray jpegWithScans(int scans)
{
    QByteArray jpeg = imageOf(64, 64, "JPEG");
    const qsizetype begin = jpeg.indexOf("\xff\xda");
    const QByteArray scan = jpeg.mid(begin, jpeg.size() - begin - 2);
    const QByteArray head = jpeg.left(begin);
    return head + scan.repeated(scans) + "\xff\xd9";
}

} // namespace desk
