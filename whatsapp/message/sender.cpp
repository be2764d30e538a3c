#include "whatsapp/message/sender.h"

#include "core/base/onreply.h"
#include "core/base/redact.h"
#include "whatsapp/logging.h"
#include "whatsapp/signal/deviceaddresses.h"
#include "whatsapp/signal/messagepadding.h"

#include <QCoroFuture>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr int secretBytes = 32;
// After an answer that asks for a repetition: seconds, then minutes; a third one counts as a refusal (section 4.5).
constexpr int maxRepeats = 2;
constexpr std::chrono::milliseconds firstRepeat{5s};
constexpr std::chrono::milliseconds nextRepeat{60s};
// Files that were uploaded for messages which could not be sealed then.
constexpr qsizetype maxUploadsKept = 64;

SendResult resultOf(const SentMessages::Sent &sent)
{
    SendCause cause = sent.error == 0 ? SendCause::None : sendCauseOf(sent.error);
    if (cause == SendCause::ReachOut)
        cause = sent.reach;
    return {.id = sent.id, .error = sent.error, .cause = cause, .timestamp = sent.serverTime};
}

/// Whether it says something by itself: what is only about another message opens no door.
bool saysSomething(const SendRequest &request)
{
    return !std::holds_alternative<EditToSend>(request.content)
        && !std::holds_alternative<RevokeToSend>(request.content);
}

bool isGone(const QPointer<Sender> &self)
{
    return self.isNull();
}

} // namespace

class Sender::Turn
{
public:
    Turn(Sender *sender, Jid chat) : m_sender(sender), m_chat(std::move(chat)) { }
    ~Turn() { end(); }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    void end()
    {
        if (m_sender)
            m_sender->endTurn(m_chat);
        m_sender.clear();
    }

private:
    QPointer<Sender> m_sender;
    Jid m_chat;
};

Sender::Sender(Parts parts, Send send, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_parts(parts), m_send(std::move(send)), m_clock(clock), m_random(random)
{
}

void Sender::logIn(const OwnAccount &own, const QByteArray &deviceIdentity)
{
    m_own = own;
    m_deviceIdentity = deviceIdentity;
    m_linked = true;
}

void Sender::begin()
{
    if (m_ready)
        return;
    m_ready = true;
    const auto pending = m_parts.sent.pending();
    if (!pending)
        qCCritical(lcWaMessage).noquote() << "messages without an answer not read:" << pending.error().detail;
    else {
        for (const QByteArray &id : *pending) {
            if (auto written = write(id); !written)
                break;
        }
    }
    wakeWaiting();
}

void Sender::wakeWaiting()
{
    if (!m_ready || m_pauses > 0)
        return;
    const auto waiting = std::exchange(m_waitingForReady, {});
    for (const Completer<void> &one : waiting)
        one.complete({});
}

void Sender::pause(std::chrono::milliseconds time)
{
    ++m_pauses;
    m_clock.singleShot(time, this, [this] {
        --m_pauses;
        wakeWaiting();
    });
}

void Sender::stop()
{
    m_ready = m_linked = false;
    ++m_connection;
    m_written.clear();
    const auto forReady = std::exchange(m_waitingForReady, {});
    for (const Completer<void> &one : forReady)
        one.complete(fail(Errc::NotConnected, u"the connection ended"_s));
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &list : waiting) {
        for (const Completer<SendResult> &one : list)
            one.complete(fail(Errc::NotConnected, u"the connection ended"_s));
    }
}

QByteArray Sender::newId()
{
    return newMessageId(m_clock.nowMs() / 1000, m_own.phone, m_random);
}

Jid Sender::ownIn(const Jid &namespaceOf) const
{
    return namespaceOf.isLid() ? m_own.lid : m_own.phone;
}

// --- Order and waiting

QFuture<Result<>> Sender::takeTurn(const Jid &chat)
{
    const Completer<void> turn;
    const auto queue = m_turns.find(chat);
    if (queue == m_turns.end()) {
        m_turns.insert(chat, {});
        turn.complete({});
    } else {
        queue->enqueue(turn);
    }
    return turn.future();
}

