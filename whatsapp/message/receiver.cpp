#include "whatsapp/message/receiver.h"

#include "core/base/redact.h"
#include "whatsapp/logging.h"
#include "whatsapp/message/messagebuilder.h"
#include "whatsapp/message/sealededit.h"
#include "whatsapp/message/webmessage.h"
#include "whatsapp/signal/messagepadding.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr int paddedVersion = 2;
constexpr int parsingError = 487;

/// Whether people are shown something of it, in the desk or elsewhere.
bool isShown(const IncomingStanza &stanza)
{
    return stanza.isForTickets() || stanza.route == Route::Group || stanza.route == Route::NoteToSelf;
}

bool isHidden(const IncomingStanza &stanza)
{
    return std::any_of(stanza.parts.cbegin(), stanza.parts.cend(),
                       [](const EncryptedPart &part) { return part.hideOnFailure; });
}

} // namespace

Receiver::Receiver(Parts parts, Send send, Clock &clock, Random &random, QObject *parent)
    : QObject(parent), m_parts(parts), m_send(std::move(send)), m_clock(clock), m_random(random),
      m_addresses(parts.store), m_pendingHistory(parts.store)
{
}

void Receiver::logIn(const OwnAccount &own, const QByteArray &deviceIdentity)
{
    m_own = own;
    m_deviceIdentity = deviceIdentity;
}

void Receiver::stop()
{
    ++m_connection;
    m_retries.clear();
    m_pausing = false;
}

void Receiver::take(const Node &message)
{
    const auto stanza = parseMessageStanza(message, m_own);
    if (!stanza) {
        qCWarning(lcWaMessage).noquote() << "not understood:" << stanza.error().detail;
        if (const auto nack = nackOf(message, m_own, parsingError))
            sendAll({*nack});
        return;
    }
    const auto outcome = m_parts.store.transaction([&] { return process(*stanza); });
    if (!outcome) {
        qCCritical(lcWaMessage).noquote()
            << "message" << redact(QString::fromUtf8(stanza->id)) << "not stored:" << outcome.error().detail;
        Q_EMIT storageFailed(outcome.error().detail);
        return;
    }
    answer(*stanza, *outcome);
    if (!outcome->changedIdentity.isNull())
        Q_EMIT identityChanged(outcome->changedIdentity);
    if (outcome->kind == MessageOutcome::Undecryptable || outcome->kind == MessageOutcome::GivenUp)
        Q_EMIT undecryptable(*stanza, outcome->why, outcome->kind == MessageOutcome::GivenUp);
    if (outcome->phoneRequested)
        Q_EMIT phoneRequestStored();
    if (outcome->history)
        Q_EMIT historyReceived(*outcome->history);
    if (outcome->historyRead)
        Q_EMIT historyRead(*outcome->historyRead);
    if (outcome->historyAnnounced)
        Q_EMIT historyAnnounced();
    if (outcome->eventStored)
        Q_EMIT eventStored();
}

void Receiver::answer(const IncomingStanza &stanza, const Outcome &outcome)
{
    const QList<Node> answers = answersTo(stanza, outcome.kind, m_own, {.active = m_active, .retry = outcome.retry});
    if (outcome.kind != MessageOutcome::Undecryptable)
        return sendAll(answers);
    m_retries.enqueue(answers);
    if (!m_pausing)
        sendNextRetry();
}

void Receiver::sendNextRetry()
{
    m_pausing = !m_retries.isEmpty();
    if (!m_pausing)
        return;
    sendAll(m_retries.dequeue());
    m_clock.singleShot(retrySpacing, this, [this, connection = m_connection] {
        if (connection == m_connection)
            sendNextRetry();
    });
}

void Receiver::sendAll(const QList<Node> &nodes)
{
    for (const Node &node : nodes) {
        if (auto sent = m_send(node); !sent)
            return; // the link is gone: the server delivers it again
    }
}

