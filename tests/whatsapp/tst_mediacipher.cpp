#include "whatsapp/media/mediacipher.h"

#include "tests/support/resultcode.h"
#include "whatsapp/crypto/hashes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace desk;
using namespace desk::wa;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 noLimit = 1LL << 40;

QJsonObject vectors()
{
    QFile file(QStringLiteral(DESK_TEST_DATA "/media-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no vectors");
    return QJsonDocument::fromJson(file.readAll()).object();
}

QByteArray hex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

const QHash<QString, MediaKind> &kinds()
{
    static const QHash<QString, MediaKind> all{
        {u"image"_s, MediaKind::Image}, {u"video"_s, MediaKind::Video},       {u"audio"_s, MediaKind::Audio},
        {u"ptt"_s, MediaKind::Audio},   {u"document"_s, MediaKind::Document}, {u"sticker"_s, MediaKind::Sticker}};
    return all;
}

} // namespace

/// Known answers come from another implementation (note 2, appendix A).
class MediaCipherTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString &name) { return m_folder.filePath(name); }
    QString written(const QString &name, const QByteArray &content)
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
        return path(name);
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    static MediaKeys keys(MediaKind kind = MediaKind::Image)
    {
        QByteArray key(32, '\0');
        for (char i = 0; i < 32; ++i)
            key[i] = i;
        return *MediaKeys::from(SecretBytes::copyOf(key), kind);
    }
    /// A sealed file and what is promised of it.
    struct Sealed
    {
        QByteArray bytes;
        MediaPromise promise;
    };
    Sealed sealed(const QByteArray &plain)
    {
        const QString source = written(u"plain"_s, plain);
        const auto made = sealMedia(source, path(u"sealed"_s), keys(), noLimit);
        if (!made)
            qFatal("not sealed");
        return {read(path(u"sealed"_s)), {made->sealedSha256, made->sha256, made->size}};
    }
    Result<qint64> opened(const QByteArray &bytes, const MediaPromise &promise, qint64 limit = noLimit)
    {
        QFile::remove(path(u"opened"_s));
        return openMedia(written(u"to-open"_s, bytes), path(u"opened"_s), keys(), promise, limit);
    }
    /// Nothing appeared, not even beside it.
    bool leftNothing() { return QDir(m_folder.path()).entryList({u"opened*"_s}, QDir::Files).isEmpty(); }

