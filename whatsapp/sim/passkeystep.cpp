#include "whatsapp/sim/passkeystep.h"

#include "whatsapp/crypto/hashes.h"
#include "whatsapp/pairing/assertion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr qsizetype nonceBytes = 32;

IqAnswer wrong(const QString &detail, int code = 400)
{
    return IqAnswer::violated("passkey", detail, code);
}

} // namespace

PasskeyStep::PasskeyStep(Account &account, Account::Slot slot, Candidate candidate, const SecretBytes &shown,
                         qint64 until, Random &random)
    : m_account(account), m_slot(slot), m_candidate(std::move(candidate)), m_shown(shown),
      m_challenge(random.bytes(32)), m_until(until), m_random(random)
{
}

Node PasskeyStep::options() const
{
    AssertionRequest request;
    request.challenge = m_challenge;
    return {.tag = "passkey_request_options", .content = toJson(request)};
}

bool PasskeyStep::isFor(const Node &iq)
{
    static const QByteArrayList tags{"passkey_request_options", "ref", "passkey_prologue", "companion_nonce",
                                     "encrypted_pairing_request"};
    return !iq.children().isEmpty() && tags.contains(iq.children().first().tag);
}

IqAnswer PasskeyStep::answer(const Node &iq, qint64 now, Outcome &outcome)
{
    const Node &request = iq.children().first();
    const bool isGet = iq.attr("type") == "get";
    if (isGet != (request.tag == "passkey_request_options" || request.tag == "ref"))
        return wrong(u"get and set are mixed up"_s);
    if (request.tag == "passkey_request_options")
        return IqAnswer::of(options());
    if (request.tag == "ref")
        return IqAnswer::of(Node{.tag = "ref", .content = m_candidate.ref});
    if (request.tag == "passkey_prologue")
        return takePrologue(request, now, outcome);
    if (request.tag == "companion_nonce")
        return takeNonce(request.bytes(), outcome);
    return takePairingRequest(request.bytes(), outcome);
}

// The table of note 1, section 5.5.9, then what the phone does with the payload.
IqAnswer PasskeyStep::takePrologue(const Node &prologue, qint64 now, Outcome &outcome)
{
    QByteArrayList tags;
    for (const Node &child : prologue.children()) {
        tags.append(child.tag);
        if (!std::holds_alternative<QByteArray>(child.content))
            return wrong(u"a child of passkey_prologue is not bytes"_s);
    }
    QByteArrayList expected{"credential_id", "webauthn_assertion", "prologue_payload"};
    const bool hasProof = prologue.child("pairing_handoff_proof") != nullptr;
    if (hasProof)
        expected.append("pairing_handoff_proof");
    if (tags != expected)
        return wrong(u"the children of passkey_prologue are others"_s);

    const auto assertion = parseAssertion(prologue.child("webauthn_assertion")->bytes());
    if (!assertion)
        return wrong(assertion.error().detail);
    if (prologue.child("credential_id")->bytes() != assertion->credentialId)
        return wrong(u"credential_id is not that of the assertion"_s, 404);
    if (m_challengeUsed || now > m_until)
        return wrong(u"the challenge was used before, or is over"_s, 410);
    const auto signCount = checkAssertion(*assertion, m_account.passkey->credential, m_challenge);
    if (!signCount)
        return wrong(signCount.error().detail, signCount.error().code == Errc::NotFound ? 404 : 401);

    const QByteArray payload = prologue.child("prologue_payload")->bytes();
    auto parsed = passkey::parsePrologue(payload);
    if (!parsed)
        return wrong(parsed.error().detail);
    if (parsed->ref != m_candidate.ref)
        return wrong(u"the prologue names another ref"_s);
    const bool canCheck = hasProof && !m_shown.isEmpty();
    if (canCheck
        && !equalInConstantTime(prologue.child("pairing_handoff_proof")->bytes(),
                                passkey::handoffProof(passkey::handoffKey(m_shown), payload)))
        return wrong(u"the handoff proof is wrong"_s, 401);

    m_challengeUsed = true;
    m_account.passkey->credential.signCount = *signCount;
    m_prologue = *std::move(parsed);
    m_proven = canCheck;
    m_ephemeral = curve25519::generate(m_random);
    m_primary = {m_ephemeral.publicKey, m_random.bytes(nonceBytes)};
    m_encryptionKey.reset();
    outcome.primary = m_primary;
    return IqAnswer::empty();
}

IqAnswer PasskeyStep::takeNonce(const QByteArray &nonce, Outcome &outcome)
{
    if (!m_prologue)
        return wrong(u"companion_nonce before passkey_prologue"_s);
    if (nonce.size() != nonceBytes || !m_prologue->isOpenedBy(nonce))
        return wrong(u"companion_nonce does not open the commitment"_s, 401);
    auto key = passkey::encryptionKey(m_ephemeral, m_prologue->publicKey, m_prologue->deviceType, m_prologue->ref);
    if (!key)
        return wrong(key.error().detail);
    m_encryptionKey = *std::move(key);
    outcome.code = passkey::verificationCode(nonce, m_primary);
    outcome.proven = m_proven;
    return IqAnswer::empty();
}

IqAnswer PasskeyStep::takePairingRequest(const QByteArray &bytes, Outcome &outcome)
{
    if (!m_encryptionKey)
        return wrong(u"encrypted_pairing_request before companion_nonce"_s);
    auto request = passkey::openPairingRequest(*m_encryptionKey, bytes);
    if (!request)
        return wrong(request.error().detail, 401);
    if (request->noiseKey != m_candidate.noiseKey)
        return wrong(u"the pairing request's noise key is not that of the connection"_s, 401);
    if (request->identityKey != m_candidate.identityKey)
        return wrong(u"the pairing request's identity key is not that of the registration"_s, 401);
    if (request->advSecret == m_shown)
        return wrong(u"the pairing request keeps the old ADV secret"_s, 401);
    m_encryptionKey.reset();
    outcome.advSecret = std::move(request->advSecret);
    return IqAnswer::empty();
}

} // namespace desk::wa::sim