void Sender::endTurn(const Jid &chat)
{
    const auto queue = m_turns.find(chat);
    if (queue == m_turns.end())
        return;
    if (queue->isEmpty()) {
        m_turns.erase(queue);
        return;
    }
    const Completer<void> next = queue->dequeue();
    next.complete({});
}

QFuture<Result<>> Sender::ready()
{
    const Completer<void> wait;
    if (m_ready && m_pauses == 0)
        wait.complete({});
    else if (!m_linked) // for how long, nobody knows
        wait.complete(fail(Errc::NotConnected, u"not logged in"_s));
    else
        m_waitingForReady.append(wait);
    return wait.future();
}

QFuture<Result<SendResult>> Sender::answerOf(const QByteArray &id)
{
    const Completer<SendResult> waiting;
    m_waiting[id].append(waiting);
    m_clock.singleShot(ackTimeout, this,
                       [waiting] { waiting.complete(fail(Errc::TimedOut, u"the server did not answer"_s)); });
    return waiting.future();
}

void Sender::answer(const QByteArray &id, const Result<SendResult> &result)
{
    const auto waiting = m_waiting.take(id);
    for (const Completer<SendResult> &one : waiting)
        one.complete(result);
}

// --- Sending

QCoro::Task<Result<SendResult>> Sender::send(SendRequest request)
{
    const QPointer<Sender> self(this);
    if (request.id.isEmpty())
        request.id = newId();
    Jid chat = request.to.account();
    if (const auto known = DeviceAddresses(m_parts.store).canonical(chat)) // one turn under both names
        chat = known->account();
    auto turning = takeTurn(chat);
    const Result<> mine = co_await turning;
    if (isGone(self) || !mine)
        co_return fail(Errc::Cancelled);
    Turn turn(this, chat);

    auto known = m_parts.sent.find(request.id);
    if (!known)
        co_return fail(known.error());
    if (*known && (*known)->state != SentMessages::State::Pending)
        co_return resultOf(**known);

    auto waitingForReady = ready();
    const Result<> isUp = co_await waitingForReady;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!isUp)
        co_return fail(isUp.error());
    if (*known) { // repeated by begin(), and perhaps answered since
        known = m_parts.sent.find(request.id);
        if (!known)
            co_return fail(known.error());
        if (*known && (*known)->state != SentMessages::State::Pending)
            co_return resultOf(**known);
    }
    if (!*known) {
        auto bringing = bringFile(request);
        const Result<> there = co_await bringing;
        if (isGone(self))
            co_return fail(Errc::Cancelled);
        if (!there)
            co_return fail(there.error());
        auto preparing = prepare(request);
        const auto prepared = co_await preparing;
        if (isGone(self))
            co_return fail(Errc::Cancelled);
        if (prepared)
            m_uploaded.remove(request.id);
        if (!prepared)
            co_return fail(prepared.error());
        if (*prepared)
            co_return SendResult{.id = request.id, .cause = **prepared};
    }
    // The answer may come while the write still returns.
    auto answering = answerOf(request.id);
    if (auto written = write(request.id); !written)
        co_return fail(written.error()); // it is on disk, and is repeated as it is
    if (!*known && request.to.isPerson() && saysSomething(request))
        Q_EMIT wroteTo(request.to.account());
    turn.end();
    const Result<SendResult> result = co_await answering;
    co_return result;
}

Result<> Sender::write(const QByteArray &id)
{
    if (m_written.contains(id))
        return {};
    const auto stanza = m_parts.sent.stanza(id);
    if (!stanza)
        return fail(stanza.error());
    if (!*stanza)
        return {}; // answered meanwhile
    if (auto sent = m_send(**stanza); !sent)
        return sent;
    m_written.insert(id);
    return {};
}

QCoro::Task<Result<>> Sender::bringFile(SendRequest request)
{
    const QPointer<Sender> self(this);
    const auto *media = std::get_if<MediaToSend>(&request.content);
    if (!media || m_uploaded.contains(request.id))
        co_return Result<>();
    if (!m_parts.upload || !(request.to.isPerson() || request.to.isGroup()))
        co_return fail(Errc::Invalid, u"nobody to send a file to, or no way"_s);
    if (auto sound = mediaMessage(*media, {}); !sound) // before anything is uploaded
        co_return fail(sound.error());
    auto uploading = m_parts.upload(mediaKind(media->type), media->filePath);
    const Result<UploadedMedia> uploaded = co_await uploading;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!uploaded)
        co_return fail(uploaded.error());
    if (m_uploaded.size() >= maxUploadsKept)
        m_uploaded.clear();
    m_uploaded.insert(request.id, *uploaded);
    auto waiting = ready(); // it may have taken long
    const Result<> isUp = co_await waiting;
    co_return isUp;
}

