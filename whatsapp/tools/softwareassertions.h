#pragma once

#include "whatsapp/pairing/assertionsource.h"
#include "whatsapp/pairing/softwareauthenticator.h"

#include <QString>

namespace desk::wa {

/// Answers with one passkey from a file, for tests only: JSON {rp_id, credential_id, user_handle, private_key}, all but rp_id
/// in hex, as wa-sim writes it.
class SoftwareAssertions final : public AssertionSource
{
public:
    /// @return NotFound when the file cannot be read, Invalid when it is no such file.
    [[nodiscard]] static Result<SoftwareAssertions> fromFile(const QString &path);

    [[nodiscard]] QFuture<Result<QByteArray>> assertion(QByteArray options) override;

private:
    explicit SoftwareAssertions(SoftwareAuthenticator authenticator) : m_authenticator(std::move(authenticator)) { }

    SoftwareAuthenticator m_authenticator;
};

} // namespace desk::wa