MessageEvent Receiver::eventOf(const IncomingStanza &stanza) const
{
    return {.id = stanza.id,
            .chat = stanza.chat,
            .chatAlt = stanza.chatAlt,
            .sender = stanza.sender,
            .senderAlt = stanza.senderAlt,
            .fromMe = stanza.fromMe,
            .forTickets = stanza.isForTickets(),
            .offline = stanza.offline,
            .timestamp = stanza.timestamp,
            .pushName = stanza.fromMe ? QString() : stanza.pushName};
}

// Everything here is one transaction; what fails makes all of it undone, and nothing is answered.
Result<Receiver::Outcome> Receiver::process(const IncomingStanza &stanza)
{
    Outcome outcome;
    if (auto learnt = learn(stanza, outcome); !learnt)
        return fail(learnt.error());
    if (const auto kind = outcomeWithoutDecrypting(stanza))
        return withoutContent(stanza, *kind, std::move(outcome));

    const auto keys = m_parts.received.keysOf(stanza.chat, stanza.sender, stanza.id);
    if (!keys)
        return fail(keys.error());
    const auto known = m_parts.received.find(*keys);
    if (!known)
        return fail(known.error());
    const bool stored = *known && (*known)->stored;

    std::optional<MessageContent> content;
    QByteArray message;
    std::optional<SignalError> failure;
    QString broken;
    for (const EncryptedPart &part : stanza.parts) {
        if (!part.isReadable() || (part.type == EncryptedPart::Type::SenderKey && failure))
            continue;
        Result<QByteArray> plaintext = QByteArray();
        if (part.type == EncryptedPart::Type::SenderKey) {
            auto plain = m_parts.groupCipher.decrypt(stanza.chat, stanza.sender, part.bytes);
            if (!plain && plain.error().fault == SignalFault::Storage)
                return fail(plain.error().error());
            if (!plain) {
                if (plain.error().fault != SignalFault::Duplicate)
                    failure = plain.error();
                continue;
            }
            plaintext = *std::move(plain);
        } else {
            const auto kind = part.type == EncryptedPart::Type::PreKeyMessage ? CiphertextKind::PreKeyMessage
                                                                              : CiphertextKind::Message;
            auto decrypted = m_parts.cipher.decrypt(stanza.sender, kind, part.bytes);
            if (!decrypted && decrypted.error().fault == SignalFault::Storage)
                return fail(decrypted.error().error());
            if (!decrypted) {
                if (decrypted.error().fault != SignalFault::Duplicate)
                    failure = decrypted.error();
                continue;
            }
            if (decrypted->identity == IdentityState::Changed)
                outcome.changedIdentity = stanza.sender;
            plaintext = std::move(decrypted->plaintext);
        }
        if (part.version == paddedVersion)
            plaintext = messagepadding::unpadded(*plaintext);
        Result<MessageContent> read = plaintext ? parseMessage(*plaintext, stanza.origin()) : fail(plaintext.error());
        if (!read) {
            broken = read.error().detail;
            break;
        }
        if (auto taken = takeSenderKeys(stanza, *read); !taken)
            return fail(taken.error());
        if (!content || read->kind != MessageKind::Nothing) {
            content = *std::move(read);
            message = *std::move(plaintext);
        }
    }

    if (!outcome.changedIdentity.isNull()) {
        if (auto told = m_parts.inbound.append(
                IdentityEvent{.user = stanza.sender.account(), .userAlt = stanza.senderAlt.account()});
            !told)
            return fail(told.error());
        outcome.eventStored = true;
    }
    if (!broken.isEmpty()) {
        outcome.kind = stored ? MessageOutcome::Duplicate : MessageOutcome::BrokenContent;
        if (stored)
            return outcome;
        if (auto saved = m_parts.received.save(*keys, {.stored = true}); !saved)
            return fail(saved.error());
        if (!isShown(stanza))
            return outcome;
        MessageEvent event = eventOf(stanza);
        event.substitute = MessageEvent::Substitute::Broken;
        event.problem = broken;
        outcome.eventStored = true;
        if (auto told = m_parts.inbound.append(event, {}); !told)
            return fail(told.error());
        return outcome;
    }
    if (failure && !(content && content->kind != MessageKind::Nothing))
        return notOpened(stanza, *failure, *keys, *known, std::move(outcome));
    if (!content || stored) { // an old counter, or a resend of what is here
        outcome.kind = MessageOutcome::Duplicate;
        return outcome;
    }
    return opened(stanza, message, *std::move(content), *keys, std::move(outcome));
}

