#include "whatsapp/pairing/pairingsession.h"

#include "core/base/onreply.h"
#include "whatsapp/logging.h"
#include "whatsapp/pairing/deviceidentity.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/pairing/qrpayload.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr qsizetype maxRefs = 32;
constexpr qsizetype maxRefLength = 1024;
// What a server may ask for as the time to use the passkey.
constexpr std::chrono::milliseconds shortestCeremony = 30s;
constexpr std::chrono::milliseconds longestCeremony = 15min;

Node leaf(const QByteArray &tag, const QByteArray &bytes)
{
    return {.tag = tag, .content = bytes};
}

Node textLeaf(const QByteArray &tag, const QByteArray &text)
{
    return {.tag = tag, .content = Text{text}};
}

Node mdRequest(const QByteArray &type, Node content)
{
    return {.tag = "iq", .attributes = {{"type", type}, {"xmlns", "md"}}, .content = QList{std::move(content)}};
}

bool isFromServer(const Node &node)
{
    return node.jid("from") == Jid::server();
}

// What the phone shows beside the device must be a common browser and system (note 1, section 5.2).
QByteArray platformDisplay()
{
#if defined(Q_OS_WIN)
    return "Chrome (Windows)";
#elif defined(Q_OS_MACOS)
    return "Chrome (Mac OS)";
#else
    return "Chrome (Linux)";
#endif
}

} // namespace

PairingSession::PairingSession(Surroundings surroundings, DeviceProperties device, Timing timing, Clock &clock,
                               Random &random, QObject *parent)
    : QObject(parent), m_around(std::move(surroundings)), m_device(std::move(device)), m_timing(timing), m_clock(clock),
      m_random(random)
{
}

void PairingSession::begin()
{
    end();
    auto keys = m_around.store.deviceKeys();
    m_active = true;
    m_secretSpent = false;
    if (!keys)
        return fail(LinkCause::StorageFailed, keys.error().detail);
    m_keys = std::move(*keys);
}

void PairingSession::end()
{
    ++m_run;
    m_active = false;
    hideQr();
    m_refs.clear();
    m_refsShown = 0;
    m_code.reset();
    m_passkey.reset();
    m_keys.reset();
}

void PairingSession::fail(LinkCause cause, const QString &what)
{
    if (!m_active)
        return;
    qCWarning(lcWaPairing).noquote() << "pairing failed:" << what;
    end();
    Q_EMIT failed(cause, what);
}

bool PairingSession::handleIq(const Node &iq)
{
    if (!m_active || iq.attr("type") != "set" || !isFromServer(iq))
        return false;
    if (iq.child("pair-device"))
        takeRefs(iq);
    else if (iq.child("pair-success"))
        takePairSuccess(iq);
    else
        return false;
    return true;
}

void PairingSession::answer(const Node &iq, QList<Node> content)
{
    Node result{.tag = "iq", .attributes = {{"to", Jid::server()}, {"type", "result"}, {"id", iq.attr("id")}}};
    if (!content.isEmpty())
        result.content = std::move(content);
    if (auto sent = m_around.send(result); !sent)
        qCWarning(lcWaPairing).noquote() << "answer not sent:" << sent.error().detail;
}

void PairingSession::refuse(const Node &iq, int code, const QString &text)
{
    const Node error{.tag = "error", .attributes = {{"code", code}, {"text", text.toUtf8()}}};
    const Node answer{.tag = "iq",
                      .attributes = {{"to", Jid::server()}, {"type", "error"}, {"id", iq.attr("id")}},
                      .content = QList{error}};
    if (auto sent = m_around.send(answer); !sent)
        qCWarning(lcWaPairing).noquote() << "refusal not sent:" << sent.error().detail;
}

// --- QR code: note 1, section 4.2 ---------------------------------------------------------------------------------

void PairingSession::takeRefs(const Node &iq)
{
    const int run = m_run;
    answer(iq);
    if (!isCurrent(run))
        return; // the connection ended over it
    m_refs.clear();
    m_refsShown = 0;
    const auto refs = iq.child("pair-device")->children("ref");
    for (const Node *ref : refs) {
        const QByteArray bytes = ref->bytes();
        if (!bytes.isEmpty() && bytes.size() <= maxRefLength && !bytes.contains(',') && m_refs.size() < maxRefs)
            m_refs << bytes;
    }
    if (m_refs.isEmpty())
        return fail(LinkCause::PairingFailed, u"the server offers no codes"_s);
    showNextRef();
}

