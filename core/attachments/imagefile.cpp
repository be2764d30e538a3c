#include "core/attachments/imagefile.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QtEndian>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int maxJpegScans = 64; // honest progressive ones have about ten; each is a pass over the whole image
constexpr qint64 scanBlock = 64 * 1024;
constexpr int jpegQuality = 85;
constexpr int tinySide = 96;

qint64 pixelsOf(QSize size)
{
    return qint64(size.width()) * size.height();
}

/// @return where the marker behind the entropy-coded data begins that starts at @p at; -1: the file ends.
qint64 endOfScan(QIODevice &device, qint64 at)
{
    while (device.seek(at)) {
        const QByteArray block = device.read(scanBlock);
        if (block.size() < 2)
            return -1;
        for (qsizetype i = block.indexOf('\xff'); i >= 0 && i + 1 < block.size(); i = block.indexOf('\xff', i + 1)) {
            const auto code = uchar(block.at(i + 1));
            const bool belongs = code == 0 || code == 0xff || (code >= 0xd0 && code <= 0xd7);
            if (!belongs)
                return at + i;
        }
        at += block.size() - 1; // the last byte may be the first half of a marker
    }
    return -1;
}

struct JpegPasses
{
    int scans = 0; ///< how often a decoder would go through the image
    int components = 3;
};

JpegPasses jpegPasses(QIODevice &device)
{
    JpegPasses passes;
    int &scans = passes.scans;
    qint64 at = 2;
    while (scans <= maxJpegScans && device.seek(at)) {
        const QByteArray head = device.read(4);
        if (head.size() < 4 || uchar(head.at(0)) != 0xff)
            break;
        const auto code = uchar(head.at(1));
        if (code == 0xff) { // filler
            ++at;
            continue;
        }
        if (code == 0xd9)
            break;
        if (code == 0x01 || (code >= 0xd0 && code <= 0xd8)) {
            at += 2;
            continue;
        }
        const bool isFrame = code >= 0xc0 && code <= 0xcf && code != 0xc4 && code != 0xc8 && code != 0xcc;
        if (const QByteArray frame = isFrame ? device.read(6) : QByteArray(); frame.size() == 6)
            passes.components = uchar(frame.at(5));
        at += 2 + qFromBigEndian<quint16>(head.constData() + 2);
        if (code != 0xda)
            continue;
        ++scans;
        at = endOfScan(device, at);
        if (at < 0)
            break;
    }
    return passes;
}

/// What decoding takes, where it is much.
qint64 decodedBytes(const QImageReader &reader, QSize size, const QByteArray &format, const JpegPasses &passes)
{
    if (format == "jpeg") // of several passes the decoder keeps every coefficient, of two bytes each
        return passes.scans > 1 ? pixelsOf(size) * passes.components * 2 : 0;
    const QImage::Format image = reader.imageFormat();
    const int bits = image == QImage::Format_Invalid ? 32 : QImage::toPixelFormat(image).bitsPerPixel();
    return pixelsOf(size) * std::max(bits, 32) / 8; // it is made one of 32 bits in any case
}

QSize upright(QSize size, QImageIOHandler::Transformations turned)
{
    return turned.testFlag(QImageIOHandler::TransformationRotate90) ? size.transposed() : size;
}

/// Smooth, and without a copy of something large: Qt's own way makes one of the whole image.
QImage scaledDown(const QImage &image, QSize target)
{
    constexpr int bandRows = 16;
    QImage result(target, image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (int top = 0; !result.isNull() && top < target.height(); top += bandRows) {
        const int rows = std::min(bandRows, target.height() - top);
        const auto sourceRow = [&](int row) { return int(qint64(row) * image.height() / target.height()); };
        const int from = sourceRow(top);
        QImage band(image.constScanLine(from), image.width(), std::max(1, sourceRow(top + rows) - from),
                    image.bytesPerLine(), image.format());
        band.setColorTable(image.colorTable());
        const QImage part = band.scaled({target.width(), rows}, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                .convertToFormat(result.format());
        if (part.height() != rows || part.bytesPerLine() != result.bytesPerLine())
            return {};
        std::memcpy(result.scanLine(top), part.constBits(), size_t(part.sizeInBytes()));
    }
    return result;
}

QByteArray written(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, format, quality))
        return {};
    return bytes;
}

