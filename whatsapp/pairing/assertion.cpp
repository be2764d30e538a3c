#include "whatsapp/pairing/assertion.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/crypto/p256.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype plainAuthenticatorBytes = 37; // without extensions
constexpr quint8 userPresent = 0x01;
constexpr quint8 userVerified = 0x04;
constexpr quint8 attestedCredential = 0x40;
constexpr quint8 extensionsFollow = 0x80;

QString toBase64Url(QByteArrayView bytes)
{
    return QString::fromLatin1(
        bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// Nothing unless @p value is a string of base64url.
std::optional<QByteArray> fromBase64Url(const QJsonValue &value)
{
    if (!value.isString())
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(
        value.toString().toLatin1(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return decoded.decoded;
}

std::optional<QJsonObject> readObject(QByteArrayView json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json.toByteArray());
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

bool isWhatsApp(const QString &rpId)
{
    return rpId == "whatsapp.com"_L1 || rpId.endsWith(".whatsapp.com"_L1);
}

Result<> checkClientData(QByteArrayView json, QByteArrayView challenge)
{
    const auto data = readObject(json);
    if (!data || data->value("type"_L1).toString() != "webauthn.get"_L1)
        return fail(Errc::Unauthorized, u"the client data is not of an assertion"_s);
    const auto given = fromBase64Url(data->value("challenge"_L1));
    if (!given || *given != challenge)
        return fail(Errc::Unauthorized, u"the client data has another challenge"_s);
    if (data->value("origin"_L1).toString() != whatsAppOrigin())
        return fail(Errc::Unauthorized, u"the client data has another origin"_s);
    if (data->value("crossOrigin"_L1).toBool(false))
        return fail(Errc::Unauthorized, u"the assertion was made across origins"_s);
    return {};
}

/// @return the sign count.
Result<quint32> checkAuthenticatorData(QByteArrayView data, const QString &rpId)
{
    if (data.size() < plainAuthenticatorBytes)
        return fail(Errc::Unauthorized, u"the authenticator data is too short"_s);
    if (data.first(sha256Bytes) != sha256(rpId.toUtf8()))
        return fail(Errc::Unauthorized, u"the authenticator data is for another site"_s);
    const auto flags = quint8(data.at(sha256Bytes));
    if ((flags & userPresent) == 0 || (flags & userVerified) == 0)
        return fail(Errc::Unauthorized, u"the user was not present or not verified"_s);
    if ((flags & attestedCredential) != 0)
        return fail(Errc::Unauthorized, u"the authenticator data is of a registration"_s);
    if ((flags & extensionsFollow) == 0 && data.size() != plainAuthenticatorBytes)
        return fail(Errc::Unauthorized, u"the authenticator data is too long"_s);
    return qFromBigEndian<quint32>(data.data() + sha256Bytes + 1);
}

} // namespace

QString whatsAppOrigin()
{
    return u"https://web.whatsapp.com"_s;
}

Result<AssertionRequest> parseAssertionRequest(QByteArrayView json)
{
    const auto object = readObject(json);
    if (!object)
        return fail(Errc::Protocol, u"the passkey options are no JSON object"_s);
    AssertionRequest request;
    const auto challenge = fromBase64Url(object->value("challenge"_L1));
    if (!challenge || challenge->isEmpty())
        return fail(Errc::Protocol, u"the passkey options have no challenge"_s);
    request.challenge = *challenge;
    // Without rpId a browser takes the host of the page.
    request.rpId = object->value("rpId"_L1).toString(u"web.whatsapp.com"_s);
    if (!isWhatsApp(request.rpId))
        return fail(Errc::Rejected, u"the passkey options are for another site than whatsapp.com"_s);
    const double timeout = object->value("timeout"_L1).toDouble(double(request.timeout.count()));
    request.timeout = std::chrono::milliseconds(qint64(std::clamp(timeout, 1000.0, 3600000.0)));
    request.userVerification = object->value("userVerification"_L1).toString(u"preferred"_s);
    const QJsonArray credentials = object->value("allowCredentials"_L1).toArray();
    for (const QJsonValue value : credentials) {
        AssertionRequest::Credential credential;
        const auto id = fromBase64Url(value.toObject().value("id"_L1));
        if (!id || id->isEmpty())
            return fail(Errc::Protocol, u"the passkey options name a credential without id"_s);
        credential.id = *id;
        const QJsonArray transports = value.toObject().value("transports"_L1).toArray();
        for (const QJsonValue transport : transports)
            credential.transports.append(transport.toString());
        request.allowCredentials.append(credential);
    }
    return request;
}

QByteArray toJson(const AssertionRequest &request)
{
    QJsonArray credentials;
    for (const AssertionRequest::Credential &credential : request.allowCredentials) {
        credentials.append(QJsonObject{{u"id"_s, toBase64Url(credential.id)},
                                       {u"type"_s, u"public-key"_s},
                                       {u"transports"_s, QJsonArray::fromStringList(credential.transports)}});
    }
    return QJsonDocument(QJsonObject{{u"challenge"_s, toBase64Url(request.challenge)},
                                     {u"timeout"_s, qint64(request.timeout.count())},
                                     {u"rpId"_s, request.rpId},
                                     {u"allowCredentials"_s, credentials},
                                     {u"userVerification"_s, request.userVerification},
                                     {u"extensions"_s, QJsonObject{{u"uvm"_s, true}}}})
        .toJson(QJsonDocument::Compact);
}

QByteArray toJson(const Assertion &assertion)
{
    const QString id = toBase64Url(assertion.credentialId);
    const QJsonValue userHandle = assertion.userHandle ? QJsonValue(toBase64Url(*assertion.userHandle))
                                                       : QJsonValue(QJsonValue::Null);
    return QJsonDocument(QJsonObject{{u"id"_s, id},
                                     {u"rawId"_s, id},
                                     {u"type"_s, u"public-key"_s},
                                     {u"response"_s,
                                      QJsonObject{{u"clientDataJSON"_s, toBase64Url(assertion.clientDataJson)},
                                                  {u"authenticatorData"_s, toBase64Url(assertion.authenticatorData)},
                                                  {u"signature"_s, toBase64Url(assertion.signature)},
                                                  {u"userHandle"_s, userHandle}}}})
        .toJson(QJsonDocument::Compact);
}

Result<Assertion> parseAssertion(QByteArrayView json)
{
    const auto object = readObject(json);
    if (!object || object->value("type"_L1).toString() != "public-key"_L1)
        return fail(Errc::Protocol, u"the assertion is no JSON of a public-key credential"_s);
    const auto id = fromBase64Url(object->value("id"_L1));
    const auto rawId = fromBase64Url(object->value("rawId"_L1));
    if (!id || id->isEmpty() || id != rawId)
        return fail(Errc::Protocol, u"the assertion has no id, or two"_s);

    const QJsonObject response = object->value("response"_L1).toObject();
    const auto clientData = fromBase64Url(response.value("clientDataJSON"_L1));
    const auto authenticator = fromBase64Url(response.value("authenticatorData"_L1));
    const auto signature = fromBase64Url(response.value("signature"_L1));
    if (!clientData || !authenticator || !signature)
        return fail(Errc::Protocol, u"the assertion lacks client data, authenticator data or signature"_s);
    Assertion assertion{*id, *clientData, *authenticator, *signature, std::nullopt};
    const QJsonValue userHandle = response.value("userHandle"_L1);
    if (!userHandle.isNull() && !userHandle.isUndefined()) {
        assertion.userHandle = fromBase64Url(userHandle);
        if (!assertion.userHandle)
            return fail(Errc::Protocol, u"the assertion's user handle cannot be read"_s);
    }
    return assertion;
}

// Not through QJsonDocument, which would sort the members: these very bytes are hashed.
QByteArray clientDataJson(QByteArrayView challenge, const QString &origin)
{
    return joined({R"({"type":"webauthn.get","challenge":")", toBase64Url(challenge).toLatin1(), R"(","origin":")",
                   origin.toUtf8(), R"(","crossOrigin":false})"});
}

QByteArray authenticatorData(const QString &rpId, quint8 flags, quint32 signCount)
{
    QByteArray data = sha256(rpId.toUtf8());
    data.append(char(flags));
    data.resize(plainAuthenticatorBytes);
    qToBigEndian(signCount, data.data() + sha256Bytes + 1);
    return data;
}

QByteArray signedMessage(const Assertion &assertion)
{
    return joined({assertion.authenticatorData, sha256(assertion.clientDataJson)});
}

Result<quint32> checkAssertion(const Assertion &assertion, const PasskeyCredential &credential,
                               QByteArrayView challenge, const QString &rpId)
{
    if (assertion.credentialId != credential.id)
        return fail(Errc::NotFound, u"the assertion is of another credential"_s);
    if (assertion.userHandle && *assertion.userHandle != credential.userHandle)
        return fail(Errc::NotFound, u"the assertion is of another user"_s);
    if (const auto good = checkClientData(assertion.clientDataJson, challenge); !good)
        return fail(good.error());
    auto signCount = checkAuthenticatorData(assertion.authenticatorData, rpId);
    if (!signCount)
        return signCount;
    if (!p256::verify(credential.publicPoint, signedMessage(assertion), assertion.signature))
        return fail(Errc::Unauthorized, u"the assertion's signature is wrong"_s);
    if (*signCount != 0 && *signCount <= credential.signCount)
        return fail(Errc::Unauthorized, u"the assertion's counter went back"_s);
    return signCount;
}

} // namespace desk::wa