void PairingSession::showNextRef()
{
    if (m_passkey)
        return; // codes carry a secret that is dead by now
    if (m_refsShown == m_refs.size())
        return fail(LinkCause::PairingTimedOut, u"nobody scanned a code"_s);
    const auto time = m_refsShown == 0 ? m_timing.firstCode : m_timing.nextCodes;
    const QrPayload payload{.ref = m_refs.at(m_refsShown++),
                            .noiseKey = m_keys->noise.publicKey,
                            .identityKey = m_keys->identity.publicKey,
                            .advSecret = m_keys->advSecret,
                            .clientType = clientTypeOf(m_device.platform)};
    m_clock.singleShot(time, this, [this, run = m_run, shown = m_refsShown] {
        if (isCurrent(run) && shown == m_refsShown)
            showNextRef();
    });
    m_qrVisible = true;
    Q_EMIT qrChanged(payload.text(), time);
}

void PairingSession::hideQr()
{
    if (std::exchange(m_qrVisible, false))
        Q_EMIT qrGone();
}

// --- The phone's answer: note 1, section 4.4 ----------------------------------------------------------------------

void PairingSession::takePairSuccess(const Node &iq)
{
    const Node &success = *iq.child("pair-success");
    const Node *identity = success.child("device-identity");
    const Node *device = success.child("device");
    const auto jid = device ? device->jid("jid") : std::nullopt;
    const auto lid = device ? device->jid("lid") : std::nullopt;
    if (!identity || !jid || !jid->isPhone() || jid->device() == 0 || !lid || !lid->isLid()
        || lid->device() != jid->device()) {
        refuse(iq, 500, u"internal-error"_s);
        return fail(LinkCause::PairingFailed, u"pair-success without identity or addresses"_s);
    }
    const auto accepted = acceptDeviceIdentity(identity->bytes(), m_keys->advSecret, m_keys->identity, m_random);
    if (!accepted) {
        refuse(iq, accepted.error().code, accepted.error().text);
        return fail(LinkCause::PairingFailed, accepted.error().text + u": "_s + accepted.error().detail);
    }
    const Node *platform = success.child("platform");
    const Node *business = success.child("biz");
    const Registration registration{
        .jid = *jid,
        .lid = *lid,
        .signedIdentity = accepted->signedIdentity,
        .accountKey = accepted->accountKey,
        .platform = platform ? QString::fromUtf8(platform->attr("name")).left(64) : QString(),
        .businessName = business ? QString::fromUtf8(business->attr("name")).left(256) : QString()};
    if (auto stored = m_around.store.completePairing(registration); !stored) {
        refuse(iq, 500, u"internal-error"_s);
        return fail(LinkCause::StorageFailed, stored.error().detail);
    }
    const Node sign{.tag = "pair-device-sign",
                    .content = QList{Node{.tag = "device-identity",
                                          .attributes = {{"key-index", accepted->details.keyIndex}},
                                          .content = accepted->pairDeviceSign}}};
    answer(iq, {sign});
    qCInfo(lcWaPairing) << "paired";
    end();
    Q_EMIT paired(registration);
}

// --- Code by phone number: note 1, section 5 ----------------------------------------------------------------------

