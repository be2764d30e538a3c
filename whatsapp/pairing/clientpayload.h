#pragma once

#include "core/base/result.h"
#include "whatsapp/pairing/devicekeys.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <optional>

// What a client says about itself in ClientFinish: who it is, or with which keys it wants to be linked (note 1,
// section 2.5). Plain values and their bytes; pure, any thread.
namespace desk::wa {

/// The version of WhatsApp Web this client passes for; the server refuses one that is too old with failure 405.
struct WebVersion
{
    quint32 primary = 2;
    quint32 secondary = 3000;
    quint32 revision = 1043857760;

    /// "2.3000.1043857760"
    [[nodiscard]] QString text() const;
    /// MD5 of the text, 16 bytes.
    [[nodiscard]] QByteArray buildHash() const;

    bool operator==(const WebVersion &) const = default;
};

/// The part that registration and login have in common.
struct UserAgent
{
    WebVersion version;
    QString osVersion = QStringLiteral("0.1");
    std::optional<QString> manufacturer = {}; ///< left out by default
    QString device = QStringLiteral("Desktop");
    QString language = QStringLiteral("en"); ///< ISO 639-1
    QString country = QStringLiteral("US");  ///< ISO 3166-1 alpha-2
};

/// Whom a login speaks for.
struct Login
{
    quint64 username = 0;       ///< the phone number as an integer; never the LID
    quint32 device = 0;         ///< own device number
    bool lidDbMigrated = false; ///< whether this client keeps its sessions by LID
};

[[nodiscard]] QByteArray loginPayload(const UserAgent &agent, const Login &login);

/// @param deviceProperties as serialized(DeviceProperties) gives them.
[[nodiscard]] QByteArray registrationPayload(const UserAgent &agent, const DeviceKeys &keys,
                                             QByteArrayView deviceProperties);

/// What the server reads in a payload; for the simulator.
struct ParsedClientPayload
{
    struct Registration
    {
        quint32 registrationId = 0;
        QByteArray identityKey;
        quint32 signedPreKeyId = 0;
        QByteArray signedPreKey;
        QByteArray signedPreKeySignature;
        QByteArray buildHash;
        QByteArray deviceProperties;
    };

    WebVersion version;
    bool passive = false;
    bool pull = false;
    std::optional<quint64> username;
    std::optional<quint32> device;
    std::optional<Registration> registration; ///< of the right lengths, and the pre-key's signature is good
};

/// @return Protocol when it cannot be read, when it is a registration with fields missing, of wrong length or with a
///         wrong signature, and when it is neither registration nor login.
[[nodiscard]] Result<ParsedClientPayload> parseClientPayload(QByteArrayView bytes);

} // namespace desk::wa