Result<> Receiver::learn(const IncomingStanza &stanza, Outcome &outcome)
{
    QList<LidMapping> pairs;
    for (const auto &[jid, alt] :
         {std::pair{stanza.sender.account(), stanza.senderAlt.account()}, std::pair{stanza.chat, stanza.chatAlt}}) {
        if (jid.isPerson() && alt.isPerson() && jid.isLid() != alt.isLid())
            pairs.append(jid.isLid() ? LidMapping{.phone = alt, .lid = jid} : LidMapping{.phone = jid, .lid = alt});
    }
    if (auto learnt = learn(pairs, outcome); !learnt)
        return learnt;
    if (stanza.route == Route::Direct && stanza.isForTickets())
        return m_parts.chats.noteAddress(stanza.chat);
    return {};
}

Result<> Receiver::learn(const QList<LidMapping> &pairs, Outcome &outcome)
{
    for (const LidMapping &pair : pairs) {
        const Jid lid = pair.lid.account();
        const Jid phone = pair.phone.account();
        // Bots have no second name, and nobody else has one of ours.
        if (!lid.isPerson() || !lid.isLid() || !phone.isPerson() || !phone.isPhone() || phone.isBot()
            || m_own.isOwn(lid) != m_own.isOwn(phone))
            continue;
        const auto isNew = m_addresses.learn(lid, phone);
        if (!isNew)
            return fail(isNew.error());
        if (!*isNew)
            continue;
        if (auto told = m_parts.inbound.append(AliasEvent{.lid = lid, .phone = phone}); !told)
            return told;
        outcome.eventStored = true;
    }
    return {};
}

Result<Receiver::Outcome> Receiver::withoutContent(const IncomingStanza &stanza, MessageOutcome kind, Outcome outcome)
{
    outcome.kind = kind;
    const bool hasNews = kind == MessageOutcome::UnknownCipher
        || (kind == MessageOutcome::Unavailable && stanza.unavailable != Unavailable::NotForUs);
    if (!hasNews || !isShown(stanza))
        return outcome;
    const auto keys = m_parts.received.keysOf(stanza.chat, stanza.sender, stanza.id);
    if (!keys)
        return fail(keys.error());
    const auto known = m_parts.received.find(*keys);
    if (!known)
        return fail(known.error());
    if (*known)
        return outcome;

    MessageEvent event = eventOf(stanza);
    const bool asks = shouldAskPhone(stanza, m_clock.nowMs() / 1000);
    if (kind == MessageOutcome::UnknownCipher) {
        event.substitute = MessageEvent::Substitute::Broken;
        event.problem = u"encrypted in a way that is not known here"_s;
    } else if (stanza.unavailable == Unavailable::ViewOnce) {
        event.substitute = MessageEvent::Substitute::OpenOnPhone;
    } else {
        event.placeholder = true;
    }
    if (auto saved = m_parts.received.save(*keys, {.stored = !event.placeholder}); !saved)
        return fail(saved.error());
    if (asks) {
        if (auto later = m_parts.received.askPhoneLater(keys->constFirst(), event, 0ms); !later)
            return fail(later.error());
        outcome.phoneRequested = true;
    }
    if (auto told = m_parts.inbound.append(event, {}); !told)
        return fail(told.error());
    outcome.eventStored = true;
    return outcome;
}