QFuture<Result<QString>> PairingSession::requestCode(const QString &number)
{
    const Completer<QString> reply;
    const auto digits = linkcode::normalizedPhoneNumber(number);
    if (!digits) {
        reply.complete(desk::fail(digits.error()));
        return reply.future();
    }
    if (!m_active || m_refs.isEmpty() || m_passkey) {
        reply.complete(desk::fail(Errc::Conflict, u"no codes are offered at the moment"_s));
        return reply.future();
    }
    LinkCode code{linkcode::generate(m_random), *digits, {}, false};
    const auto wrapped = linkcode::wrapKey(code.code, m_keys->pairingEphemeral.publicKey, m_random);
    if (!wrapped) {
        reply.complete(desk::fail(wrapped.error()));
        return reply.future();
    }
    const Jid account(digits->toLatin1(), Jid::Server::Phone);
    const Node hello{
        .tag = "link_code_companion_reg",
        .attributes = {{"jid", account}, {"stage", "companion_hello"}, {"should_show_push_notification", "true"}},
        .content = QList{leaf("link_code_pairing_wrapped_companion_ephemeral_pub", *wrapped),
                         leaf("companion_server_auth_key_pub", m_keys->noise.publicKey),
                         textLeaf("companion_platform_id", QByteArray(1, clientTypeOf(m_device.platform))),
                         textLeaf("companion_platform_display", platformDisplay()),
                         textLeaf("link_code_pairing_nonce", "0")}};
    m_code = std::move(code);
    onReply(m_around.iqs.request(mdRequest("set", hello)), this,
            [this, reply, run = m_run, text = m_code->code](const Result<Node> &result) {
                if (!result)
                    return reply.complete(desk::fail(result.error()));
                if (!isCurrent(run) || !m_code || m_code->code != text)
                    return reply.complete(desk::fail(Errc::Cancelled, u"another code was asked for"_s));
                const Node *registration = result->child("link_code_companion_reg");
                const Node *ref = registration ? registration->child("link_code_pairing_ref") : nullptr;
                if (!ref || ref->bytes().isEmpty())
                    return reply.complete(desk::fail(Errc::Protocol, u"the server's answer has no ref"_s));
                m_code->ref = ref->bytes();
                reply.complete(text);
            });
    return reply.future();
}

void PairingSession::finishLinkCode(const Node &registration)
{
    const Node *wrapped = registration.child("link_code_pairing_wrapped_primary_ephemeral_pub");
    if (!wrapped) {
        // The passkey step comes in its place (note 1, section 5.5.1), and no secret was agreed that a proof could be of.
        if (m_code)
            m_code->withoutKey = true;
        return;
    }
    const Node *primary = registration.child("primary_identity_pub");
    const Node *ref = registration.child("link_code_pairing_ref");
    if (!m_code || !primary || !ref || m_code->ref.isEmpty() || ref->bytes() != m_code->ref) {
        qCWarning(lcWaPairing) << "a link code that was not asked for";
        return;
    }
    const auto primaryEphemeral = linkcode::unwrapKey(m_code->code, wrapped->bytes());
    if (!primaryEphemeral)
        return fail(LinkCause::PairingFailed, u"link code: "_s + primaryEphemeral.error().detail);
    auto bundle = linkcode::sealKeyBundle(m_keys->pairingEphemeral, *primaryEphemeral, m_keys->identity,
                                          primary->bytes(), m_random);
    if (!bundle)
        return fail(LinkCause::PairingFailed, u"link code: "_s + bundle.error().detail);
    // pair-success may follow at once: the secret is in place before the bundle leaves (note 1, section 5.4).
    m_secretSpent = true;
    if (auto saved = m_around.store.saveAdvSecret(bundle->advSecret); !saved)
        return fail(LinkCause::StorageFailed, saved.error().detail);
    m_keys->advSecret = std::move(bundle->advSecret);
    const Node finish{
        .tag = "link_code_companion_reg",
        .attributes = {{"jid", Jid(m_code->number.toLatin1(), Jid::Server::Phone)}, {"stage", "companion_finish"}},
        .content = QList{leaf("link_code_pairing_wrapped_key_bundle", bundle->wrapped),
                         leaf("companion_identity_public", m_keys->identity.publicKey),
                         leaf("link_code_pairing_ref", m_code->ref)}};
    onReply(m_around.iqs.request(mdRequest("set", finish)), this, [this, run = m_run](const Result<Node> &result) {
        if (isCurrent(run) && !result)
            fail(LinkCause::PairingFailed, u"the code was not accepted: "_s + result.error().detail);
    });
}

bool PairingSession::handleNotification(const Node &notification)
{
    if (!m_active || !isFromServer(notification))
        return false;
    const QByteArray type = notification.attr("type");
    if (type == "link_code_companion_reg") {
        if (const Node *registration = notification.child("link_code_companion_reg"))
            finishLinkCode(*registration);
    } else if (type == "passkey_prologue_request") {
        beginPasskey(notification);
    } else if (type == "crsc_continuation") {
        takeContinuation(notification);
    } else {
        return false;
    }
    return true;
}

