#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>

namespace desk::wa {

/// Where the passkey's assertion comes from: the system's dialogue, the user's browser, a security key; in tests, a software
/// authenticator (note 1, section 5.5.10). Lives on the WhatsApp thread.
class AssertionSource
{
public:
    virtual ~AssertionSource() = default;

    /// @param options PublicKeyCredentialRequestOptions as JSON, as the server sent them; its rpId has been checked.
    /// @return the response as JSON (assertion.h), Cancelled when the user gave up, or what is wrong.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> assertion(QByteArray options) = 0;
};

} // namespace desk::wa