Result<Receiver::Outcome> Receiver::opened(const IncomingStanza &stanza, const QByteArray &message,
                                           MessageContent &&content, const QList<QByteArray> &keys, Outcome outcome)
{
    if (content.kind == MessageKind::SealedEdit) {
        const auto inside = openedEdit(stanza, content);
        if (!inside)
            return fail(inside.error());
        if (*inside) {
            if (auto edit = parseMessage(**inside, stanza.origin()))
                return opened(stanza, **inside, *std::move(edit), keys, std::move(outcome));
        }
    }
    outcome.kind = MessageOutcome::Stored;
    if (auto saved = m_parts.received.save(keys, {.stored = true}, content.messageSecret); !saved)
        return fail(saved.error());
    if (auto removed = m_parts.received.removePhoneRequest(keys); !removed)
        return fail(removed.error());
    if (!content.reason.isEmpty())
        qCInfo(lcWaMessage).noquote() << "of message" << redact(QString::fromUtf8(stanza.id)) << content.reason;

    switch (content.kind) {
    case MessageKind::HistorySync:
    case MessageKind::AppStateKeys:
    case MessageKind::PeerAnswer:
    case MessageKind::LidMappings:
        if (auto taken = takePeerContent(stanza, content, outcome); !taken)
            return fail(taken.error());
        return outcome;
    case MessageKind::Nothing:
        return outcome;
    case MessageKind::TimerChange:
        if (stanza.chat.isPerson()) {
            const ChatBook::Timer timer{content.ephemeralExpiration.value_or(0s), stanza.timestamp};
            if (auto set = m_parts.chats.setTimer(stanza.chat, timer); !set)
                return fail(set.error());
        }
        break;
    default:
        break;
    }
    if (!isShown(stanza))
        return outcome;
    MessageEvent event = eventOf(stanza);
    if (content.target)
        event.target = resolveTarget(*content.target, stanza, m_own);
    if (auto told = m_parts.inbound.append(event, message); !told)
        return fail(told.error());
    outcome.eventStored = true;
    return outcome;
}

Result<std::optional<QByteArray>> Receiver::openedEdit(const IncomingStanza &stanza, const MessageContent &content)
{
    constexpr quint32 ofMessage = 2;
    if (!content.target || !content.sealed || content.sealed->type != ofMessage)
        return std::nullopt;
    const ResolvedTarget target = resolveTarget(*content.target, stanza, m_own);
    if (!target.bySender) // nobody edits what others wrote
        return std::nullopt;
    const auto keys = m_parts.received.keysOf(target.chat, stanza.sender, target.id);
    if (!keys)
        return fail(keys.error());
    auto secret = m_parts.received.secretOf(*keys);
    if (!secret)
        return fail(secret.error());
    if (secret->isEmpty() && stanza.fromMe) { // written on this device, edited on the phone
        const auto ours = m_parts.sent.content(target.id);
        if (!ours)
            return fail(ours.error());
        if (*ours) {
            if (auto read = parseMessage(**ours, {.ownAccount = true}))
                secret = std::move(read->messageSecret);
        }
    }
    if (secret->isEmpty())
        return std::nullopt;
    const QList<Jid> names = stanza.fromMe ? QList{m_own.lid, m_own.phone} : QList{stanza.sender, stanza.senderAlt};
    const auto inside = openSealedEdit(*content.sealed, *secret, target.id, names);
    if (!inside) {
        qCInfo(lcWaMessage).noquote() << "edit" << redact(QString::fromUtf8(stanza.id)) << inside.error().detail;
        return std::nullopt;
    }
    const auto edit = parseMessage(*inside, stanza.origin());
    if (edit && edit->kind == MessageKind::Edit)
        return edit->target && edit->target->id == target.id ? std::optional(*inside) : std::nullopt;
    if (!edit || edit->text.isEmpty())
        return std::nullopt;
    // Some seal the new content alone.
    auto wrapped = editMessage(*content.target, edit->text, stanza.timestamp * 1000);
    return wrapped ? std::optional(*std::move(wrapped)) : std::nullopt;
}

