#include "core/attachments/filetype.h"
#include "core/attachments/imagefile.h"
#include "tests/support/hostileimages.h"

#include <QElapsedTimer>
#include <QImageReader>
#include <QTest>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QByteArray formatOf(const QByteArray &bytes)
{
    return imageFormatOf(sniffedType(bytes.left(sniffedBytes)));
}

ImageLook look(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    return lookAtImage(buffer, formatOf(bytes));
}

Result<CleanImage> clean(QByteArray bytes, int side)
{
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return fail(Errc::Storage);
    return cleanImage(buffer, formatOf(bytes), side);
}

/// A segment with the camera's words behind the begin of a JPEG. @param orientation of EXIF.
QByteArray withExif(QByteArray jpeg, char orientation)
{
    QByteArray exif = QByteArray::fromHex("457869660000"     // Exif
                                          "4d4d002a00000008" // big endian
                                          "0002"             // two entries
                                          "011200030000000100")
        + orientation
        + QByteArray::fromHex("0000"
                              "010f00020000000800000026" // maker, 8 letters at 38
                              "00000000")
        + "secreto" + QByteArray(1, '\0');
    QByteArray length(2, '\0');
    qToBigEndian(quint16(exif.size() + 2), length.data());
    jpeg.insert(2, "\xff\xe1" + length + exif);
    return jpeg;
}

} // namespace

class ImageFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void imagesAreMadeSmallAndClean_data()
    {
        QTest::addColumn<QByteArray>("image");
        QTest::addColumn<int>("side");
        QTest::addColumn<QSize>("size");
        for (const char *format : {"JPEG", "PNG", "BMP"}) {
            QTest::addRow("%s, larger", format) << imageOf(1600, 1200, format) << 320 << QSize(320, 240);
            QTest::addRow("%s, smaller", format) << imageOf(40, 30, format) << 320 << QSize(40, 30);
            QTest::addRow("%s, a strip", format) << imageOf(3000, 2, format) << 320 << QSize(320, 1);
        }
        if (QImageReader::supportedImageFormats().contains("webp"))
            QTest::addRow("WEBP") << imageOf(1600, 1200, "WEBP") << 320 << QSize(320, 240);
    }
    void imagesAreMadeSmallAndClean()
    {
        QFETCH(QByteArray, image);
        QFETCH(int, side);
        QFETCH(QSize, size);
        QCOMPARE(look(image).problem, QString());
        const auto made = clean(image, side);
        QVERIFY2(made, made ? "" : qUtf8Printable(made.error().detail));
        QCOMPARE(made->size, size);
        QCOMPARE(made->type, QByteArray("image/jpeg"));
        QCOMPARE(sniffedType(made->bytes), u"image/jpeg"_s);
        QCOMPARE(QImage::fromData(made->bytes).size(), size);
    }

    void transparencyStays()
    {
        QImage image(100, 100, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        const auto made = clean(bytes, 50);
        QVERIFY(made);
        QCOMPARE(made->type, QByteArray("image/png"));
        QCOMPARE(qAlpha(QImage::fromData(made->bytes).pixel(10, 10)), 0);
    }

    void theCamerasWordsStayBehindAndThePictureStandsUpright()
    {
        const QByteArray photo = withExif(imageOf(400, 200, "JPEG"), 6);
        QVERIFY(photo.contains("secreto"));
        QCOMPARE(look(photo).size, QSize(200, 400));
        const auto made = clean(photo, 320);
        QVERIFY(made);
        QCOMPARE(made->size, QSize(160, 320));
        QVERIFY(!made->bytes.contains("secreto"));
        QVERIFY(!made->bytes.contains("Exif"));
    }

    void textsOfAPngStayBehind()
    {
        QImage image(40, 40, QImage::Format_RGB32);
        image.fill(Qt::red);
        image.setText(u"Author"_s, u"secreto"_s);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        QVERIFY(bytes.contains("secreto"));
        QVERIFY(!clean(bytes, 320)->bytes.contains("secreto"));
    }

    void makingItSmallLeavesNoSeams()
    {
        QImage large(3000, 1901, QImage::Format_RGB32);
        for (int y = 0; y < large.height(); ++y) {
            for (int x = 0; x < large.width(); ++x)
                large.setPixel(x, y, qRgb(x * 255 / 2999, y * 255 / 1900, 128));
        }
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        large.save(&buffer, "PNG");
        const auto small = clean(bytes, 320);
        QVERIFY(small);
        const QImage seen = QImage::fromData(small->bytes);
        QCOMPARE(seen.size(), QSize(320, 202));
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                const QRgb pixel = seen.pixel(x, y);
                QVERIFY(std::abs(qRed(pixel) - (2 * x + 1) * 255 / 640) <= 8); // a JPEG in between
                QVERIFY(std::abs(qGreen(pixel) - (2 * y + 1) * 255 / 404) <= 8);
            }
        }
    }

    void whatIsTooLargeIsNeverDecoded()
    {
        QCOMPARE(look(pngThatClaims(8192, 4096)).problem, QString()); // 128 MB, decoded
        QCOMPARE(look(pngThatClaims(8192, 4097)).problem, u"too_many_pixels"_s);
        QCOMPARE(int(clean(pngThatClaims(8192, 4097), 320).error().code), int(Errc::TooLarge));
        // A JPEG is decoded small, but not when it is stored in passes.
        QCOMPARE(look(jpegThatClaims(10000, 5000)).problem, QString());
        QCOMPARE(look(jpegThatClaims(10000, 5001)).problem, u"too_many_pixels"_s);
        QCOMPARE(look(jpegThatClaims(5000, 4000, jpegWithScans(2))).problem, QString());
        QCOMPARE(look(jpegThatClaims(5000, 5000, jpegWithScans(2))).problem, u"too_many_pixels"_s);
        for (const auto &[width, height] : {std::pair(10000U, 5001U), {60000U, 60000U}, {0x7fffffffU, 1U}}) {
            const QByteArray bomb = pngThatClaims(width, height);
            const ImageLook seen = look(bomb);
            QVERIFY2(!seen.problem.isEmpty(), qPrintable(QString::number(width)));
            QElapsedTimer time;
            time.start();
            QVERIFY(!clean(bomb, 320));
            QVERIFY(time.elapsed() < 1000);
        }
    }

    void brokenOnesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray png = imageOf(200, 200, "PNG");
        QTest::addRow("half a PNG") << png.left(png.size() / 2);
        QTest::addRow("the head of a PNG") << png.left(20);
        QTest::addRow("a PNG with nothing in it") << pngThatClaims(100, 100);
        QTest::addRow("the begin of a JPEG") << imageOf(200, 200, "JPEG").left(100);
        QTest::addRow("a JPEG without a picture") << QByteArray("\xff\xd8\xff\xe0 no picture at all, only words");
        QTest::addRow("a GIF without a picture") << QByteArray("GIF89a\x10\x00\x10\x00\x00\x00\x00", 13);
        QTest::addRow("a WEBP without a picture") << QByteArray("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00\x00\x00", 20);
        QTest::addRow("a BMP without a picture") << QByteArray("BM\x46\x00\x00\x00\x00\x00\x00\x00", 10);
        QTest::addRow("scans without an end") << jpegWithScans(500);
    }
    void brokenOnesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!formatOf(bytes).isEmpty());
        const auto made = clean(bytes, 320);
        QVERIFY(!made);
        QCOMPARE(int(made.error().code), int(Errc::Protocol));
    }

    void honestScansAreCounted()
    {
        QCOMPARE(look(jpegWithScans(1)).problem, QString());
        QCOMPARE(look(jpegWithScans(500)).problem, u"broken"_s);
    }

    void tinyOnesFitIntoAMessage()
    {
        QImage noise(320, 320, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < 320; ++y) {
            for (int x = 0; x < 320; ++x) {
                state = state * 1664525U + 1013904223U;
                noise.setPixel(x, y, state | 0xff000000U);
            }
        }
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        noise.save(&buffer, "JPEG", 90);
        const QByteArray tiny = tinyJpeg(bytes, "jpeg", 10 * 1024);
        QVERIFY(!tiny.isEmpty());
        QVERIFY2(tiny.size() <= 10 * 1024, qPrintable(QString::number(tiny.size())));
        QCOMPARE(QImage::fromData(tiny).size(), QSize(96, 96));
        QVERIFY(tinyJpeg("no image", "jpeg", 1024).isEmpty());
        QVERIFY(tinyJpeg(bytes, "jpeg", 10).isEmpty());
    }

    void typesAreWhatTheBytesSay_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *title, const QByteArray &bytes, const QString &name, const QString &type,
                            const QString &kind) { QTest::addRow("%s", title) << bytes << name << type << kind; };
        row("a PNG called PDF", imageOf(4, 4, "PNG"), u"factura.pdf"_s, u"image/png"_s, u"image"_s);
        row("a PDF called JPG", "%PDF-1.7\n", u"foto.jpg"_s, u"application/pdf"_s, u"document"_s);
        row("a web page called JPG", "<!DOCTYPE html><script>alert(1)</script>", u"foto.jpg"_s, u"text/html"_s,
            u"document"_s);
        row("a drawing that can run", "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", u"x.png"_s,
            u"image/svg+xml"_s, u"document"_s);
        row("Opus", "OggS" + QByteArray(24, '\0') + "OpusHead", u"nota.mp3"_s, u"audio/ogg"_s, u"audio"_s);
        row("a film", QByteArray("\0\0\0\x18", 4) + "ftypisom" + QByteArray(12, '\0'), {}, u"video/mp4"_s, u"video"_s);
        row("M4A", QByteArray("\0\0\0\x18", 4) + "ftypM4A " + QByteArray(12, '\0'), {}, u"audio/mp4"_s, u"audio"_s);
        row("MP3", "ID3" + QByteArray(10, '\0'), {}, u"audio/mpeg"_s, u"audio"_s);
        row("a spreadsheet", "PK\x03\x04" + QByteArray(30, '\0'), u"inventario.xlsx"_s,
            u"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_s, u"document"_s);
        row("an archive called JPG", "PK\x03\x04" + QByteArray(30, '\0'), u"foto.jpg"_s, u"application/zip"_s,
            u"document"_s);
        row("a name with a zero in it", QByteArray::fromHex("12cfaf010000000000002e6f"),
            QString::fromUtf8(QByteArray::fromHex("0000002e6f")) + u".o"_s, u"application/octet-stream"_s,
            u"document"_s);
        row("a name of zeros only", "PK\x03\x04" + QByteArray(30, '\0'), QString(40, QChar(0)) + u".\0o"_s,
            u"application/zip"_s, u"document"_s);
        row("nothing", {}, u"foto.jpg"_s, u"application/octet-stream"_s, u"document"_s);
        row("noise", QByteArray::fromHex("00010203fffefdfc8081"), u"foto.jpg"_s, u"application/octet-stream"_s,
            u"document"_s);
    }
    void typesAreWhatTheBytesSay()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        QFETCH(QString, type);
        QFETCH(QString, kind);
        QCOMPARE(sniffedType(bytes, name), type);
        QCOMPARE(fileKindOf(sniffedType(bytes, name)), kind);
    }

    void namesAreSafe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("clean");
        QTest::addRow("folders") << u"../../etc/passwd"_s << u"passwd"_s;
        QTest::addRow("Windows' folders") << u"C:\\temp\\x.pdf"_s << u"x.pdf"_s;
        QTest::addRow("control characters") << u"a\r\nb\u0000.pdf"_s << u"ab.pdf"_s;
        QTest::addRow("turned text") << u"foto\u202egpj.exe"_s << u"fotogpj.exe"_s;
        QTest::addRow("hidden") << u"...profile"_s << u"profile"_s;
        QTest::addRow("hidden behind blanks") << u" . .. profile "_s << u"profile"_s;
        QTest::addRow("only dots") << u".."_s << u""_s;
        QTest::addRow("honest") << u"Cotización nº 5.xlsx"_s << u"Cotización nº 5.xlsx"_s;
        QTest::addRow("long") << QString(300, u'á') + u".pdf"_s << QString(116, u'á') + u".pdf"_s;
    }
    void namesAreSafe()
    {
        QFETCH(QString, name);
        QFETCH(QString, clean);
        QCOMPARE(cleanFileName(name), clean);
    }
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::ImageFileTest)
#include "tst_imagefile.moc"