QCoro::Task<Result<std::optional<SendCause>>> Sender::prepare(SendRequest request)
{
    auto preparing = request.to.isGroup() ? prepareForGroup(request) : prepareForPerson(request);
    const auto prepared = co_await preparing;
    co_return prepared;
}

QCoro::Task<Result<Jid>> Sender::addressOf(Jid to)
{
    const QPointer<Sender> self(this);
    const auto known = m_parts.chats.isKnown(to);
    if (!known)
        co_return fail(known.error());
    if (!*known && to.isPhone()) {
        const auto lid = m_parts.store.lidOf(to);
        if (!lid)
            co_return fail(lid.error());
        if (!*lid) {
            // What the answer says of his hidden id is learnt on the way; without one the number is used.
            auto looking = m_parts.devices.look({to});
            const auto found = co_await looking;
            if (isGone(self))
                co_return fail(Errc::Cancelled);
            if (!found)
                co_return fail(found.error());
        }
    }
    co_return m_parts.chats.addressOf(to);
}

QCoro::Task<Result<std::optional<SendCause>>> Sender::prepareForPerson(SendRequest request)
{
    const QPointer<Sender> self(this);
    if (!request.to.isPerson() || request.to.isBot())
        co_return fail(Errc::Invalid, u"messages go to people and groups"_s);
    auto addressing = addressOf(request.to.account());
    const Result<Jid> to = co_await addressing;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!to)
        co_return fail(to.error());
    const Jid own = ownIn(*to);
    if (own.isNull())
        co_return fail(Errc::NotConnected, u"the own hidden id is not known yet"_s);

    const auto shut = lockedOut(*to);
    if (!shut)
        co_return fail(shut.error());
    if (*shut != SendCause::None) // each attempt counts against the account
        co_return std::optional(*shut);

    const auto content = contentOf(request, *to);
    if (!content)
        co_return fail(content.error());

    auto listing = m_parts.devices.devicesOf({*to, own.account()});
    const Result<QList<Jid>> listed = co_await listing;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!listed)
        co_return fail(listed.error());
    QList<Jid> devices;
    for (const Jid &device : *listed) {
        if (!m_own.isThisDevice(device) && !devices.contains(device))
            devices.append(device);
    }
    const auto isTheirs = [&to](const Jid &device) { return device.account() == *to; };
    if (!std::any_of(devices.cbegin(), devices.cend(), isTheirs))
        co_return std::optional(SendCause::NoRecipient);

    auto supplying = m_parts.sessions.supply(devices);
    const Result<QList<Jid>> usable = co_await supplying;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!usable)
        co_return fail(usable.error());
    if (!std::any_of(usable->cbegin(), usable->cend(), isTheirs))
        co_return std::optional(SendCause::NoKeys);
    if (auto sealed = seal(request, *to, *content, *usable); !sealed)
        co_return fail(sealed.error());
    co_return std::optional<SendCause>();
}