// --- Passkey step: note 1, section 5.5 ----------------------------------------------------------------------------

void PairingSession::beginPasskey(const Node &notification)
{
    if (m_passkey && m_passkey->requestSent)
        return; // too late for another round
    // A repeated request still proves itself with the secret that the phone has seen.
    Passkey step;
    if (m_passkey) {
        step.handoffKey = m_passkey->handoffKey;
        step.handoffUntil = m_passkey->handoffUntil;
    } else {
        step.handoffKey = passkey::handoffKey(m_keys->advSecret);
        step.handoffUntil = m_clock.nowMs() + m_timing.handoffProof.count();
        m_secretSpent = true;
        const SecretBytes fresh = SecretBytes::random(m_random, 32);
        if (auto saved = m_around.store.saveAdvSecret(fresh); !saved)
            return fail(LinkCause::StorageFailed, saved.error().detail);
        m_keys->advSecret = fresh;
    }
    ++m_run; // what an earlier round still waits for does not count
    m_passkey = std::move(step);
    hideQr();
    const Node *options = notification.child("passkey_request_options");
    if (options && parseAssertionRequest(options->bytes()))
        useOptions(options->bytes());
    else
        askOptions();
}

void PairingSession::askOptions()
{
    onReply(m_around.iqs.request(mdRequest("get", {.tag = "passkey_request_options"})), this,
            [this, run = m_run](const Result<Node> &result) {
                if (!isCurrent(run))
                    return;
                if (!result)
                    return failPasskey(result.error(), u"options"_s);
                const Node *options = result->child("passkey_request_options");
                useOptions(options ? options->bytes() : QByteArray());
            });
}

void PairingSession::useOptions(const QByteArray &options)
{
    const auto request = parseAssertionRequest(options);
    if (!request)
        return failPasskey(request.error(), u"options"_s);
    m_passkey->options = options;
    const int run = m_run;
    Q_EMIT passkeyRequested(options);
    if (!isCurrent(run))
        return;
    if (!m_around.assertions)
        return failPasskey({Errc::NotFound, u"there is no authenticator"_s}, u"assertion"_s);
    limitTime(std::clamp(request->timeout, shortestCeremony, longestCeremony), &Passkey::answered,
              u"the passkey was not given"_s);
    onReply(m_around.assertions->assertion(options), this, [this, run](const Result<QByteArray> &json) {
        if (!isCurrent(run))
            return;
        m_passkey->answered = true;
        if (!json && json.error().code == Errc::Cancelled)
            return fail(LinkCause::PairingCancelled, u"the passkey was not given"_s);
        if (!json)
            return failPasskey(json.error(), u"assertion"_s);
        const auto assertion = parseAssertion(*json);
        if (!assertion)
            return failPasskey(assertion.error(), u"assertion"_s);
        askRef(*assertion);
    });
}

void PairingSession::askRef(const Assertion &assertion)
{
    onReply(m_around.iqs.request(mdRequest("get", {.tag = "ref"})), this,
            [this, assertion, run = m_run](const Result<Node> &result) {
                if (!isCurrent(run))
                    return;
                if (!result)
                    return failPasskey(result.error(), u"ref"_s);
                const Node *ref = result->child("ref");
                if (!ref || ref->bytes().isEmpty() || ref->bytes().size() > maxRefLength)
                    return failPasskey({Errc::Protocol, u"the answer has no ref"_s}, u"ref"_s);
                m_passkey->ref = ref->bytes();
                sendPrologue(assertion);
            });
}

void PairingSession::sendPrologue(const Assertion &assertion)
{
    m_passkey->prologue = passkey::makePrologue(quint32(m_device.platform), m_passkey->ref, m_random);
    const QByteArray payload = m_passkey->prologue->payload;
    Node prologue{.tag = "passkey_prologue",
                  .content = QList{leaf("credential_id", assertion.credentialId),
                                   leaf("webauthn_assertion", toJson(assertion)), leaf("prologue_payload", payload)}};
    const bool phoneHasSecret = !m_code || !m_code->withoutKey;
    m_passkey->proofSent = phoneHasSecret && m_clock.nowMs() <= m_passkey->handoffUntil;
    if (m_passkey->proofSent)
        prologue.append(leaf("pairing_handoff_proof", passkey::handoffProof(m_passkey->handoffKey, payload)));
    onReply(m_around.iqs.request(mdRequest("set", prologue)), this, [this, run = m_run](const Result<Node> &result) {
        if (!isCurrent(run))
            return;
        if (!result)
            return failPasskey(result.error(), u"prologue"_s);
        m_passkey->prologueSent = true;
        limitTime(m_timing.continuation, &Passkey::continued,
                  u"the phone did not go on: start again, with WhatsApp open on it"_s);
        sendNonce();
    });
}

