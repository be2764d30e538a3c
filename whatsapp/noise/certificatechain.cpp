#include "whatsapp/noise/certificatechain.h"

#include "whatsapp/proto/handshake.pb.h"
#include "whatsapp/proto/protobytes.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

using Details = proto::NoiseCertificate::Details;

constexpr quint32 rootSerial = 0;

QByteArray serializedDetails(const CertificateDetails &details)
{
    Details message;
    message.set_serial(details.serial);
    message.set_issuer_serial(details.issuerSerial);
    message.set_key(toStdString(details.key));
    message.set_not_before(details.notBefore);
    message.set_not_after(details.notAfter);
    return serialized(message);
}

Result<> fillCertificate(proto::NoiseCertificate &certificate, const CertificateDetails &details, const KeyPair &issuer,
                         Random &random)
{
    const QByteArray bytes = serializedDetails(details);
    const auto signature = curve25519::sign(issuer.privateKey, bytes, random);
    if (!signature)
        return fail(signature.error());
    certificate.set_details(toStdString(bytes));
    certificate.set_signature(toStdString(*signature));
    return {};
}

/// Both signed parts are there; the details can be read.
Result<Details> readDetails(const proto::NoiseCertificate &certificate, const QString &name)
{
    if (!certificate.has_details())
        return fail(Errc::Protocol, u"the %1 certificate has no details"_s.arg(name));
    if (!certificate.has_signature())
        return fail(Errc::Protocol, u"the %1 certificate has no signature"_s.arg(name));
    if (certificate.signature().size() != size_t(curve25519::signatureBytes))
        return fail(Errc::Protocol, u"the signature of the %1 certificate has not 64 bytes"_s.arg(name));
    auto details = parsed<Details>(toBytes(certificate.details()));
    if (!details)
        return fail(Errc::Protocol, u"the details of the %1 certificate cannot be read"_s.arg(name));
    if (details->key().size() != size_t(curve25519::keyBytes))
        return fail(Errc::Protocol, u"the key of the %1 certificate has not 32 bytes"_s.arg(name));
    return *std::move(details);
}

QString dateText(quint64 seconds)
{
    constexpr quint64 year9999 = 253402300799;
    return seconds > year9999 ? u"after year 9999"_s
                              : QDateTime::fromSecsSinceEpoch(qint64(seconds)).toUTC().toString(Qt::ISODate);
}

Result<> checkWindow(const Details &details, const QString &name, qint64 now)
{
    const auto tolerance = quint64(std::chrono::seconds(certificateClockTolerance).count());
    const quint64 time = now > 0 ? quint64(now) : 0;
    if (details.not_before() > time && details.not_before() - time > tolerance)
        return fail(Errc::Protocol,
                    u"the %1 certificate is not valid before %2; is the clock of this computer right?"_s.arg(
                        name, dateText(details.not_before())));
    if (time > details.not_after() && time - details.not_after() > tolerance)
        return fail(Errc::Protocol,
                    u"the %1 certificate expired at %2; is the clock of this computer right?"_s.arg(
                        name, dateText(details.not_after())));
    return {};
}

bool isSignedBy(QByteArrayView issuer, const proto::NoiseCertificate &certificate)
{
    return curve25519::verify(issuer, toBytes(certificate.details()), toBytes(certificate.signature()));
}

} // namespace

QByteArray whatsAppRootKey()
{
    return QByteArray::fromHex("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b");
}

Result<QByteArray> buildCertificateChain(const KeyPair &root, const CertificateDetails &intermediate,
                                         const KeyPair &intermediateKey, const CertificateDetails &leaf, Random &random)
{
    proto::CertChain chain;
    if (const auto done = fillCertificate(*chain.mutable_intermediate(), intermediate, root, random); !done)
        return fail(done.error());
    if (const auto done = fillCertificate(*chain.mutable_leaf(), leaf, intermediateKey, random); !done)
        return fail(done.error());
    return serialized(chain);
}

Result<> verifyCertificateChain(QByteArrayView chain, QByteArrayView rootKey, QByteArrayView serverStatic, qint64 now)
{
    const auto message = parsed<proto::CertChain>(chain);
    if (!message)
        return fail(Errc::Protocol, u"the certificate chain cannot be read"_s);
    if (!message->has_intermediate())
        return fail(Errc::Protocol, u"the certificate chain has no intermediate certificate"_s);
    if (!message->has_leaf())
        return fail(Errc::Protocol, u"the certificate chain has no leaf certificate"_s);
    const auto intermediate = readDetails(message->intermediate(), u"intermediate"_s);
    if (!intermediate)
        return fail(intermediate.error());
    const auto leaf = readDetails(message->leaf(), u"leaf"_s);
    if (!leaf)
        return fail(leaf.error());

    if (!isSignedBy(rootKey, message->intermediate()))
        return fail(Errc::Protocol, u"the intermediate certificate is not signed by the root key"_s);
    if (intermediate->issuer_serial() != rootSerial)
        return fail(
            Errc::Protocol,
            u"the intermediate certificate names issuer %1 instead of the root"_s.arg(intermediate->issuer_serial()));
    if (!isSignedBy(toBytes(intermediate->key()), message->leaf()))
        return fail(Errc::Protocol, u"the leaf certificate is not signed by the intermediate key"_s);
    if (leaf->issuer_serial() != intermediate->serial())
        return fail(Errc::Protocol,
                    u"the leaf certificate names issuer %1, the intermediate has serial %2"_s.arg(leaf->issuer_serial())
                        .arg(intermediate->serial()));
    if (toBytes(leaf->key()) != serverStatic)
        return fail(Errc::Protocol, u"the leaf certificate is for another key than the server's"_s);
    if (auto valid = checkWindow(*intermediate, u"intermediate"_s, now); !valid)
        return valid;
    return checkWindow(*leaf, u"leaf"_s, now);
}

} // namespace desk::wa
