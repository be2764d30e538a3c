#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

namespace desk::wa {

/// What the QR code for linking says (note 1, section 4.2). Pure, any thread. The text carries the ADV secret: it is
/// shown, never logged.
struct QrPayload
{
    QByteArray ref; ///< as the server gave it; ASCII without a comma
    QByteArray noiseKey;
    QByteArray identityKey;
    SecretBytes advSecret;
    char clientType = '1'; ///< clientTypeOf(); 0 when a scanned text had none

    /// The text to draw, with the prefix that makes a phone's camera open WhatsApp.
    [[nodiscard]] QString text() const;

    /// The phone's side: with or without prefix and client type.
    /// @return Protocol with what is wrong.
    [[nodiscard]] static Result<QrPayload> parse(QStringView text);
};

} // namespace desk::wa