Result<Receiver::Outcome> Receiver::notOpened(const IncomingStanza &stanza, const SignalError &error,
                                              const QList<QByteArray> &keys,
                                              const std::optional<ReceivedMessages::Known> &known, Outcome outcome)
{
    if (known && known->stored) { // only the resend was of no use
        outcome.kind = MessageOutcome::Duplicate;
        return outcome;
    }
    outcome.why = error.detail;
    qCWarning(lcWaMessage).noquote() << "message" << redact(QString::fromUtf8(stanza.id)) << "of"
                                     << redact(stanza.sender.toString()) << "not decrypted:" << error.detail;
    const int before = known ? known->retries : 0;
    const auto plan = planRetry(stanza, before, error.fault == SignalFault::NoSession, m_clock.nowMs() / 1000);
    outcome.kind = plan ? MessageOutcome::Undecryptable : MessageOutcome::GivenUp;

    MessageEvent placeholder = eventOf(stanza);
    placeholder.placeholder = true;
    if (plan) {
        auto request = retryRequest(*plan, error);
        if (!request)
            return fail(request.error());
        outcome.retry = *std::move(request);
        if (plan->askPhone && isShown(stanza)) {
            if (auto later = m_parts.received.askPhoneLater(keys.constFirst(), placeholder, phoneDelay); !later)
                return fail(later.error());
            outcome.phoneRequested = true;
        }
    }
    if (auto saved = m_parts.received.save(keys, {.stored = false, .retries = plan ? plan->count : before}); !saved)
        return fail(saved.error());
    if (!known && isShown(stanza) && !isHidden(stanza)) {
        if (auto told = m_parts.inbound.append(placeholder, {}); !told)
            return fail(told.error());
        outcome.eventStored = true;
    }
    return outcome;
}

Result<RetryRequest> Receiver::retryRequest(const RetryPlan &plan, const SignalError &error)
{
    const auto keys = m_parts.store.deviceKeys();
    if (!keys)
        return fail(keys.error());
    RetryRequest request{.count = plan.count,
                         .reason = RetryReason(retryReason(error.fault).value_or(int(RetryReason::Unknown))),
                         .registrationId = keys->registrationId};
    if (!plan.withKeys)
        return request;
    const auto preKey = m_parts.store.preKeyToHandOut();
    if (!preKey)
        return fail(preKey.error());
    request.keys = RetryKeys{.identity = keys->identity.publicKey,
                             .preKeyId = preKey->id,
                             .preKey = preKey->pair.publicKey,
                             .signedKeyId = keys->signedPreKey.id,
                             .signedKey = keys->signedPreKey.pair.publicKey,
                             .signature = keys->signedPreKey.signature,
                             .deviceIdentity = m_deviceIdentity};
    return request;
}

Result<> Receiver::takeSenderKeys(const IncomingStanza &stanza, const MessageContent &content)
{
    for (const SenderKeyDistribution &key : content.senderKeys) {
        const Jid group = key.group.isNull() ? stanza.chat : key.group;
        // In the group's own stanza, of the sender himself: nobody hands out keys for another group on the way.
        if (group != stanza.chat)
            continue;
        const auto taken = m_parts.groupCipher.processDistribution(group, stanza.sender, key.bytes);
        if (!taken && taken.error().fault == SignalFault::Storage)
            return fail(taken.error().error());
        if (!taken)
            qCWarning(lcWaMessage).noquote() << "sender key not taken:" << taken.error().detail;
    }
    return {};
}