Result<QByteArray> Sender::contentOf(const SendRequest &request, const Jid &to)
{
    const bool group = to.isGroup();
    const auto authorOf = [&](const MessageRef &ref) {
        if (!ref.author.isNull())
            return ref.author.account();
        if (ref.fromMe)
            return ownIn(to).account();
        return group ? Jid() : to;
    };
    const auto targetOf = [&](const MessageRef &ref) {
        MessageTarget target{.chat = to, .id = ref.id, .fromMe = ref.fromMe};
        if (group)
            target.participant = authorOf(ref);
        return target;
    };
    const auto *text = std::get_if<TextToSend>(&request.content);
    const auto *media = std::get_if<MediaToSend>(&request.content);
    if (text || media) {
        MessageExtras extras;
        if (!group) {
            const auto timer = m_parts.chats.timerOf(to);
            if (!timer)
                return fail(timer.error());
            extras.expiration = timer->expiration;
            extras.expirationSetAt = timer->setAt;
        }
        if (const auto &quoted = text ? text->quoted : media->quoted) {
            Quote quote{
                .id = quoted->id, .author = authorOf(*quoted), .text = text ? text->quotedText : media->quotedText};
            if (quoted->fromMe) {
                if (const auto ours = m_parts.sent.content(quoted->id); ours && *ours)
                    quote.message = **ours;
            }
            extras.quote = std::move(quote);
        }
        extras.messageSecret = SecretBytes::random(m_random, secretBytes);
        if (text)
            return textMessage(text->text, extras);
        const auto uploaded = m_uploaded.constFind(request.id);
        if (uploaded == m_uploaded.cend())
            return fail(Errc::NotConnected, u"the file is not uploaded"_s);
        return mediaMessage(*media, *uploaded, extras);
    }
    if (const auto *reaction = std::get_if<ReactionToSend>(&request.content))
        return reactionMessage(targetOf(reaction->target), reaction->emoji, m_clock.nowMs());
    if (const auto *edit = std::get_if<EditToSend>(&request.content))
        return editMessage(targetOf({.id = edit->target, .fromMe = true}), edit->text, m_clock.nowMs());
    return revokeMessage(targetOf({.id = std::get<RevokeToSend>(request.content).target, .fromMe = true}));
}

Result<DeviceCiphertext> Sender::encrypted(const Jid &device, QByteArrayView message)
{
    auto sealed = m_parts.cipher.encrypt(device, messagepadding::padded(message, m_random));
    if (!sealed)
        return fail(sealed.error().error());
    return DeviceCiphertext{device, sealed->kind == CiphertextKind::PreKeyMessage, std::move(sealed->bytes)};
}

// One transaction: advanced ratchets and the stanza that they made are on disk together, or neither is. Nothing is awaited here.
Result<> Sender::seal(const SendRequest &request, const Jid &to, const QByteArray &content, const QList<Jid> &devices)
{
    const auto traits = stanzaTraits(content);
    if (!traits)
        return fail(traits.error());
    const auto copy = deviceSentMessage(to, content);
    if (!copy)
        return fail(copy.error());
    OutgoingMessage message{
        .id = request.id, .to = to, .traits = *traits, .peerRecipientPhone = {}, .deviceIdentity = m_deviceIdentity};
    if (to.isLid()) {
        const auto phone = m_parts.store.phoneOf(to);
        if (!phone)
            return fail(phone.error());
        message.peerRecipientPhone = phone->value_or(Jid());
    }
    if (!m_own.isOwn(to)) {
        const auto tokens = m_parts.tokens.attachmentFor(to);
        if (!tokens)
            return fail(tokens.error());
        message.privacyToken = tokens->token;
        message.fallbackToken = tokens->fallback;
    }
    return m_parts.store.transaction([&]() -> Result<> {
        QList<DeviceCiphertext> ciphertexts;
        for (const Jid &device : devices) {
            const bool isCopy = m_own.isOwn(device) && !m_own.isOwn(to);
            auto one = encrypted(device, isCopy ? *copy : content);
            if (!one)
                return fail(one.error());
            ciphertexts.append(*std::move(one));
        }
        const auto stanza = messageStanza(message, ciphertexts, m_own);
        if (!stanza)
            return fail(stanza.error());
        return m_parts.sent.add(request.id, to, content, *stanza);
    });
}

QCoro::Task<Result<std::optional<SendCause>>> Sender::prepareForGroup(SendRequest request)
{
    const auto content = contentOf(request, request.to);
    if (!content)
        co_return fail(content.error());
    auto sealing = sealForMembers(request.id, request.to, *content, Stanza::First);
    const auto sealed = co_await sealing;
    co_return sealed;
}

