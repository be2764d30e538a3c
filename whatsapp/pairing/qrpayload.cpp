#include "whatsapp/pairing/qrpayload.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr auto prefix = "https://wa.me/settings/linked_devices#"_L1;

Result<QByteArray> readKey(QStringView field, const QString &name)
{
    const auto decoded = QByteArray::fromBase64Encoding(field.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != 32)
        return fail(Errc::Protocol, u"the %1 of the QR code is not the base64 of 32 bytes"_s.arg(name));
    return decoded.decoded;
}

} // namespace

QString QrPayload::text() const
{
    return prefix + QString::fromLatin1(ref) + u',' + QString::fromLatin1(noiseKey.toBase64()) + u','
        + QString::fromLatin1(identityKey.toBase64()) + u',' + QString::fromLatin1(advSecret.exposed().toBase64())
        + u',' + QLatin1Char(clientType);
}

Result<QrPayload> QrPayload::parse(QStringView text)
{
    if (text.startsWith(prefix))
        text = text.sliced(prefix.size());
    const auto fields = text.split(u',');
    if (fields.size() < 4 || fields.at(0).isEmpty())
        return fail(Errc::Protocol, u"the QR code has fewer than four fields"_s);

    auto noiseKey = readKey(fields.at(1), u"noise key"_s);
    if (!noiseKey)
        return fail(noiseKey.error());
    auto identityKey = readKey(fields.at(2), u"identity key"_s);
    if (!identityKey)
        return fail(identityKey.error());
    auto advSecret = readKey(fields.at(3), u"ADV secret"_s);
    if (!advSecret)
        return fail(advSecret.error());
    const bool typed = fields.size() > 4 && fields.at(4).size() == 1;
    return QrPayload{fields.at(0).toLatin1(), *std::move(noiseKey), *std::move(identityKey),
                     SecretBytes::takeFrom(*std::move(advSecret)), typed ? fields.at(4).front().toLatin1() : '\0'};
}

} // namespace desk::wa
