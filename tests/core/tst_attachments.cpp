#include "core/attachments/filetype.h"
#include "core/attachments/playtime.h"
#include "core/http/byterange.h"
#include "tests/support/hostileimages.h"
#include "tests/support/testdesk.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template<typename T>
Result<T> waitFor(const QFuture<Result<T>> &future)
{
    QFuture<Result<T>> copy = future;
    copy.waitForFinished();
    return copy.result();
}

/// An Ogg Opus file of that many samples at 48 kHz.
QByteArray opusOf(qint64 samples)
{
    const auto page = [](qint64 position, const QByteArray &content) {
        QByteArray head("OggS\0\0", 6);
        QByteArray number(8, '\0');
        qToLittleEndian(position, number.data());
        return head + number + QByteArray(13, '\0') + content;
    };
    return page(0, QByteArray("OpusHead\x01\x01\x38\x01", 12) + QByteArray(7, '\0')) + page(samples, "x");
}

QByteArray big(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray box(const QByteArray &type, const QByteArray &content)
{
    return big(quint32(content.size() + 8)) + type + content;
}

/// A film of that length and size, without pictures.
QByteArray filmOf(quint32 seconds, quint32 width, quint32 height)
{
    const QByteArray movie = box("mvhd", QByteArray(12, '\0') + big(1000) + big(seconds * 1000) + QByteArray(80, '\0'));
    const QByteArray track = box("tkhd", QByteArray(76, '\0') + big(width << 16) + big(height << 16));
    return box("ftyp", "isom" + big(0)) + box("moov", movie + box("trak", track));
}

PlayTime timeOf(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    return playTimeOf(buffer, sniffedType(bytes.left(sniffedBytes)));
}

} // namespace

class AttachmentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_desk = std::make_unique<TestDesk>(); }
    void cleanup() { m_desk.reset(); }

    void aFileIsAdoptedWithItsThumbnail()
    {
        const QByteArray photo = imageOf(1600, 1200, "JPEG");
        const auto staged = stage(photo, u"foto.jpg"_s);
        QVERIFY2(staged, staged ? "" : qUtf8Printable(staged.error().detail));
        const auto id = m_desk->attachments.adopt(*staged);
        QVERIFY(id);
        const Attachment file = *m_desk->attachments.find(*id);
        QCOMPARE(file.sha256, QString::fromLatin1(QCryptographicHash::hash(photo, QCryptographicHash::Sha256).toHex()));
        QCOMPARE(file.mime, u"image/jpeg"_s);
        QCOMPARE(file.size, photo.size());
        QCOMPARE(QSize(file.width, file.height), QSize(1600, 1200));
        QCOMPARE(file.name, u"foto.jpg"_s);
        QVERIFY(file.isShown());
        QCOMPARE(contentOf(m_desk->attachments.pathOf(file)), photo);
        QCOMPARE(QImage(m_desk->attachments.pathOf(file, ImageVariant::Thumbnail)).size(), QSize(320, 240));
        QVERIFY(!QFile::exists(m_desk->attachments.pathOf(file, ImageVariant::Display))); // made when it is looked at
        const auto display = waitFor(m_desk->intake.shown(file, ImageVariant::Display));
        QVERIFY(display);
        QCOMPARE(QImage(*display).size(), QSize(1600, 1200));
        QVERIFY(stagedFiles().isEmpty());
    }

    void theSameBytesAreOneFile()
    {
        const QByteArray photo = imageOf(50, 50, "PNG");
        const auto one = m_desk->attachments.adopt(*stage(photo, u"a.png"_s));
        const auto two = m_desk->attachments.adopt(*stage(photo, u"b.png"_s));
        const auto three = m_desk->attachments.add(photo);
        QCOMPARE(*one, *two);
        QCOMPARE(*one, *three);
        QCOMPARE(m_desk->count(u"SELECT count(*) FROM attachment"_s), 1);
        QVERIFY(stagedFiles().isEmpty()); // what was not taken is gone
        // A file that somebody has removed comes back with its bytes.
        const Attachment file = *m_desk->attachments.find(*one);
        QVERIFY(QFile::remove(m_desk->attachments.pathOf(file)));
        QCOMPARE(*m_desk->attachments.adopt(*stage(photo, {})), *one);
        QCOMPARE(contentOf(m_desk->attachments.pathOf(file)), photo);
    }

    void whatIsNotAdoptedLeavesNothing()
    {
        {
            const auto staged = stage(imageOf(50, 50, "PNG"), {});
            QVERIFY(staged);
            QCOMPARE(stagedFiles().size(), 2);
        }
        QVERIFY(stagedFiles().isEmpty());
        QVERIFY(QFile(write("left over")).exists());
        m_desk->attachments.startCollecting(1h);
        QVERIFY(stagedFiles().isEmpty()); // of a run that was killed
    }

    void emptyAndMissingFilesAreNoFiles()
    {
        const auto empty = stage({}, u"foto.jpg"_s);
        QCOMPARE(int(empty.error().code), int(Errc::Invalid));
        const auto missing = waitFor(m_desk->intake.stage(*m_desk->intake.newPath(), {}));
        QCOMPARE(int(missing.error().code), int(Errc::Storage));
        QVERIFY(stagedFiles().isEmpty());
    }

    void hostileImagesAreKeptAndNotShown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
        const QByteArray png = imageOf(200, 200, "PNG");
        QTest::addRow("too many pixels") << pngThatClaims(9000, 9000) << u"too_many_pixels"_s;
        QTest::addRow("cut off") << png.left(png.size() - 30) << u"broken"_s;
        QTest::addRow("only a head") << png.left(33) << u"broken"_s;
        QTest::addRow("scans without an end") << jpegWithScans(500) << u"broken"_s;
    }
    void hostileImagesAreKeptAndNotShown()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        const auto id = m_desk->attachments.adopt(*stage(bytes, u"foto.png"_s));
        QVERIFY(id);
        const Attachment file = *m_desk->attachments.find(*id);
        QCOMPARE(file.problem, problem);
        QVERIFY(!file.isShown());
        QCOMPARE(contentOf(m_desk->attachments.pathOf(file)), bytes); // the evidence
        QVERIFY(!QFile::exists(m_desk->attachments.pathOf(file, ImageVariant::Thumbnail)));
        QCOMPARE(int(waitFor(m_desk->intake.shown(file, ImageVariant::Thumbnail)).error().code), int(Errc::NotFound));
    }

    void oldAttachmentsGetTheirThumbnailWhenItIsAskedFor()
    {
        const Attachment file = *m_desk->attachments.find(*m_desk->attachments.add(imageOf(640, 480, "JPEG")));
        QVERIFY(!QFile::exists(m_desk->attachments.pathOf(file, ImageVariant::Thumbnail)));
        const auto path = waitFor(m_desk->intake.shown(file, ImageVariant::Thumbnail));
        QVERIFY(path);
        QCOMPARE(QImage(*path).size(), QSize(320, 240));
        QCOMPARE(*waitFor(m_desk->intake.shown(file, ImageVariant::Thumbnail)), *path);
    }

    void uploadsThatNobodySendsGo()
    {
        const AttachmentId unsent = *m_desk->attachments.add("nobody sends this");
        const AttachmentId sent = *m_desk->attachments.add("this one is sent");
        for (const AttachmentId id : {unsent, sent})
            QVERIFY(m_desk->attachments.markUploaded(id, {}));
        const CustomerId ana = *m_desk->customers.resolve(u"5215510000001"_s, u"Ana"_s);
        QVERIFY(m_desk->outbox.enqueue({.customer = ana, .attachment = sent}));
        QCOMPARE(*m_desk->attachments.collectUploads(), 0);
        m_desk->clock.advance(25h);
        QCOMPARE(*m_desk->attachments.collectUploads(), 1);
        QVERIFY(!m_desk->attachments.find(unsent));
        QVERIFY(m_desk->attachments.find(sent));
        // Uploaded again, it stays with the message that has it.
        QVERIFY(m_desk->attachments.markUploaded(sent, {}));
        m_desk->clock.advance(25h);
        QCOMPARE(*m_desk->attachments.collectUploads(), 0);
        const AttachmentId picture = *m_desk->attachments.add("a customer shows this of himself");
        QVERIFY(m_desk->attachments.markUploaded(picture, {}));
        QVERIFY(m_desk->database.exec(u"UPDATE customer SET picture_attachment_id = %1"_s.arg(picture.value)));
        m_desk->clock.advance(25h);
        QCOMPARE(*m_desk->attachments.collectUploads(), 0);
        QVERIFY(m_desk->attachments.find(picture));
    }

    void orphansGoWithWhatWasMadeOfThem()
    {
        const Attachment file = *m_desk->attachments.find(*m_desk->attachments.adopt(*stage(imageOf(9, 9, "PNG"), {})));
        bool ok = false;
        const int folder = file.sha256.left(2).toInt(&ok, 16);
        m_desk->clock.shift(std::chrono::years(50)); // the files have the time of this machine
        QCOMPARE(*m_desk->attachments.collectOrphans(folder), 0);
        QVERIFY(m_desk->database.exec(u"DELETE FROM attachment"_s));
        QCOMPARE(*m_desk->attachments.collectOrphans(folder), 2);
        QVERIFY(!QFile::exists(m_desk->attachments.pathOf(file)));
    }

    void playTimesAreRead()
    {
        QCOMPARE(timeOf(opusOf(48000 * 75 + 312)).duration, 75s);
        const PlayTime film = timeOf(filmOf(83, 640, 360));
        QCOMPARE(film.duration, 83s);
        QCOMPARE(film.size, QSize(640, 360));
    }

    void nonsenseHasNoPlayTime_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("negative") << opusOf(-5);
        QTest::addRow("as negative as can be") << opusOf(std::numeric_limits<qint64>::min());
        QTest::addRow("for ever") << opusOf(std::numeric_limits<qint64>::max());
        QTest::addRow("no pages") << QByteArray("OggSOpusHead");
        QTest::addRow("boxes without an end") << QByteArray(big(8) + "ftyp" + big(0)).repeated(1000);
        QTest::addRow("a box larger than the file") << box("ftyp", "isom") + big(0x7fffffff) + "moov";
        QTest::addRow("a box of no size") << box("ftyp", "isom") + big(3) + "moov";
    }
    void nonsenseHasNoPlayTime()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(timeOf(bytes).duration, 0ms);
    }

    void rangesAreAsTheStandardHasThem_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("length");
        const auto row = [](const char *header, qint64 offset, qint64 length) {
            QTest::addRow("%s", header) << QByteArray(header) << offset << length;
        };
        row("bytes=0-", 0, 1000);
        row("bytes=0-99", 0, 100);
        row("bytes=900-2000", 900, 100);
        row("Bytes=999-999", 999, 1);
        row("bytes=-10", 990, 10);
        row("bytes=-5000", 0, 1000);
        row("bytes=1000-", 0, 0);
        row("bytes=-0", 1000, 0);
        for (const char *whole : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b",
                                  "bytes=1-b", "bytes=+1-2", "bytes=99999999999999999999-", "bytes=0x1-2", "bytes= -"})
            row(whole, -1, -1);
    }
    void rangesAreAsTheStandardHasThem()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, offset);
        QFETCH(qint64, length);
        const auto range = byteRangeOf(header, 1000);
        QCOMPARE(range.has_value(), length >= 0);
        if (range) {
            QCOMPARE(range->length, length);
            if (length > 0)
                QCOMPARE(range->offset, offset);
        }
    }

private:
    QString write(const QByteArray &bytes)
    {
        const auto path = m_desk->intake.newPath();
        QFile file(path ? *path : QString());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file cannot be written");
        return *path;
    }

    Result<StagedFile> stage(const QByteArray &bytes, const QString &name)
    {
        return waitFor(m_desk->intake.stage(write(bytes), name));
    }

    QStringList stagedFiles() const { return QDir(m_desk->attachments.stagingFolder()).entryList(QDir::Files); }

    std::unique_ptr<TestDesk> m_desk;
};

} // namespace desk

QTEST_GUILESS_MAIN(desk::AttachmentsTest)
#include "tst_attachments.moc"