QCoro::Task<Result<std::optional<SendCause>>> Sender::sealForMembers(QByteArray id, Jid to, QByteArray content,
                                                                     Stanza stanza)
{
    const QPointer<Sender> self(this);
    auto asking = m_parts.groups.info(to);
    const Result<GroupInfo> group = co_await asking;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!group) {
        if (group.error().code == Errc::Rejected)
            co_return std::optional(SendCause::NoRecipient);
        co_return fail(group.error());
    }
    const Jid own = (group->byHiddenId ? m_own.lid : m_own.phone).account();
    if (own.isNull())
        co_return fail(Errc::NotConnected, u"the own hidden id is not known yet"_s);
    QList<Jid> members;
    for (const GroupMember &member : group->members)
        members.append(member.jid);
    if (!members.contains(own))
        members.append(own);
    auto listing = m_parts.devices.devicesOf(members);
    const Result<QList<Jid>> listed = co_await listing;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!listed)
        co_return fail(listed.error());
    QList<Jid> devices;
    for (const Jid &device : *listed) {
        if (!m_own.isThisDevice(device) && !device.isHosted() && !devices.contains(device))
            devices.append(device);
    }

    const auto holders = m_parts.holders.of(to);
    if (!holders)
        co_return fail(holders.error());
    DeviceAddresses addresses(m_parts.store);
    QList<Jid> lacking;
    for (const Jid &device : std::as_const(devices)) {
        const auto address = addresses.addressOf(device);
        if (!address)
            co_return fail(address.error());
        if (!holders->contains(*address))
            lacking.append(device);
    }
    // Somebody who holds our key is not here any more: all get a new one.
    if (holders->size() > devices.size() - lacking.size())
        lacking = devices;
    auto supplying = m_parts.sessions.supply(lacking);
    const Result<QList<Jid>> usable = co_await supplying;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!usable)
        co_return fail(usable.error());
    if (auto sealed = sealForGroup(id, *group, content, devices, *usable, stanza); !sealed)
        co_return fail(sealed.error());
    co_return std::optional<SendCause>();
}

QCoro::Task<Result<>> Sender::addressAnew(QByteArray id, Jid group)
{
    const QPointer<Sender> self(this);
    const auto content = m_parts.sent.content(id);
    if (!content)
        co_return fail(content.error());
    if (!*content)
        co_return fail(Errc::NotFound, u"the message is not known any more"_s);
    auto sealing = sealForMembers(id, group, **content, Stanza::InPlaceOfRefused);
    const auto sealed = co_await sealing;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!sealed)
        co_return fail(sealed.error());
    if (*sealed)
        co_return fail(Errc::Rejected, u"the group is not there for us"_s);
    m_written.remove(id);
    co_return write(id);
}

Result<> Sender::sealForGroup(const QByteArray &id, const GroupInfo &group, const QByteArray &content,
                              const QList<Jid> &devices, const QList<Jid> &usable, Stanza which)
{
    const Jid to = group.jid;
    const auto traits = stanzaTraits(content);
    if (!traits)
        return fail(traits.error());
    const Jid own = group.byHiddenId ? m_own.lid : m_own.phone;
    OutgoingMessage message{
        .id = id, .to = to, .traits = *traits, .peerRecipientPhone = {}, .deviceIdentity = m_deviceIdentity};
    return m_parts.store.transaction([&]() -> Result<> {
        DeviceAddresses addresses(m_parts.store);
        const auto holders = m_parts.holders.of(to);
        if (!holders)
            return fail(holders.error());
        QSet<QString> present;
        for (const Jid &device : devices) {
            const auto address = addresses.addressOf(device);
            if (!address)
                return fail(address.error());
            present.insert(*address);
        }
        if (!present.contains(*holders)) {
            if (auto removed = m_parts.groupCipher.removeSenderKey(to, own); !removed)
                return fail(removed.error().error());
            if (auto cleared = m_parts.holders.clear(to); !cleared)
                return cleared;
        }
        const auto distribution = m_parts.groupCipher.createDistribution(to, own);
        if (!distribution)
            return fail(distribution.error().error());
        const QByteArray key = senderKeyMessage(to, *distribution);
        QList<DeviceCiphertext> distributions;
        for (const Jid &device : usable) {
            auto one = encrypted(device, key);
            if (!one)
                return fail(one.error());
            distributions.append(*std::move(one));
            const auto address = addresses.addressOf(device);
            if (!address)
                return fail(address.error());
            if (auto added = m_parts.holders.add(to, *address); !added)
                return added;
        }
        const auto ciphertext = m_parts.groupCipher.encrypt(to, own, messagepadding::padded(content, m_random));
        if (!ciphertext)
            return fail(ciphertext.error().error());
        QList<Jid> all = devices;
        all.append(own);
        const auto stanza = groupMessageStanza(message, *ciphertext, distributions, group.byHiddenId,
                                               participantHash(all), m_own);
        if (!stanza)
            return fail(stanza.error());
        return which == Stanza::First ? m_parts.sent.add(id, to, content, *stanza)
                                      : m_parts.sent.replaceStanza(id, *stanza);
    });
}

