#include "whatsapp/pairing/softwareauthenticator.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

SoftwareAuthenticator::SoftwareAuthenticator(p256::KeyPair key, QByteArray credentialId, QByteArray userHandle)
    : m_key(std::move(key)), m_credentialId(std::move(credentialId)), m_userHandle(std::move(userHandle))
{
}

SoftwareAuthenticator SoftwareAuthenticator::generate(Random &random)
{
    p256::KeyPair key = p256::generate(random);
    QByteArray credentialId = random.bytes(16);
    QByteArray userHandle = random.bytes(16);
    return {std::move(key), std::move(credentialId), std::move(userHandle)};
}

PasskeyCredential SoftwareAuthenticator::credential() const
{
    return {m_credentialId, m_userHandle, m_key.publicPoint, 0};
}

Result<Assertion> SoftwareAuthenticator::answer(const AssertionRequest &request) const
{
    const auto isMine = [this](const AssertionRequest::Credential &allowed) { return allowed.id == m_credentialId; };
    if (!request.allowCredentials.isEmpty() && !std::ranges::any_of(request.allowCredentials, isMine))
        return fail(Errc::NotFound, u"the request allows other credentials"_s);

    Assertion assertion{m_credentialId,
                        clientDataJson(request.challenge, origin),
                        authenticatorData(request.rpId, flags, signCount),
                        {},
                        m_userHandle};
    const auto signature = p256::sign(m_key, signedMessage(assertion));
    if (!signature)
        return fail(signature.error());
    assertion.signature = *signature;
    return assertion;
}

} // namespace desk::wa
