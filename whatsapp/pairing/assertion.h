#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <chrono>
#include <optional>

// A WebAuthn assertion as the passkey step carries it: the request the server sends, the answer of an authenticator, and
// the server's check of it (note 1, sections 5.5.6 and 5.5.9). Pure, any thread.
namespace desk::wa {

/// Where WhatsApp Web lives; every assertion is made for this origin.
[[nodiscard]] QString whatsAppOrigin();

/// PublicKeyCredentialRequestOptions: content of passkey_request_options.
struct AssertionRequest
{
    struct Credential
    {
        QByteArray id;
        QStringList transports;
    };

    QByteArray challenge;
    QString rpId = QStringLiteral("whatsapp.com");
    std::chrono::milliseconds timeout{600000};
    QList<Credential> allowCredentials; ///< empty: the authenticator finds one by rpId
    QString userVerification = QStringLiteral("required");
};

/// @return Protocol when it is no JSON object or has no challenge; Rejected when rpId is not WhatsApp's: a hostile
///         server must not get assertions for other sites.
[[nodiscard]] Result<AssertionRequest> parseAssertionRequest(QByteArrayView json);

/// For the simulator.
[[nodiscard]] QByteArray toJson(const AssertionRequest &request);

/// What an authenticator answers.
struct Assertion
{
    QByteArray credentialId;
    QByteArray clientDataJson;
    QByteArray authenticatorData;
    QByteArray signature;                 ///< DER
    std::optional<QByteArray> userHandle; ///< must be there when allowCredentials was empty
};

/// Content of webauthn_assertion.
[[nodiscard]] QByteArray toJson(const Assertion &assertion);

/// @return Protocol when a field is missing or wrong, or id and rawId differ.
[[nodiscard]] Result<Assertion> parseAssertion(QByteArrayView json);

/// What the authenticator hashes, in the order of members browsers write.
[[nodiscard]] QByteArray clientDataJson(QByteArrayView challenge, const QString &origin = whatsAppOrigin());

/// @param flags bit 0 user present, 2 user verified, 3 backup eligible, 4 backed up: 1d for a synced passkey.
[[nodiscard]] QByteArray authenticatorData(const QString &rpId, quint8 flags, quint32 signCount);

/// What the signature is over.
[[nodiscard]] QByteArray signedMessage(const Assertion &assertion);

/// What the server keeps of a passkey.
struct PasskeyCredential
{
    QByteArray id;
    QByteArray userHandle;
    QByteArray publicPoint; ///< P-256, uncompressed, 65 bytes
    quint32 signCount = 0;
};

/// The server's check, for the simulator. Whether @p challenge was used before or is too old is the caller's to know.
/// @return the new sign count; NotFound when it is another credential or user; Unauthorized with what is wrong.
[[nodiscard]] Result<quint32> checkAssertion(const Assertion &assertion, const PasskeyCredential &credential,
                                             QByteArrayView challenge,
                                             const QString &rpId = QStringLiteral("whatsapp.com"));

} // namespace desk::wa