QCoro::Task<Result<>> Sender::sendToOwnPhone(QByteArray message)
{
    const QPointer<Sender> self(this);
    auto waitingForReady = ready();
    const Result<> isUp = co_await waitingForReady;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!isUp)
        co_return isUp;
    const Jid phone = m_own.lid.isNull() ? m_own.phone.bare() : m_own.lid.bare();
    auto supplying = m_parts.sessions.supply({phone});
    const Result<QList<Jid>> usable = co_await supplying;
    if (isGone(self))
        co_return fail(Errc::Cancelled);
    if (!usable)
        co_return fail(usable.error());
    if (usable->isEmpty())
        co_return fail(Errc::NotFound, u"the own phone has no usable keys"_s);
    const auto stanza = m_parts.store.transaction([&]() -> Result<Node> {
        const auto ciphertext = encrypted(phone, message);
        if (!ciphertext)
            return fail(ciphertext.error());
        return peerStanza(newId(), m_own, *ciphertext, m_deviceIdentity, PushPriority::High);
    });
    if (!stanza)
        co_return fail(stanza.error());
    co_return m_send(*stanza);
}

// --- The server's answer

std::optional<SendAck> Sender::takeAck(const Node &node)
{
    const auto ack = parseSendAck(node);
    if (!ack)
        return std::nullopt;
    const auto sent = m_parts.sent.find(ack->id);
    if (!sent || !*sent)
        return *ack; // of a peer message, or one that is forgotten
    const SendAction action = ack->action();
    const bool later = action == SendAction::RepeatSameFrameLater || action == SendAction::BackOff;
    if (later && (*sent)->state == SentMessages::State::Pending && (*sent)->repeats < maxRepeats) {
        if (auto counted = m_parts.sent.countRepeat(ack->id); !counted)
            qCCritical(lcWaMessage).noquote() << "repetition not noted:" << counted.error().detail;
        repeatLater(ack->id, (*sent)->repeats == 0 && action != SendAction::BackOff ? firstRepeat : nextRepeat);
        if (action == SendAction::BackOff)
            pause(nextRepeat); // after the repetition, which leaves first
        return *ack;
    }
    const bool readdress = action == SendAction::RefreshGroupOnce && (*sent)->chat.isGroup();
    if (readdress && (*sent)->state == SentMessages::State::Pending && (*sent)->repeats == 0) {
        if (auto counted = m_parts.sent.countRepeat(ack->id); !counted)
            qCCritical(lcWaMessage).noquote() << "repetition not noted:" << counted.error().detail;
        m_parts.groups.forget((*sent)->chat);
        auto again = addressAnew(ack->id, (*sent)->chat);
        QCoro::connect(std::move(again), this, [this, ack = *ack, chat = (*sent)->chat](const Result<> &done) {
            if (done || done.error().code == Errc::NotConnected || done.error().code == Errc::Cancelled)
                return; // the next login repeats what is on disk
            qCWarning(lcWaMessage).noquote() << "not addressed anew:" << done.error().detail;
            settle(ack, chat);
        });
        return *ack;
    }
    if (ack->cause == SendCause::ReachOut && (*sent)->state == SentMessages::State::Pending
        && (*sent)->chat.isPerson()) {
        judge(*ack, (*sent)->chat);
        return *ack;
    }
    settle(*ack, (*sent)->chat);
    return *ack;
}

Result<SendCause> Sender::lockedOut(const Jid &person)
{
    const std::optional<NewChatCap> &cap = m_parts.limits.limits().newChats;
    const bool spent = cap && cap->level == NewChatCap::Level::Capped && cap->cycleEnds > m_clock.nowMs() / 1000;
    const bool locked = m_parts.limits.isLocked();
    if ((!locked && !spent) || m_own.isOwn(person))
        return SendCause::None;
    const auto tokens = m_parts.tokens.attachmentFor(person);
    if (!tokens)
        return fail(tokens.error());
    if (!tokens->token.isEmpty())
        return SendCause::None;
    if (locked)
        return SendCause::ReachOutAccount;
    // Answers are no new chats.
    return m_parts.chats.isKnown(person).map(
        [](bool known) { return known ? SendCause::None : SendCause::NewChatsSpent; });
}

