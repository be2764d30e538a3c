// Feeds bytes to everything that looks into files of strangers: what they are, how large, how long, and the clean images made of them.
#include "core/attachments/filetype.h"
#include "core/attachments/imagefile.h"
#include "core/attachments/playtime.h"

#include <QBuffer>
#include <QByteArray>
#include <QImageReader>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace desk;

namespace {

// Honest limits would make each run slow; what is checked is that they hold.
constexpr int side = 64;
constexpr qint64 fuzzedPixels = 1'000'000;

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkName(const QByteArray &bytes)
{
    const QString name = cleanFileName(QString::fromUtf8(bytes.left(400)));
    require(name.size() <= 120 && !name.contains(u'/') && !name.contains(u'\\') && !name.startsWith(u'.'));
    for (const QChar c : name)
        require(c.category() != QChar::Other_Control && c.unicode() != 0x202e);
    require(cleanFileName(name) == name);
}

void checkImage(QByteArray bytes, const QByteArray &format)
{
    QBuffer buffer(&bytes);
    require(buffer.open(QIODevice::ReadOnly));
    const ImageLook look = lookAtImage(buffer, format);
    require(look.problem.isEmpty() || look.problem == QLatin1String("broken")
            || look.problem == QLatin1String("too_many_pixels"));
    const qint64 pixels = qint64(look.size.width()) * look.size.height();
    require(!look.problem.isEmpty() || (pixels > 0 && pixels <= maxImagePixels));
    if (pixels > fuzzedPixels)
        return;
    require(buffer.seek(0));
    const auto clean = cleanImage(buffer, format, side);
    if (!clean)
        return;
    require(clean->size.width() <= side && clean->size.height() <= side && !clean->size.isEmpty());
    // What is made is an image of its own, in the format that it says.
    require(sniffedType(clean->bytes.left(sniffedBytes)).toLatin1() == clean->type);
    require(tinyJpeg(clean->bytes, imageFormatOf(QString::fromLatin1(clean->type)), 10 * 1024).size() <= 10 * 1024);
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int * /*argc*/, char *** /*argv*/)
{
    qputenv("QT_LOGGING_RULES", "*=false");
    QImageReader::setAllocationLimit(64);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    checkName(bytes);
    const QString type = sniffedType(bytes.left(sniffedBytes), QString::fromUtf8(bytes.right(40)));
    require(!type.isEmpty());
    QBuffer buffer(&bytes);
    require(buffer.open(QIODevice::ReadOnly));
    const PlayTime time = playTimeOf(buffer, type);
    require(time.duration.count() >= 0 && time.duration <= std::chrono::hours(48));
    require(time.size.isEmpty() || (time.size.width() <= 16384 && time.size.height() <= 16384));
    if (const QByteArray format = imageFormatOf(type); !format.isEmpty())
        checkImage(bytes, format);
    return 0;
}
