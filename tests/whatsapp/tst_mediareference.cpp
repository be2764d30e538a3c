#include "whatsapp/media/mediareference.h"

#include "tests/support/resultcode.h"
#include "whatsapp/media/mediaaddress.h"

#include <QTest>

using namespace desk;
using namespace desk::wa;
using namespace Qt::StringLiterals;

class MediaReferenceTest : public QObject
{
    Q_OBJECT

    static MediaDescription description()
    {
        return {.type = MediaDescription::Type::Document,
                .mimeType = u"application/pdf"_s,
                .size = 123'456'789'012 % maxMediaBytes,
                .fileName = u"Factura ñ.pdf"_s,
                .sha256 = QByteArray(32, 'p'),
                .encryptedSha256 = QByteArray(32, 'e'),
                .key = SecretBytes::copyOf(QByteArray(32, 'k')),
                .directPath = "/v/t62.7119-24/1_n.enc?ccb=1&oh=2",
                .keyTime = 1'790'000'000};
    }

private Q_SLOTS:
    void everythingThatADownloadNeedsComesBack()
    {
        const MediaDescription media = description();
        const auto read = parseMediaReference(serialized(media));
        QVERIFY(read);
        QCOMPARE(read->type, media.type);
        QCOMPARE(read->mimeType, media.mimeType);
        QCOMPARE(read->size, media.size);
        QCOMPARE(read->fileName, media.fileName);
        QCOMPARE(read->sha256, media.sha256);
        QCOMPARE(read->encryptedSha256, media.encryptedSha256);
        QVERIFY(read->key == media.key);
        QCOMPARE(read->directPath, media.directPath);
        QCOMPARE(read->keyTime, media.keyTime);
        QVERIFY(read->canBeDownloaded());
    }

    void aUrlStandsForAPathThatIsNotThere()
    {
        MediaDescription media = description();
        media.directPath.clear();
        media.url = "https://mmg.whatsapp.net/d/f/x.enc";
        const auto read = parseMediaReference(serialized(media));
        QVERIFY(read);
        QCOMPARE(read->url, media.url);
        QVERIFY(read->canBeDownloaded());
    }

    void hostileBytesAreNone()
    {
        const QByteArray good = serialized(description());
        for (qsizetype size = 0; size < 2; ++size)
            QCOMPARE(codeOf(parseMediaReference(good.first(size))), toString(Errc::Invalid));
        QByteArray other = good;
        other[0] = 2;
        QCOMPARE(codeOf(parseMediaReference(other)), toString(Errc::Invalid));
        QCOMPARE(codeOf(parseMediaReference(QByteArray(1, '\1') + QByteArray(40, '\xff'))), toString(Errc::Invalid));
        QCOMPARE(codeOf(parseMediaReference(QByteArray(1, '\1') + QByteArray(1 << 20, 'x'))), toString(Errc::Invalid));
    }

    void everyCutEitherFailsOrCannotBeDownloaded()
    {
        const QByteArray good = serialized(description());
        for (qsizetype size = 0; size < good.size(); ++size) {
            const auto read = parseMediaReference(good.first(size));
            if (!read)
                QCOMPARE(codeOf(read), toString(Errc::Invalid));
            else if (read->canBeDownloaded())
                QVERIFY(read->directPath == description().directPath || read->directPath.startsWith('/'));
        }
    }

    void whatComesBackIsCheckedAnew()
    {
        MediaDescription media = description();
        media.directPath = "/v/../../etc/passwd";
        QVERIFY(!parseMediaReference(serialized(media))->canBeDownloaded());
        media = description();
        media.directPath.clear();
        media.url = "https://evil.example/x";
        QVERIFY(!parseMediaReference(serialized(media))->canBeDownloaded());
        media = description();
        media.fileName = u"../../x.pdf"_s;
        QVERIFY(!parseMediaReference(serialized(media))->fileName.contains(u'/'));
        media = description();
        media.size = maxMediaBytes + 1;
        QVERIFY(!parseMediaReference(serialized(media))->canBeDownloaded());
        media = description();
        media.sha256 = "short";
        QVERIFY(!parseMediaReference(serialized(media))->canBeDownloaded());
        media = description();
        media.key = SecretBytes::copyOf("short");
        QVERIFY(!parseMediaReference(serialized(media))->canBeDownloaded());
    }

    void pathsOfStrangersLeadToMediaHostsOnly_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("fine");
        QTest::newRow("usual") << QByteArray("/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01&oe=66&_nc_sid=5e03e0") << true;
        QTest::newRow("no query") << QByteArray("/x") << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("another host") << QByteArray("//evil.example/x") << false;
        QTest::newRow("user part") << QByteArray("@evil.example/x") << false;
        QTest::newRow("url") << QByteArray("https://evil.example/x") << false;
        QTest::newRow("up") << QByteArray("/v/../x") << false;
        QTest::newRow("line") << QByteArray("/v\r\nHost: x") << false;
        QTest::newRow("fragment") << QByteArray("/v#x") << false;
        QTest::newRow("backslash") << QByteArray("/\\evil.example") << false;
        QTest::newRow("long") << QByteArray(1, '/') + QByteArray(3000, 'x') << false;
    }
    void pathsOfStrangersLeadToMediaHostsOnly()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, fine);
        QCOMPARE(mediaPath(path), fine ? path : QByteArray());
    }

    void plainHttpIsForThisComputer()
    {
        QCOMPARE(mediaOrigin("127.0.0.1:8080", true), "http://127.0.0.1:8080");
        QCOMPARE(mediaOrigin("localhost:8080", true), "http://localhost:8080");
        QCOMPARE(mediaOrigin("mmg.whatsapp.net", true), QByteArray());
        QCOMPARE(mediaOrigin("127.0.0.1.evil.example", true), QByteArray());
        QCOMPARE(mediaOrigin("mmg.whatsapp.net", false), "https://mmg.whatsapp.net");
    }
};

QTEST_GUILESS_MAIN(MediaReferenceTest)
#include "tst_mediareference.moc"