private Q_SLOTS:
    void keysAreThoseOfTheVectors()
    {
        const QJsonObject all = vectors()["media_keys"_L1].toObject();
        const SecretBytes key = SecretBytes::copyOf(hex(all["mediaKey"_L1]));
        int compared = 0;
        for (auto kind = kinds().cbegin(); kind != kinds().cend(); ++kind) {
            const QJsonObject known = all["kinds"_L1].toObject()[kind.key()].toObject();
            QVERIFY2(!known.isEmpty(), qPrintable(kind.key()));
            const auto made = MediaKeys::from(key, kind.value());
            QVERIFY(made);
            QCOMPARE(made->iv.exposed(), hex(known["iv"_L1]));
            QCOMPARE(made->cipherKey.exposed(), hex(known["cipherKey"_L1]));
            QCOMPARE(made->macKey.exposed(), hex(known["macKey"_L1]));
            ++compared;
        }
        QCOMPARE(compared, 6);
    }

    void aKeyOfAnotherLengthIsRefused()
    {
        for (const int size : {0, 16, 31, 33})
            QCOMPARE(codeOf(MediaKeys::from(SecretBytes(size), MediaKind::Image)), toString(Errc::Invalid));
    }

    void filesAreThoseOfTheVectors()
    {
        const QJsonObject all = vectors()["media_files"_L1].toObject();
        const SecretBytes key = SecretBytes::copyOf(hex(all["mediaKey"_L1]));
        const QJsonArray files = all["files"_L1].toArray();
        QVERIFY(files.size() >= 5);
        for (const QJsonValue &known : files) {
            const MediaKeys itsKeys = *MediaKeys::from(key, kinds().value(known["kind"_L1].toString()));
            const QByteArray plain = hex(known["plaintext"_L1]);
            const auto made = sealMedia(written(u"plain"_s, plain), path(u"sealed"_s), itsKeys, noLimit);
            QVERIFY(made);
            QCOMPARE(read(path(u"sealed"_s)), hex(known["encrypted_file"_L1]));
            QCOMPARE(made->sha256, hex(known["fileSha256"_L1]));
            QCOMPARE(made->sealedSha256, hex(known["fileEncSha256"_L1]));
            QCOMPARE(made->size, known["fileLength"_L1].toInteger());
            QCOMPARE(made->sealedSize, sealedSize(made->size));

            const auto size = openMedia(path(u"sealed"_s), path(u"opened"_s), itsKeys,
                                        {made->sealedSha256, made->sha256, made->size}, noLimit);
            QVERIFY(size);
            QCOMPARE(read(path(u"opened"_s)), plain);
        }
    }

    void everySizeAroundABlockComesBack()
    {
        for (const int size : {0, 1, 15, 16, 17, 31, 65'535, 65'536, 65'537, 131'072, 200'001}) {
            QByteArray plain(size, '\0');
            for (int i = 0; i < size; ++i)
                plain[i] = char(i * 7);
            const Sealed file = sealed(plain);
            QCOMPARE(file.bytes.size(), sealedSize(size));
            const auto opened = this->opened(file.bytes, file.promise);
            QVERIFY2(opened, qPrintable(QString::number(size)));
            QCOMPARE(*opened, size);
            QCOMPARE(read(path(u"opened"_s)), plain);
        }
    }

    void aFlippedBitIsFoundWhereverItIs()
    {
        const Sealed file = sealed(QByteArray(100'000, 'x'));
        // In the first block, in the middle, in the last block, in the MAC.
        const qsizetype size = file.bytes.size();
        for (const qsizetype at : {qsizetype(0), qsizetype(17), size / 2, size - 11, size - 10, size - 1}) {
            QByteArray tampered = file.bytes;
            tampered[at] = char(tampered[at] ^ 1);
            QCOMPARE(codeOf(opened(tampered, file.promise)), toString(Errc::Protocol));
            // Also when the promised hash is that of the tampered file, or there is none.
            QCOMPARE(codeOf(opened(tampered, {sha256(tampered), file.promise.sha256, file.promise.size})),
                     toString(Errc::Protocol));
            QCOMPARE(codeOf(opened(tampered, {{}, file.promise.sha256, file.promise.size})), toString(Errc::Protocol));
            QVERIFY(leftNothing());
        }
    }

    void aTruncatedFileIsNone()
    {
        const Sealed file = sealed(QByteArray(1000, 'x'));
        for (const qsizetype size : {qsizetype(0), qsizetype(9), qsizetype(10), qsizetype(25), qsizetype(26),
                                     file.bytes.size() - 16, file.bytes.size() - 1}) {
            QCOMPARE(codeOf(opened(file.bytes.first(size), {})), toString(Errc::Protocol));
            QVERIFY(leftNothing());
        }
        QCOMPARE(codeOf(opened(file.bytes + QByteArray(16, 'x'), {})), toString(Errc::Protocol));
    }

    void anotherContentThanPromisedIsRefused()
    {
        const Sealed file = sealed("what was sent");
        QCOMPARE(codeOf(opened(file.bytes, {file.promise.sealedSha256, sha256("something else"), 0})),
                 toString(Errc::Protocol));
        QCOMPARE(codeOf(opened(file.bytes, {sha256("x"), {}, 0})), toString(Errc::Protocol));
        QCOMPARE(codeOf(opened(file.bytes, {file.promise.sealedSha256, file.promise.sha256, 12})),
                 toString(Errc::Protocol));
        QVERIFY(leftNothing());
        QVERIFY(opened(file.bytes, {}));
    }

    void whatWasThereStaysWhenTheNewOneIsBad()
    {
        const Sealed file = sealed("good");
        QVERIFY(opened(file.bytes, file.promise));
        QByteArray tampered = file.bytes;
        tampered[0] = char(tampered[0] ^ 1);
        const auto again = openMedia(written(u"to-open"_s, tampered), path(u"opened"_s), keys(), {}, noLimit);
        QCOMPARE(codeOf(again), toString(Errc::Protocol));
        QCOMPARE(read(path(u"opened"_s)), "good");
    }

    void limitsHoldInBothDirections()
    {
        const Sealed file = sealed(QByteArray(1000, 'x'));
        QCOMPARE(codeOf(opened(file.bytes, file.promise, 999)), toString(Errc::TooLarge));
        QCOMPARE(codeOf(opened(file.bytes, file.promise, 10)), toString(Errc::TooLarge));
        QVERIFY(leftNothing());
        QVERIFY(opened(file.bytes, file.promise, 1000));
        QCOMPARE(codeOf(sealMedia(path(u"plain"_s), path(u"sealed"_s), keys(), 999)), toString(Errc::TooLarge));
        QVERIFY(sealMedia(path(u"plain"_s), path(u"sealed"_s), keys(), 1000));
    }

    void aKeyOfAnotherKindOpensNothing()
    {
        const Sealed file = sealed("an image");
        const auto opened = openMedia(written(u"to-open"_s, file.bytes), path(u"opened"_s), keys(MediaKind::Video),
                                      file.promise, noLimit);
        QCOMPARE(codeOf(opened), toString(Errc::Protocol));
    }

    void filesThatAreNotThereAreErrors()
    {
        QCOMPARE(codeOf(sealMedia(path(u"missing"_s), path(u"sealed"_s), keys(), noLimit)), toString(Errc::Invalid));
        QCOMPARE(codeOf(openMedia(path(u"missing"_s), path(u"opened"_s), keys(), {}, noLimit)),
                 toString(Errc::Storage));
        const Sealed file = sealed("x");
        QCOMPARE(codeOf(openMedia(written(u"to-open"_s, file.bytes), path(u"no/such/folder"_s), keys(), {}, noLimit)),
                 toString(Errc::Storage));
        QCOMPARE(codeOf(sealMedia(path(u"plain"_s), path(u"no/such/folder"_s), keys(), noLimit)),
                 toString(Errc::Storage));
    }
};

QTEST_GUILESS_MAIN(MediaCipherTest)
#include "tst_mediacipher.moc"
