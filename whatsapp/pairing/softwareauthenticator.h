#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/crypto/p256.h"
#include "whatsapp/pairing/assertion.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

namespace desk::wa {

/// One passkey in memory, for tests and the simulator only: a product must not keep an exportable passkey, and real
/// accounts know only those that WhatsApp itself registered (note 1, section 5.5.9).
///
/// Any thread. What it answers can be spoilt through the public members.
class SoftwareAuthenticator
{
public:
    SoftwareAuthenticator(p256::KeyPair key, QByteArray credentialId, QByteArray userHandle);
    [[nodiscard]] static SoftwareAuthenticator generate(Random &random);

    /// What the server is told of this passkey.
    [[nodiscard]] PasskeyCredential credential() const;

    /// @return NotFound when the request allows only other credentials.
    [[nodiscard]] Result<Assertion> answer(const AssertionRequest &request) const;

    quint8 flags = 0x1d;   ///< a synced passkey, user present and verified
    quint32 signCount = 0; ///< synced passkeys do not count
    QString origin = whatsAppOrigin();

private:
    p256::KeyPair m_key;
    QByteArray m_credentialId;
    QByteArray m_userHandle;
};

} // namespace desk::wa