void PairingSession::takeContinuation(const Node &notification)
{
    if (!m_passkey || !m_passkey->prologue || m_passkey->primary) {
        qCWarning(lcWaPairing) << "a continuation that nobody waits for";
        return;
    }
    const Node *identity = notification.child("primary_ephemeral_identity");
    const auto primary = passkey::parsePrimaryIdentity(identity ? identity->bytes() : QByteArray());
    if (!primary)
        return failPasskey(primary.error(), u"continuation"_s);
    m_passkey->primary = *primary;
    sendNonce();
}

// Once both are there, in whichever order: the prologue's result and the phone's key.
void PairingSession::sendNonce()
{
    if (!m_passkey->prologueSent || !m_passkey->primary || m_passkey->continued)
        return;
    m_passkey->continued = true;
    onReply(m_around.iqs.request(mdRequest("set", leaf("companion_nonce", m_passkey->prologue->nonce))), this,
            [this, run = m_run](const Result<Node> &result) {
                if (!isCurrent(run))
                    return;
                if (!result)
                    return failPasskey(result.error(), u"nonce"_s);
                const QString code = passkey::verificationCode(m_passkey->prologue->nonce, *m_passkey->primary);
                m_passkey->awaitsConfirmation = !m_passkey->proofSent;
                Q_EMIT passkeyCode(code, m_passkey->awaitsConfirmation);
                if (!isCurrent(run) || !m_passkey)
                    return;
                if (m_passkey->proofSent)
                    sendPairingRequest();
                else
                    limitTime(m_timing.confirmation, &Passkey::requestSent, u"nobody compared the codes"_s);
            });
}

void PairingSession::confirmPasskey(bool matches)
{
    if (!m_active || !m_passkey || !m_passkey->awaitsConfirmation)
        return;
    m_passkey->awaitsConfirmation = false;
    if (matches)
        sendPairingRequest();
    else
        fail(LinkCause::PairingCancelled, u"the codes differ"_s);
}

void PairingSession::sendPairingRequest()
{
    m_passkey->requestSent = true;
    const auto key = passkey::encryptionKey(m_passkey->prologue->ephemeral, m_passkey->primary->publicKey,
                                            quint32(m_device.platform), m_passkey->ref);
    if (!key)
        return failPasskey(key.error(), u"key"_s);
    const auto sealed = passkey::sealPairingRequest(
        *key, {m_keys->noise.publicKey, m_keys->identity.publicKey, m_keys->advSecret}, m_random);
    if (!sealed)
        return failPasskey(sealed.error(), u"request"_s);
    onReply(m_around.iqs.request(mdRequest("set", leaf("encrypted_pairing_request", *sealed))), this,
            [this, run = m_run](const Result<Node> &result) {
                if (!isCurrent(run))
                    return;
                if (!result)
                    return failPasskey(result.error(), u"request"_s);
                m_clock.singleShot(m_timing.success, this, [this, run] {
                    if (isCurrent(run))
                        fail(LinkCause::PairingTimedOut, u"the phone did not finish"_s);
                });
            });
}

void PairingSession::limitTime(std::chrono::milliseconds time, bool Passkey::*done, const QString &what)
{
    m_clock.singleShot(time, this, [this, run = m_run, done, what] {
        if (isCurrent(run) && m_passkey && !((*m_passkey).*done))
            fail(LinkCause::PairingTimedOut, what);
    });
}

void PairingSession::failPasskey(const Error &error, const QString &step)
{
    fail(LinkCause::PairingFailed, u"passkey step ("_s + step + u"): "_s + error.detail);
}

} // namespace desk::wa
