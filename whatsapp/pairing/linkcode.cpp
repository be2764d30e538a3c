#include "whatsapp/pairing/linkcode.h"

#include "whatsapp/crypto/aead.h"
#include "whatsapp/crypto/aesctr.h"
#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/hkdf.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::linkcode {

namespace {

constexpr auto alphabet = "123456789ABCDEFGHJKLMNPQRSTVWXYZ"_L1;
constexpr qsizetype codeLength = 8;
constexpr int iterations = 131072;
constexpr qsizetype saltBytes = 32;
constexpr qsizetype counterBytes = 16;
constexpr qsizetype wrappedKeyBytes = saltBytes + counterBytes + curve25519::keyBytes;
constexpr qsizetype bundleContentBytes = 3 * 32;
constexpr qsizetype wrappedBundleBytes = saltBytes + aead::nonceBytes + bundleContentBytes + aead::tagBytes;

SecretBytes codeKey(const QString &code, QByteArrayView salt)
{
    const SecretBytes password = SecretBytes::takeFrom(code.toLatin1());
    return pbkdf2HmacSha256(password.view(), salt, iterations, 32);
}

} // namespace

QString encode(QByteArrayView fiveBytes)
{
    Q_ASSERT(fiveBytes.size() == 5);
    quint64 bits = 0;
    for (const char byte : fiveBytes)
        bits = (bits << 8) | quint8(byte);
    QString code;
    for (int shift = 35; shift >= 0; shift -= 5)
        code.append(alphabet.at(qsizetype((bits >> shift) & 31)));
    return code;
}

QString generate(Random &random)
{
    return encode(SecretBytes::random(random, 5).view());
}

QString displayed(const QString &code)
{
    return code.left(4) + u'-' + code.mid(4);
}

Result<QString> normalized(const QString &typed)
{
    QString code = typed.toUpper();
    code.removeIf([](QChar c) { return c.isSpace() || c == u'-'; });
    if (code.size() != codeLength)
        return fail(Errc::Invalid, u"a link code has %1 characters"_s.arg(codeLength));
    if (!std::ranges::all_of(code, [](QChar c) { return alphabet.contains(c); }))
        return fail(Errc::Invalid, u"a link code has only digits from 1 and letters other than I, O, U"_s);
    return code;
}

Result<QString> normalizedPhoneNumber(const QString &typed)
{
    QString digits = typed.trimmed();
    if (digits.startsWith(u'+'))
        digits.remove(0, 1);
    digits.removeIf([](QChar c) { return c.isSpace() || QStringView(u"-.()/").contains(c); });
    if (!std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return fail(Errc::Invalid, u"a phone number has only digits"_s);
    if (digits.startsWith(u'0'))
        return fail(Errc::Invalid, u"the phone number must be international, without leading 0"_s);
    if (digits.size() < 7 || digits.size() > 15)
        return fail(Errc::Invalid, u"a phone number has 7 to 15 digits"_s);
    return digits;
}

Result<QByteArray> wrapKey(const QString &code, QByteArrayView publicKey, Random &random)
{
    if (publicKey.size() != curve25519::keyBytes)
        return fail(Errc::Invalid, u"the key to wrap has not 32 bytes"_s);
    const QByteArray salt = random.bytes(int(saltBytes));
    const QByteArray counter = random.bytes(int(counterBytes));
    const auto sealed = aesCtr(codeKey(code, salt), counter, publicKey);
    if (!sealed)
        return fail(sealed.error());
    return joined({salt, counter, *sealed});
}

Result<QByteArray> unwrapKey(const QString &code, QByteArrayView wrapped)
{
    if (wrapped.size() != wrappedKeyBytes)
        return fail(Errc::Protocol, u"a wrapped key has %1 bytes, not %2"_s.arg(wrappedKeyBytes).arg(wrapped.size()));
    return aesCtr(codeKey(code, wrapped.first(saltBytes)), wrapped.sliced(saltBytes, counterBytes),
                  wrapped.last(curve25519::keyBytes));
}

SecretBytes bundleKey(const SecretBytes &ephemeralSecret, QByteArrayView salt)
{
    return hkdfSha256(ephemeralSecret.view(), salt, "link_code_pairing_key_bundle_encryption_key", 32);
}

SecretBytes advSecret(const SecretBytes &ephemeralSecret, const SecretBytes &identitySecret, QByteArrayView random)
{
    const SecretBytes input = SecretBytes::joined({ephemeralSecret.view(), identitySecret.view(), random});
    return hkdfSha256(input.view(), {}, "adv_secret", 32);
}

Result<KeyBundle> sealKeyBundle(const KeyPair &ephemeral, QByteArrayView primaryEphemeral, const KeyPair &identity,
                                QByteArrayView primaryIdentity, Random &random)
{
    const auto ephemeralSecret = curve25519::agree(ephemeral.privateKey, primaryEphemeral);
    if (!ephemeralSecret)
        return fail(ephemeralSecret.error());
    const auto identitySecret = curve25519::agree(identity.privateKey, primaryIdentity);
    if (!identitySecret)
        return fail(identitySecret.error());

    const SecretBytes own = SecretBytes::random(random, 32);
    const QByteArray salt = random.bytes(int(saltBytes));
    const QByteArray nonce = random.bytes(int(aead::nonceBytes));
    const SecretBytes content = SecretBytes::joined({identity.publicKey, primaryIdentity, own.view()});
    const auto sealed = aead::seal(bundleKey(*ephemeralSecret, salt), nonce, content.view());
    if (!sealed)
        return fail(sealed.error());
    return KeyBundle{joined({salt, nonce, *sealed}), advSecret(*ephemeralSecret, *identitySecret, own.view())};
}

Result<SecretBytes> openKeyBundle(const KeyPair &ephemeral, QByteArrayView companionEphemeral, const KeyPair &identity,
                                  QByteArrayView companionIdentity, QByteArrayView wrapped)
{
    if (wrapped.size() != wrappedBundleBytes)
        return fail(Errc::Protocol,
                    u"a wrapped key bundle has %1 bytes, not %2"_s.arg(wrappedBundleBytes).arg(wrapped.size()));
    const auto ephemeralSecret = curve25519::agree(ephemeral.privateKey, companionEphemeral);
    if (!ephemeralSecret)
        return fail(ephemeralSecret.error());
    const auto identitySecret = curve25519::agree(identity.privateKey, companionIdentity);
    if (!identitySecret)
        return fail(identitySecret.error());

    auto opened = aead::open(bundleKey(*ephemeralSecret, wrapped.first(saltBytes)),
                             wrapped.sliced(saltBytes, aead::nonceBytes), wrapped.sliced(saltBytes + aead::nonceBytes));
    if (!opened)
        return fail(opened.error().code, u"the key bundle: "_s + opened.error().detail);
    const SecretBytes content = SecretBytes::takeFrom(*std::move(opened));
    if (content.view().first(32) != companionIdentity || content.view().sliced(32, 32) != identity.publicKey)
        return fail(Errc::Protocol, u"the key bundle names other identities"_s);
    return advSecret(*ephemeralSecret, *identitySecret, content.view().last(32));
}

} // namespace desk::wa::linkcode