// Section 2.7: only from the own account, which the reader of the content has made sure of.
Result<> Receiver::takePeerContent(const IncomingStanza &stanza, const MessageContent &content, Outcome &outcome)
{
    if (content.kind == MessageKind::HistorySync && content.history) {
        if (auto taken = takeHistory(stanza, *content.history, outcome); !taken)
            return taken;
    }
    for (const AppStateKey &key : content.appStateKeys) {
        const auto sealed = m_parts.store.seal({"app_state_key", "sealed", key.id}, key.key.view());
        if (!sealed)
            return fail(sealed.error());
        Statement insert = m_parts.store.database().prepare(
            u"INSERT OR REPLACE INTO app_state_key(id, sealed, fingerprint, created_at) VALUES (?, ?, ?, ?)"_s);
        // An empty blob, not null.
        const QByteArray fingerprint = key.fingerprint.isNull() ? QByteArray("") : key.fingerprint;
        if (auto done = insert.bind(key.id).bind(*sealed).bind(fingerprint).bind(m_clock.nowMs()).exec(); !done)
            return done;
    }
    if (content.lidMappings) {
        if (auto learnt = learn(content.lidMappings->pairs, outcome); !learnt)
            return learnt;
    }
    if (content.peerAnswer)
        return takePhoneAnswer(*content.peerAnswer, outcome);
    return {};
}

Result<> Receiver::takeHistory(const IncomingStanza &stanza, const HistoryNotice &notice, Outcome &outcome)
{
    outcome.history = notice;
    outcome.kind = MessageOutcome::HistoryStored;
    if (!notice.inlinePayload.isEmpty()) {
        auto history = parseHistorySync(notice.inlinePayload);
        if (!history) {
            qCWarning(lcWaMessage).noquote() << "history of the phone:" << history.error().detail;
            return {};
        }
        outcome.historyRead = *std::move(history);
        return learn(outcome.historyRead->mappings, outcome);
    }
    if (notice.key.isEmpty() || notice.directPath.isEmpty())
        return {}; // only says that there is none
    // Taken over, but not read yet: that is said once it is.
    outcome.kind = MessageOutcome::Stored;
    outcome.historyAnnounced = true;
    return m_pendingHistory.add(stanza.id, notice);
}

Result<> Receiver::takePhoneAnswer(const PeerAnswer &answer, Outcome &outcome)
{
    for (const QByteArray &bytes : answer.webMessages) {
        const auto web = parseWebMessage(bytes);
        if (!web || web->message.isEmpty())
            continue; // the phone does not have it either: the placeholder stays
        const Jid author = web->key.fromMe ? m_own.phone
            : web->key.chat.isPerson()     ? web->key.chat
                                           : web->key.participant;
        const auto keys = m_parts.received.keysOf(web->key.chat, author, web->key.id);
        if (!keys)
            return fail(keys.error());
        // Only what was asked for, and what is not here meanwhile; with the identities that the stanza had.
        auto event = m_parts.received.phoneRequest(*keys);
        if (!event)
            return fail(event.error());
        const auto known = m_parts.received.find(*keys);
        if (!known)
            return fail(known.error());
        if (!*event || !*known || (*known)->stored)
            continue;
        MessageEvent &message = **event;
        const ContentOrigin origin{message.fromMe, message.fromMe && message.sender.device() == 0};
        const auto content = parseMessage(web->message, origin);
        if (!content || content->kind == MessageKind::Nothing)
            continue;
        message.placeholder = false;
        if (message.pushName.isEmpty() && !message.fromMe)
            message.pushName = web->pushName;
        if (content->target) {
            IncomingStanza stanza;
            stanza.chat = message.chat;
            stanza.sender = message.sender;
            stanza.senderAlt = message.senderAlt;
            stanza.fromMe = message.fromMe;
            stanza.route = message.chat.isGroup() ? Route::Group : Route::Direct;
            message.target = resolveTarget(*content->target, stanza, m_own);
        }
        if (auto told = m_parts.inbound.append(message, web->message); !told)
            return told;
        if (auto saved = m_parts.received.save(*keys, {.stored = true}); !saved)
            return saved;
        if (auto removed = m_parts.received.removePhoneRequest(*keys); !removed)
            return removed;
        outcome.eventStored = true;
    }
    return {};
}

} // namespace desk::wa
