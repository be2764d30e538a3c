#include "whatsapp/sim/pairing.h"

#include "whatsapp/pairing/deviceproperties.h"
#include "whatsapp/pairing/linkcode.h"
#include "whatsapp/pairing/qrpayload.h"
#include "whatsapp/sim/stanzas.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int refCount = 6;

} // namespace

Pairing::Pairing(Directory &directory, StanzaIds &ids, const Times &times, Clock &clock, Random &random,
                 QObject *parent)
    : QObject(parent), m_directory(directory), m_ids(ids), m_times(times), m_clock(clock), m_random(random)
{
}

Pairing::Attempt *Pairing::attempt(const ClientSession &session)
{
    const auto found = m_attempts.find(&session);
    return found == m_attempts.end() ? nullptr : &found->second;
}

Pairing::Attempt *Pairing::attemptFor(const QByteArray &ref)
{
    const ClientSession *session = m_byRef.value(ref);
    Attempt *found = session ? attempt(*session) : nullptr;
    return found && found->refs.value(ref) >= m_clock.nowMs() ? found : nullptr;
}

QByteArray Pairing::newRef()
{
    return "2@" + m_random.bytes(24).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

void Pairing::dropRefs(Attempt &attempt)
{
    for (auto ref = attempt.refs.cbegin(); ref != attempt.refs.cend(); ++ref)
        m_byRef.remove(ref.key());
    attempt.refs.clear();
}

void Pairing::offer(ClientSession &session)
{
    Attempt &attempt = m_attempts[&session];
    attempt.session = &session;
    connect(&session, &ClientSession::closed, this, [this, gone = &session] {
        if (Attempt *ended = this->attempt(*gone)) {
            dropRefs(*ended);
            m_attempts.erase(gone);
        }
    });

    Node offer{.tag = "pair-device"};
    auto life = m_times.qrFirst;
    for (int made = 0; made < refCount; ++made) {
        const QByteArray ref = newRef();
        attempt.refs.insert(ref, m_clock.nowMs() + (life + m_times.refGrace).count());
        m_byRef.insert(ref, &session);
        offer.append(Node{.tag = "ref", .content = ref});
        if (made + 1 < refCount)
            life += m_times.qrNext;
    }
    m_clock.singleShot(life, &session, [this, &session] {
        const Attempt *waiting = this->attempt(session);
        if (waiting && !waiting->claimed)
            session.close();
    });
    session.ask(Node{.tag = "iq",
                     .attributes = {{"from", Jid::server()}, {"type", "set"}, {"xmlns", "md"}},
                     .content = QList{std::move(offer)}},
                [&session](const Node &answer) {
                    if (answer.attr("type") != "result")
                        session.violate("registration_field", u"pair-device was refused"_s, answer.attr("id"));
                });
}

Result<Pairing::Companion> Pairing::scan(const QString &qr, const QByteArray &number, ScanFault fault)
{
    Account *account = m_directory.account(number);
    if (!account)
        return fail(Errc::NotFound, u"there is no account with that number"_s);
    const auto code = QrPayload::parse(qr);
    if (!code)
        return fail(Errc::Invalid, code.error().detail);
    Attempt *attempt = attemptFor(code->ref);
    if (!attempt)
        return fail(Errc::NotFound, u"the ref is unknown, used or over"_s);
    if (code->noiseKey != attempt->session->noiseKey())
        return fail(Errc::Conflict, u"the code's noise key is not that of the connection"_s);
    if (code->identityKey != attempt->session->registration().identityKey)
        return fail(Errc::Conflict, u"the code's identity key is not that of the registration"_s);
    const auto slot = account->nextSlot();
    if (!slot)
        return fail(slot.error());
    attempt->fault = fault;
    if (const auto introduced = introduce(*attempt, *account, *slot, code->advSecret); !introduced)
        return fail(introduced.error());
    return Companion{account->jid(slot->device), account->lid(slot->device)};
}

Result<> Pairing::enterCode(const QByteArray &number, const QString &code, ScanFault fault, bool withoutKey)
{
    Account *account = m_directory.account(number);
    if (!account)
        return fail(Errc::NotFound, u"there is no account with that number"_s);
    const auto waiting = std::ranges::find_if(m_attempts, [&number](const auto &entry) {
        return !entry.second.claimed && entry.second.linkCode && entry.second.linkCode->number() == number;
    });
    if (waiting == m_attempts.end())
        return fail(Errc::NotFound, u"no client waits for a code of that number"_s);
    Attempt &attempt = waiting->second;
    auto hello = attempt.linkCode->typed(code, account->phone().identity(), m_random);
    if (!hello)
        return fail(hello.error());
    attempt.fault = fault;
    if (!withoutKey) {
        notify(*attempt.session, "link_code_companion_reg", {*std::move(hello)});
        return {};
    }
    if (!account->passkey)
        return fail(Errc::Invalid, u"only accounts with a passkey do without the key"_s);
    const auto slot = account->nextSlot();
    if (!slot)
        return fail(slot.error());
    QList<Node> children = hello->children();
    children.removeFirst();
    hello->content = children;
    notify(*attempt.session, "link_code_companion_reg", {*std::move(hello)});
    return introduce(attempt, *account, *slot, {});
}

void Pairing::notify(ClientSession &session, const QByteArray &type, QList<Node> children)
{
    Node notification = serverNotification(type, m_ids.next(), m_clock.nowMs() / 1000, std::move(children));
    if (notification.children().isEmpty())
        notification.content = {};
    session.pushUnpaired(std::move(notification));
}

Result<> Pairing::introduce(Attempt &attempt, Account &account, Account::Slot slot, const SecretBytes &advSecret)
{
    dropRefs(attempt);
    attempt.claimed = true;
    ClientSession &session = *attempt.session;
    if (!account.passkey)
        return vouch(session, account, slot, advSecret, attempt.fault);
    attempt.passkey = std::make_unique<PasskeyStep>(
        account, slot, PasskeyStep::Candidate{session.noiseKey(), session.registration().identityKey, newRef()},
        advSecret, m_clock.nowMs() + m_times.passkey.count(), m_random);
    const bool hasOptions = attempt.fault != ScanFault::NoOptions;
    notify(session, "passkey_prologue_request", hasOptions ? QList{attempt.passkey->options()} : QList<Node>());
    return {};
}

Result<> Pairing::vouch(ClientSession &session, Account &account, Account::Slot slot, const SecretBytes &advSecret,
                        ScanFault fault)
{
    const qint64 now = m_clock.nowMs() / 1000;
    const DeviceIdentityDetails details{.rawId = account.rawId(), .timestamp = quint64(now), .keyIndex = slot.keyIndex};
    auto container = account.phone().vouchFor(details, session.registration().identityKey, advSecret, fault, m_random);
    if (!container)
        return fail(container.error());
    const Vouching vouching{&account, slot, *container, fault};
    session.ask(
        Node{.tag = "iq",
             .attributes = {{"from", Jid::server()}, {"type", "set"}, {"xmlns", "md"}, {"t", now}},
             .content = QList{Node{.tag = "pair-success",
                                   .content = QList{Node{.tag = "device-identity", .content = *std::move(container)},
                                                    Node{.tag = "platform", .attributes = {{"name", "android"}}},
                                                    Node{.tag = "device",
                                                         .attributes = {{"jid", account.jid(slot.device)},
                                                                        {"lid", account.lid(slot.device)}}}}}}},
        [this, &session, vouching](const Node &answer) { takeSign(session, vouching, answer); });
    return {};
}

void Pairing::takeSign(ClientSession &session, const Vouching &vouching, const Node &answer)
{
    const auto refuse = [&](const QString &detail) {
        session.violate("pair_sign", detail, answer.attr("id"));
        session.close();
    };
    if (answer.attr("type") != "result") {
        if (!isForged(vouching.fault))
            refuse(u"a sound device identity was refused"_s);
        else
            session.close();
        return;
    }
    if (isForged(vouching.fault))
        return refuse(u"a faulty device identity was accepted"_s);
    const Node *sign = answer.child("pair-device-sign");
    const Node *identity = sign ? sign->child("device-identity") : nullptr;
    if (!identity)
        return refuse(u"the answer has no device-identity"_s);
    if (identity->number("key-index") != qint64(vouching.slot.keyIndex))
        return refuse(u"key-index is another"_s);
    const auto &registration = session.registration();
    if (const auto good = checkPairDeviceSign(identity->bytes(), vouching.container, registration.identityKey); !good)
        return refuse(good.error().detail);

    Device &device = vouching.account->addDevice(vouching.slot);
    device.noiseKey = session.noiseKey();
    device.signedIdentity = identity->bytes();
    device.keys = PreKeyStore(
        registration.registrationId, registration.identityKey,
        {registration.signedPreKeyId, registration.signedPreKey, registration.signedPreKeySignature});
    if (const auto properties = parseDeviceProperties(registration.deviceProperties))
        device.os = properties->os;
    device.received = session.received();
    Q_EMIT paired(device);
    session.end(streamError("515"));
}

IqAnswer Pairing::answer(ClientSession &session, const Node &iq)
{
    Attempt *attempt = this->attempt(session);
    if (!attempt || iq.children().isEmpty())
        return IqAnswer::refused(400);
    const Node &request = iq.children().first();
    if (request.tag == "link_code_companion_reg")
        return answerLinkCode(*attempt, request);
    if (!attempt->passkey || !PasskeyStep::isFor(iq))
        return IqAnswer::refused(attempt->passkey ? 501 : 404);

    auto outcome = std::make_shared<PasskeyStep::Outcome>();
    IqAnswer answer = attempt->passkey->answer(iq, m_clock.nowMs(), *outcome);
    answer.then = [this, attempt, outcome] { followUp(*attempt, *outcome); };
    return answer;
}

void Pairing::followUp(Attempt &attempt, const PasskeyStep::Outcome &outcome)
{
    ClientSession &session = *attempt.session;
    const PasskeyStep &step = *attempt.passkey;
    if (outcome.primary && attempt.fault != ScanFault::NoContinuation) {
        passkey::PrimaryIdentity primary = *outcome.primary;
        if (attempt.fault == ScanFault::ShortKey)
            primary.publicKey.chop(1);
        if (attempt.fault == ScanFault::OtherNonce)
            primary.nonce = m_random.bytes(int(primary.nonce.size()));
        const Node child{.tag = "primary_ephemeral_identity", .content = passkey::serialized(primary)};
        notify(session, "crsc_continuation", {child});
        if (attempt.fault == ScanFault::SecondContinuation)
            notify(session, "crsc_continuation", {child});
    }
    if (!outcome.code.isEmpty())
        Q_EMIT phoneCode(step.account().number(), outcome.code, outcome.proven);
    if (outcome.advSecret && !vouch(session, step.account(), step.slot(), *outcome.advSecret, attempt.fault))
        session.close();
}

IqAnswer Pairing::answerLinkCode(Attempt &attempt, const Node &request)
{
    ClientSession &session = *attempt.session;
    const QByteArray stage = request.attr("stage");
    if (attempt.claimed)
        return IqAnswer::violated("link_code", u"a phone has taken this client already"_s);
    if (stage == "companion_hello") {
        auto step = LinkCodeStep::start(request, session.noiseKey(), newRef());
        if (!step)
            return IqAnswer::violated("link_code", step.error().detail);
        if (!m_directory.account(step->number()))
            return IqAnswer::refused(404);
        attempt.linkCode = std::make_unique<LinkCodeStep>(*std::move(step));
        return IqAnswer::of(
            Node{.tag = "link_code_companion_reg",
                 .attributes = {{"stage", "companion_hello"}},
                 .content = QList{Node{.tag = "link_code_pairing_ref", .content = attempt.linkCode->ref()}}});
    }
    if (stage != "companion_finish" || !attempt.linkCode)
        return IqAnswer::violated("link_code", u"this stage is none, or comes before companion_hello"_s);

    Account *account = m_directory.account(attempt.linkCode->number());
    const auto secret = attempt.linkCode->finish(request, session.registration().identityKey,
                                                 account->phone().identity());
    if (!secret && secret.error().code == Errc::Rejected) {
        // Server and phone are two: the server has taken the bundle, the phone cannot open it and gives up.
        session.violate("link_code", secret.error().detail);
        attempt.linkCode.reset();
        return IqAnswer::empty();
    }
    if (!secret)
        return IqAnswer::violated("link_code", secret.error().detail);
    const auto slot = account->nextSlot();
    if (!slot)
        return IqAnswer::refused(406);
    return IqAnswer::followedBy([this, &attempt, account, slot = *slot, secret = *secret] {
        if (!introduce(attempt, *account, slot, secret))
            attempt.session->close();
    });
}

} // namespace desk::wa::sim
