#include "core/base/secret.h"
#include "tests/support/scriptedrandom.h"
#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/aesctr.h"
#include "whatsapp/crypto/curve25519.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/hkdf.h"
#include "whatsapp/crypto/p256.h"

#include <QtTest>

#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

QByteArray repeated(char byte, qsizetype count)
{
    return QByteArray(count, byte);
}

SecretBytes secret(const char *text)
{
    return SecretBytes::copyOf(hex(text));
}

template<typename T>
concept Printable = requires(QDebug debug, const T &value)
{
    debug << value;
};

static_assert(Printable<QByteArray>);
static_assert(!Printable<SecretBytes>);
static_assert(!Printable<KeyPair>);
static_assert(!Printable<p256::KeyPair>);
static_assert(!std::is_convertible_v<SecretBytes, QByteArray> && !std::is_convertible_v<SecretBytes, QByteArrayView>);
static_assert(!std::is_convertible_v<QByteArray, SecretBytes>);

} // namespace

/// The wrappers against published vectors, and what they refuse.
class CryptoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecretCopiesDeepAndMovesEmpty()
    {
        SecretBytes first = SecretBytes::copyOf("abcd");
        SecretBytes copy = first;
        copy.data()[0] = 'x';
        QCOMPARE(first.exposed(), QByteArray("abcd"));

        const SecretBytes moved = std::move(first);
        QCOMPARE(moved.exposed(), QByteArray("abcd"));
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move): that is the promise

        QCOMPARE(moved.mid(1, 2).exposed(), QByteArray("bc"));
        QVERIFY(moved == SecretBytes::joined({"ab", {}, "cd"}));
        QVERIFY(!(moved == copy));
        QVERIFY(SecretBytes(3) == SecretBytes::copyOf(repeated('\0', 3)));
        QVERIFY(SecretBytes() == SecretBytes());
    }

    void takingASecretWipesItsSource()
    {
        QByteArray source = repeated('s', 64);
        const SecretBytes taken = SecretBytes::takeFrom(std::move(source));
        QCOMPARE(taken.exposed(), repeated('s', 64));
        QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
    }

    // RFC 7748, section 5.2.
    void x25519MatchesRfc7748_data()
    {
        QTest::addColumn<QByteArray>("scalar");
        QTest::addColumn<QByteArray>("point");
        QTest::addColumn<QByteArray>("result");
        QTest::newRow("first") << hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")
                               << hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")
                               << hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
        QTest::newRow("second") << hex("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d")
                                << hex("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493")
                                << hex("95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
    }
    void x25519MatchesRfc7748()
    {
        QFETCH(QByteArray, scalar);
        QFETCH(QByteArray, point);
        QFETCH(QByteArray, result);
        const auto pair = curve25519::fromPrivate(scalar);
        QVERIFY(pair);
        QCOMPARE(curve25519::agree(pair->privateKey, point).value().exposed(), result);
    }

    void x25519MatchesTheIterationOfRfc7748()
    {
        QByteArray scalar = QByteArray("\x09", 1) + repeated('\0', 31);
        QByteArray point = scalar;
        for (int round = 0; round < 1000; ++round) {
            const KeyPair pair = curve25519::fromPrivate(scalar).value();
            if (round == 0) // the point is the base point here
                QCOMPARE(pair.publicKey, hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
            const QByteArray result = curve25519::agree(pair.privateKey, point).value().exposed();
            point = std::exchange(scalar, result);
        }
        QCOMPARE(scalar, hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
    }

    void bothSidesAgree()
    {
        SystemRandom random;
        const KeyPair a = curve25519::generate(random);
        const KeyPair b = curve25519::generate(random);
        QVERIFY(curve25519::agree(a.privateKey, b.publicKey).value()
                == curve25519::agree(b.privateKey, a.publicKey).value());
    }

    void x25519RefusesAnAllZeroResult_data()
    {
        QTest::addColumn<QByteArray>("publicKey");
        QTest::newRow("zero") << repeated('\0', 32);
        QTest::newRow("one") << QByteArray("\x01", 1) + repeated('\0', 31);
        QTest::newRow("order 8") << hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
        QTest::newRow("p - 1") << hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        QTest::newRow("p") << hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    }
    void x25519RefusesAnAllZeroResult()
    {
        QFETCH(QByteArray, publicKey);
        ScriptedRandom random;
        const auto agreed = curve25519::agree(curve25519::generate(random).privateKey, publicKey);
        QVERIFY(!agreed);
        QVERIFY(agreed.error().code == Errc::Protocol);
    }

    void x25519RefusesWrongLengths()
    {
        ScriptedRandom random;
        const KeyPair pair = curve25519::generate(random);
        QVERIFY(!curve25519::fromPrivate(repeated('a', 31)));
        QVERIFY(!curve25519::agree(pair.privateKey, repeated('a', 33)));
        QVERIFY(!curve25519::agree(SecretBytes(31), pair.publicKey));
        QVERIFY(!curve25519::sign(SecretBytes(), "text", random));
    }

    void generatedKeysAreClamped()
    {
        ScriptedRandom random({repeated('\xff', 32)});
        const KeyPair pair = curve25519::generate(random);
        QCOMPARE(pair.privateKey.data()[0], uchar(0xf8));
        QCOMPARE(pair.privateKey.data()[31], uchar(0x7f));
        QVERIFY(curve25519::generate(random).publicKey != pair.publicKey);
    }

    void xeddsaSignsAndVerifiesWithBothSigns()
    {
        SystemRandom random;
        int negative = 0;
        for (int round = 0; round < 32; ++round) {
            const KeyPair pair = curve25519::generate(random);
            const QByteArray message = random.bytes(round * 3);
            const auto signature = curve25519::sign(pair.privateKey, message, random);
            QVERIFY(signature);
            QCOMPARE(signature->size(), 64);
            negative += (quint8(signature->back()) & 0x80) != 0;
            QVERIFY(curve25519::verify(pair.publicKey, message, *signature));

            QByteArray wrongSign = *signature;
            wrongSign[63] = char(quint8(wrongSign.at(63)) ^ 0x80);
            QVERIFY(!curve25519::verify(pair.publicKey, message, wrongSign));
            QVERIFY(!curve25519::verify(pair.publicKey, message + 'x', *signature));
            QVERIFY(!curve25519::verify(curve25519::generate(random).publicKey, message, *signature));
        }
        QVERIFY2(negative > 0 && negative < 32, "both forms were tried");
    }

    void xeddsaRefusesEverySpoiltByte()
    {
        SystemRandom random;
        const KeyPair pair = curve25519::generate(random);
        const QByteArray signature = curve25519::sign(pair.privateKey, "message", random).value();
        for (qsizetype at = 0; at < signature.size(); ++at) {
            QByteArray spoilt = signature;
            spoilt[at] = char(quint8(spoilt.at(at)) ^ 0x01);
            QVERIFY2(!curve25519::verify(pair.publicKey, "message", spoilt), qPrintable(QString::number(at)));
        }
        QVERIFY(!curve25519::verify(pair.publicKey, "message", signature.chopped(1)));
        QVERIFY(!curve25519::verify(pair.publicKey, "message", signature + 'x'));
        QVERIFY(!curve25519::verify(pair.publicKey.chopped(1), "message", signature));
        QVERIFY(!curve25519::verify({}, {}, {}));
    }

    void hkdfMatchesRfc5869_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("salt");
        QTest::addColumn<QByteArray>("info");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("case 1")
            << repeated('\x0b', 22) << hex("000102030405060708090a0b0c") << hex("f0f1f2f3f4f5f6f7f8f9")
            << hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b88718"
                   "5865");
        QByteArray input;
        QByteArray salt;
        QByteArray info;
        for (int value = 0; value < 80; ++value) {
            input.append(char(value));
            salt.append(char(0x60 + value));
            info.append(char(0xb0 + value));
        }
        QTest::newRow("case 2")
            << input << salt << info
            << hex("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac78272"
                   "71cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f"
                   "1d87");
        QTest::newRow("case 3")
            << repeated('\x0b', 22) << QByteArray() << QByteArray()
            << hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a"
                   "96c8");
    }
    void hkdfMatchesRfc5869()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, salt);
        QFETCH(QByteArray, info);
        QFETCH(QByteArray, output);
        QCOMPARE(hkdfSha256(input, salt, info, output.size()).exposed(), output);
        // "No salt" and 32 zero bytes are the same.
        if (salt.isEmpty())
            QCOMPARE(hkdfSha256(input, repeated('\0', 32), info, output.size()).exposed(), output);
    }

    // McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16.
    void aesGcmMatchesThePublishedCases_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("nonce");
        QTest::addColumn<QByteArray>("plaintext");
        QTest::addColumn<QByteArray>("additional");
        QTest::addColumn<QByteArray>("sealed");
        const QByteArray zero = repeated('\0', 32);
        QTest::newRow("13") << zero << zero.first(12) << QByteArray() << QByteArray()
                            << hex("530f8afbc74536b9a963b4f1c4cb738b");
        QTest::newRow("14") << zero << zero.first(12) << zero.first(16) << QByteArray()
                            << hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
        const QByteArray key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        const QByteArray nonce = hex("cafebabefacedbaddecaf888");
        const QByteArray text = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c959568095"
                                    "32fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255");
        const QByteArray cipher = hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3"
                                      "da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad");
        QTest::newRow("15") << key << nonce << text << QByteArray() << cipher + hex("b094dac5d93471bdec1a502270e3cc6c");
        QTest::newRow("16") << key << nonce << text.first(60) << hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
                            << cipher.first(60) + hex("76fc6ece0f4e1768cddf8853bb2d551b");
    }
    void aesGcmMatchesThePublishedCases()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, nonce);
        QFETCH(QByteArray, plaintext);
        QFETCH(QByteArray, additional);
        QFETCH(QByteArray, sealed);
        const SecretBytes secretKey = SecretBytes::copyOf(key);
        QCOMPARE(aead::seal(secretKey, nonce, plaintext, additional).value(), sealed);
        QCOMPARE(aead::open(secretKey, nonce, sealed, additional).value(), plaintext);
    }

    void aesGcmRefusesWhatIsNotAuthentic()
    {
        const SecretBytes key(32);
        const QByteArray nonce = repeated('n', 12);
        const QByteArray sealed = aead::seal(key, nonce, "text", "more").value();
        for (qsizetype at = 0; at < sealed.size(); ++at) {
            QByteArray spoilt = sealed;
            spoilt[at] = char(quint8(spoilt.at(at)) ^ 0x80);
            const auto opened = aead::open(key, nonce, spoilt, "more");
            QVERIFY(!opened);
            QVERIFY(opened.error().code == Errc::Protocol);
        }
        QVERIFY(!aead::open(key, nonce, sealed, "other"));
        QVERIFY(!aead::open(key, repeated('m', 12), sealed, "more"));
        QVERIFY(!aead::open(SecretBytes::copyOf(repeated('k', 32)), nonce, sealed, "more"));
        QVERIFY(!aead::open(key, nonce, sealed.first(15), "more"));
        QVERIFY(!aead::open(key, nonce, {}, "more"));
        QVERIFY(aead::seal(SecretBytes(16), nonce, "text").error().code == Errc::Invalid);
        QVERIFY(aead::open(key, repeated('n', 11), sealed).error().code == Errc::Invalid);
    }

    // NIST SP 800-38A, F.5.5 and F.5.6.
    void aesCtrMatchesTheNistVector()
    {
        const SecretBytes key = secret("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        const QByteArray counter = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        const QByteArray plain = hex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1"
            "191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        const QByteArray cipher = hex(
            "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017"
            "ba2d84988ddfc9c58db67aada613c2dd08457941a6");
        QCOMPARE(aesCtr(key, counter, plain).value(), cipher);
        QCOMPARE(aesCtr(key, counter, cipher).value(), plain);
        QCOMPARE(aesCtr(key, counter, {}).value(), QByteArray());
        QVERIFY(!aesCtr(SecretBytes(16), counter, plain));
        QVERIFY(!aesCtr(key, counter.first(12), plain));
    }

    void hashesMatchTheirStandards()
    {
        QCOMPARE(sha256("abc"), hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256({"a", "", "bc"}), sha256("abc"));
        QCOMPARE(sha512("abc"),
                 hex("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                     "454d4423643ce80e2a9ac94fa54ca49f"));
        QCOMPARE(md5("abc"), hex("900150983cd24fb0d6963f7d28e17f72"));
        // RFC 4231, test cases 1, 2 and 6.
        QCOMPARE(hmacSha256(repeated('\x0b', 20), "Hi There"),
                 hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?"),
                 hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(hmacSha256(repeated('\xaa', 131), "Test Using Larger Than Block-Size Key - Hash Key First"),
                 hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
        QCOMPARE(hmacSha256({}, {}), hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
    }

    // RFC 7914, section 11.
    void pbkdf2MatchesRfc7914()
    {
        QCOMPARE(pbkdf2HmacSha256("passwd", "salt", 1, 64).exposed(),
                 hex("55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                     "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"));
        QCOMPARE(pbkdf2HmacSha256("Password", "NaCl", 80000, 64).exposed(),
                 hex("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                     "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"));
    }

    void constantTimeComparisonComparesLengthToo()
    {
        QVERIFY(equalInConstantTime("same", "same"));
        QVERIFY(equalInConstantTime({}, {}));
        QVERIFY(!equalInConstantTime("same", "samf"));
        QVERIFY(!equalInConstantTime("same", "same!"));
        QVERIFY(!equalInConstantTime("same", {}));
    }

    // RFC 6979, A.2.5: key, point, and its signature of "sample" with SHA-256.
    void p256MatchesRfc6979()
    {
        const auto key = p256::fromPrivate(hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
        QVERIFY(key);
        QCOMPARE(key->publicPoint,
                 hex("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                     "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
        const QByteArray signature = hex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                                         "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        QVERIFY(p256::verify(key->publicPoint, "sample", signature));
        QVERIFY(!p256::verify(key->publicPoint, "simple", signature));
    }

    void p256SignsAndRefuses()
    {
        SystemRandom random;
        const p256::KeyPair key = p256::generate(random);
        const p256::KeyPair other = p256::generate(random);
        const auto signature = p256::sign(key, "message");
        QVERIFY(signature);
        QVERIFY(p256::verify(key.publicPoint, "message", *signature));
        QVERIFY(!p256::verify(other.publicPoint, "message", *signature));
        QVERIFY(!p256::verify(key.publicPoint, "message", signature->chopped(1)));
        QVERIFY(!p256::verify(key.publicPoint, "message", *signature + 'x'));
        QVERIFY(!p256::verify(key.publicPoint, "message", {}));
        QVERIFY(!p256::verify(key.publicPoint.chopped(1), "message", *signature));
        QVERIFY(!p256::verify(QByteArray("\x04") + repeated('\x01', 64), "message", *signature));
        QVERIFY(!p256::sign(p256::KeyPair(), "message"));
        QVERIFY(!p256::fromPrivate(repeated('\0', 32)));
        QVERIFY(!p256::fromPrivate(repeated('\xff', 32)));
        QVERIFY(!p256::fromPrivate(repeated('\x01', 31)));
    }
};

QTEST_GUILESS_MAIN(CryptoTest)
#include "tst_crypto.moc"