bool isTransparent(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return false;
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(line[x]) != 0xff)
                return true;
        }
    }
    return false;
}

} // namespace

ImageLook lookAtImage(QIODevice &device, const QByteArray &format)
{
    ImageLook look;
    QImageReader reader(&device, format);
    reader.setAutoDetectImageFormat(false);
    if (!reader.canRead())
        return {{}, u"broken"_s};
    const QSize size = reader.size();
    if (size.isEmpty())
        return {{}, u"broken"_s};
    look.size = upright(size, reader.transformation());
    const JpegPasses passes = format == "jpeg" ? jpegPasses(device) : JpegPasses();
    if (passes.scans > maxJpegScans)
        look.problem = u"broken"_s;
    else if (pixelsOf(size) > maxImagePixels || decodedBytes(reader, size, format, passes) > maxDecodedBytes)
        look.problem = u"too_many_pixels"_s;
    return look;
}

Result<CleanImage> cleanImage(QIODevice &device, const QByteArray &format, int side)
{
    const ImageLook look = lookAtImage(device, format);
    if (look.problem == "too_many_pixels"_L1)
        return fail(Errc::TooLarge, u"too many pixels"_s);
    if (!look.problem.isEmpty() || !device.seek(0))
        return fail(Errc::Protocol, u"no image"_s);
    QImageReader reader(&device, format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    // A JPEG is decoded small; other formats would be decoded whole all the same, and copied.
    if (format == "jpeg" && (size.width() > side || size.height() > side))
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage image;
    if (!reader.read(&image) || image.isNull() || pixelsOf(image.size()) > maxImagePixels)
        return fail(Errc::Protocol, u"the image cannot be decoded"_s);
    if (image.width() > side || image.height() > side) {
        const QSize target = image.size().scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1});
        image = scaledDown(image, target);
        if (image.isNull())
            return fail(Errc::Storage, u"there is no memory for the image"_s);
    }
    // Texts, colour profiles and the like stay behind with the old image.
    image = std::move(image).convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    const bool transparent = isTransparent(image);
    QImage bare(image.constBits(), image.width(), image.height(), image.bytesPerLine(),
                transparent ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    CleanImage clean;
    clean.bytes = written(bare, transparent ? "PNG" : "JPEG", transparent ? -1 : jpegQuality);
    clean.type = transparent ? "image/png" : "image/jpeg";
    clean.size = bare.size();
    if (clean.bytes.isEmpty())
        return fail(Errc::Storage, u"the image cannot be encoded"_s);
    return clean;
}

QByteArray tinyJpeg(const QByteArray &image, const QByteArray &format, qsizetype maxBytes)
{
    QBuffer buffer;
    buffer.setData(image);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer, format);
    reader.setAutoDetectImageFormat(false);
    QImage decoded;
    if (!reader.read(&decoded) || decoded.isNull())
        return {};
    decoded = scaledDown(decoded, decoded.size().scaled(tinySide, tinySide, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage opaque(decoded.size(), QImage::Format_RGB32);
    opaque.fill(Qt::white);
    for (int y = 0; y < opaque.height(); ++y) {
        for (int x = 0; x < opaque.width(); ++x) {
            const QRgb pixel = decoded.pixel(x, y);
            if (qAlpha(pixel) == 0xff)
                opaque.setPixel(x, y, pixel);
        }
    }
    for (const int quality : {75, 50, 25}) {
        if (QByteArray bytes = written(opaque, "JPEG", quality); !bytes.isEmpty() && bytes.size() <= maxBytes)
            return bytes;
    }
    return {};
}

} // namespace desk