// The refusal is on disk before anything is asked: whatever happens meanwhile, the message does not go again.
void Sender::judge(const SendAck &ack, const Jid &chat)
{
    const auto settled = m_parts.sent.settle(ack);
    if (!settled) {
        qCCritical(lcWaMessage).noquote() << "answer of the server not stored:" << settled.error().detail;
        return;
    }
    if (!*settled)
        return;
    onReply(m_parts.limits.askTimeLock(), this, [this, ack, chat](const Result<TimeLock> &lock) {
        SendAck judged = ack;
        // A notice may have been quicker than the answer, and the answer may lag behind.
        if (m_parts.limits.isLocked())
            judged.cause = SendCause::ReachOutAccount;
        else if (lock)
            judged.cause = SendCause::ReachOutContact;
        tellJudged(judged, chat);
    });
}

void Sender::tellJudged(SendAck ack, const Jid &chat)
{
    const auto stored = m_parts.store.transaction([&]() -> Result<> {
        if (auto set = m_parts.sent.setReach(ack.id, ack.cause); !set)
            return set;
        return m_parts.inbound.append(
            SentEvent{.id = ack.id, .chat = chat, .error = ack.error, .cause = ack.cause, .timestamp = ack.timestamp});
    });
    if (!stored)
        qCCritical(lcWaMessage).noquote() << "cause of a refusal not stored:" << stored.error().detail;
    told(ack, chat);
    if (stored)
        Q_EMIT eventStored();
}

void Sender::settle(const SendAck &ack, const Jid &chat)
{
    const auto settled = m_parts.store.transaction([&]() -> Result<bool> {
        auto changed = m_parts.sent.settle(ack);
        if (!changed || !*changed)
            return changed;
        if (auto stored = m_parts.inbound.append(SentEvent{
                .id = ack.id, .chat = chat, .error = ack.error, .cause = ack.cause, .timestamp = ack.timestamp});
            !stored)
            return fail(stored.error());
        return true;
    });
    if (!settled) {
        // Without an answer on disk the stanza goes again, and the server answers again.
        qCCritical(lcWaMessage).noquote() << "answer of the server not stored:" << settled.error().detail;
        return;
    }
    told(ack, chat);
    if (*settled)
        Q_EMIT eventStored();
}

void Sender::told(const SendAck &ack, const Jid &chat)
{
    if (!ack.accepted())
        qCWarning(lcWaMessage).noquote() << "message" << redact(QString::fromUtf8(ack.id)) << "refused with"
                                         << ack.error;
    if (ack.cause == SendCause::NewChatsSpent)
        m_parts.limits.check();
    checkDeviceList(ack, chat);
    answer(ack.id, SendResult{.id = ack.id, .error = ack.error, .cause = ack.cause, .timestamp = ack.timestamp});
}

void Sender::checkDeviceList(const SendAck &ack, const Jid &chat)
{
    if (ack.action() == SendAction::RefreshGroupOnce)
        m_parts.groups.forget(chat);
    if (ack.phash.isEmpty() && ack.action() != SendAction::RefreshAndFail)
        return;
    // Not compared: a server tells it only when its list is another one. Nothing is sent again (section 4.3).
    if (chat.isGroup()) {
        m_parts.groups.forget(chat);
        return m_parts.devices.forgetAll();
    }
    m_parts.devices.forget(chat);
    m_parts.devices.forget(m_own.phone);
    m_parts.devices.forget(m_own.lid);
}

void Sender::repeatLater(const QByteArray &id, std::chrono::milliseconds delay)
{
    m_clock.singleShot(delay, this, [this, id, connection = m_connection] {
        if (connection != m_connection || !m_ready)
            return; // the next login repeats it
        m_written.remove(id);
        if (auto written = write(id); !written)
            qCWarning(lcWaMessage).noquote() << "not repeated:" << written.error().detail;
    });
}

} // namespace desk::wa
