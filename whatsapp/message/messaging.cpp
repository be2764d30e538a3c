#include "whatsapp/message/messaging.h"

#include "core/base/onreply.h"
#include "core/base/redact.h"
#include "whatsapp/logging.h"
#include "whatsapp/privacy/tokenstanzas.h"
#include "whatsapp/protocol/profilepicture.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::wa {

namespace {

constexpr std::chrono::milliseconds pruneEvery{24h};
constexpr int maxTokensFromHistory = 20'000;                 // in one part
constexpr std::chrono::milliseconds unusedSession{90 * 24h}; // section 12

} // namespace

Messaging::Messaging(SessionStore &store, IqChannel &iqs, Send send, Clock &clock, Random &random,
                     Sender::Upload upload, QObject *parent)
    : QObject(parent), m_store(store), m_iqs(iqs), m_send(std::move(send)), m_clock(clock), m_cipher(store, random),
      m_groupCipher(store, random), m_inbound(store), m_received(store, clock), m_sent(store, clock), m_holders(store),
      m_chats(store), m_tokens(store, clock), m_limits(store, iqs, clock), m_issuer(m_tokens, iqs),
      m_numbers(
          iqs, [this](const Jid &lid, const Jid &phone) { learn(lid, phone); }, clock),
      m_devices(
          iqs, [this](const Jid &lid, const Jid &phone) { learn(lid, phone); }, clock),
      m_groups(iqs, [this](const Jid &lid, const Jid &phone) { learn(lid, phone); }),
      m_sessions(m_cipher, iqs, m_devices, [this](const Jid &device) { identityChanged(device); }),
      m_sender({m_store, m_cipher, m_groupCipher, m_devices, m_groups, m_sessions, m_sent, m_holders, m_chats,
                m_inbound, m_tokens, m_limits, std::move(upload)},
               m_send, clock, random),
      m_resender({m_store, m_cipher, m_groupCipher, m_sessions, m_sent, m_holders, m_tokens}, m_send, clock, random),
      m_receiver({m_store, m_cipher, m_groupCipher, m_inbound, m_received, m_chats, m_sent}, m_send, clock, random),
      m_phoneRequests(m_store, m_received, m_sender, clock)
{
    connect(&m_sender, &Sender::eventStored, this, &Messaging::eventStored);
    connect(&m_receiver, &Receiver::eventStored, this, &Messaging::eventStored);
    connect(&m_receiver, &Receiver::undecryptable, this, &Messaging::undecryptable);
    connect(&m_receiver, &Receiver::storageFailed, this, &Messaging::storageFailed);
    connect(&m_receiver, &Receiver::historyRead, this, &Messaging::historyRead);
    connect(&m_receiver, &Receiver::historyAnnounced, this, &Messaging::historyAnnounced);
    connect(&m_receiver, &Receiver::phoneRequestStored, &m_phoneRequests, &PhoneRequests::check);
    // The event of it was stored with the message.
    connect(&m_receiver, &Receiver::identityChanged, this, &Messaging::forgetDevices);
    connect(&m_receiver, &Receiver::identityChanged, &m_issuer, &TokenIssuer::identityChanged);
    connect(&m_sender, &Sender::wroteTo, &m_issuer, &TokenIssuer::wroteTo);
    connect(&m_resender, &Resender::identityChanged, this, &Messaging::identityChanged);
}

void Messaging::logIn(const OwnAccount &own, const QByteArray &deviceIdentity)
{
    m_own = own;
    m_up = true;
    m_sender.logIn(own, deviceIdentity);
    m_resender.logIn(own, deviceIdentity);
    m_receiver.logIn(own, deviceIdentity);
    m_phoneRequests.logIn(own);
    m_issuer.logIn(own);
    // Notices about devices may have been missed.
    m_devices.forgetAll();
    m_groups.forgetAll();
}

void Messaging::caughtUp()
{
    if (!m_up || m_sender.isReady())
        return;
    tellPresence();
    m_sender.begin();
    m_phoneRequests.check();
    m_limits.check();
    askPrivacy();
    prune();
}

void Messaging::linkDown()
{
    m_up = false;
    m_sender.stop();
    m_receiver.stop();
}

bool Messaging::take(const Node &node)
{
    if (node.tag == "message") {
        m_receiver.take(node);
    } else if (node.tag == "receipt") {
        takeReceipt(node);
    } else if (node.tag == "ack") {
        if (const auto ack = m_sender.takeAck(node))
            Q_EMIT ackReceived(*ack);
    } else if (node.tag == "notification") {
        takeNotification(node);
    } else if (node.tag == "call") {
        takeCall(node);
    } else if (node.tag == "presence") {
        if (const auto presence = parsePresence(node))
            Q_EMIT presenceReceived(*presence);
    } else if (node.tag == "chatstate") {
        if (const auto state = parseChatState(node))
            Q_EMIT chatStateReceived(*state);
    } else {
        return false;
    }
    return true;
}

void Messaging::acknowledge(const Node &stanza)
{
    const auto ack = ackOf(stanza, m_own);
    if (!ack)
        return;
    if (auto sent = m_send(*ack); !sent)
        qCInfo(lcWaMessage).noquote() << "not acknowledged:" << sent.error().detail;
}

// --- Receipts

void Messaging::takeReceipt(const Node &node)
{
    const auto receipts = parseReceipt(node, m_own);
    if (!receipts) {
        qCWarning(lcWaMessage).noquote() << "receipt not understood:" << receipts.error().detail;
        return acknowledge(node);
    }
    bool stored = false;
    const auto done = m_store.transaction([&]() -> Result<> {
        for (const IncomingReceipt &receipt : *receipts) {
            bool isNew = false;
            if (auto learnt = learnNow(receipt.device, receipt.deviceAlt, &isNew); !learnt)
                return learnt;
            stored |= isNew;
            const ReceiptEffect effect = receipt.effect();
            if (effect == ReceiptEffect::None || effect == ReceiptEffect::SendAgain)
                continue;
            const Jid alt = receipt.ownDevice || receipt.chat.isGroup() ? Jid() : receipt.deviceAlt.account();
            if (auto told = m_inbound.append(ReceiptEvent{.effect = effect,
                                                          .ids = receipt.ids,
                                                          .chat = receipt.chat,
                                                          .chatAlt = alt,
                                                          .device = receipt.device,
                                                          .timestamp = receipt.timestamp});
                !told)
                return told;
            stored = true;
        }
        return {};
    });
    if (!done) {
        qCCritical(lcWaMessage).noquote() << "receipt not stored:" << done.error().detail;
        Q_EMIT storageFailed(done.error().detail);
        return; // not answered: it comes again
    }
    bool asksAgain = false;
    for (const IncomingReceipt &receipt : *receipts) {
        Q_EMIT receiptReceived(receipt);
        asksAgain |= receipt.effect() == ReceiptEffect::SendAgain;
    }
    if (asksAgain)
        resend(receipts->constFirst(), node);
    else
        acknowledge(node);
    if (stored)
        Q_EMIT eventStored();
}

void Messaging::resend(const IncomingReceipt &receipt, const Node &node)
{
    auto handling = m_resender.handle(receipt);
    QCoro::connect(std::move(handling), this, [this, receipt, node](const std::optional<QString> &problem) {
        if (problem)
            qCInfo(lcWaMessage).noquote()
                << "not sent again to" << redact(receipt.device.toString()) << ':' << *problem;
        acknowledge(node);
    });
}

// --- Notifications

void Messaging::takeNotification(const Node &notification)
{
    const QByteArray type = notification.attr("type");
    const auto from = notification.jid("from");
    if (type == "encrypt" && notification.child("identity") && from && from->isPerson()) {
        takeIdentityNotice(notification);
    } else if (type == "devices" && from) {
        if (const auto lid = notification.jid("lid"); lid && lid->isLid())
            learn(lid->account(), from->account());
        forgetDevices(*from);
        for (const Node &change : notification.children()) {
            if (change.tag != "remove")
                continue;
            for (const Node *device : change.children("device")) {
                const auto jid = device->jid("jid");
                if (!jid || !jid->isPerson() || jid->device() == 0)
                    continue;
                if (auto removed = m_cipher.removeSession(*jid); !removed)
                    qCWarning(lcWaMessage).noquote() << "session not removed:" << removed.error().detail;
            }
        }
    } else if (const Jid whose = pictureNotice(notification); !whose.isNull()) {
        Q_EMIT pictureChanged(whose);
    } else if (type == "account_sync") {
        m_devices.forget(m_own.phone);
        m_devices.forget(m_own.lid);
    } else if (type == "privacy_token") {
        takeToken(notification);
    } else if (type == "mex") {
        m_limits.take(notification);
    } else if (type == "w:gp2") {
        if (const auto changes = parseGroupNotification(notification)) {
            for (const GroupChange &change : *changes) {
                m_groups.forget(change.group);
                if (change.someoneLeft() && holdsUs(change.members))
                    forgetGroupKeys(change.group);
                for (const GroupMember &member : change.members) {
                    if (!member.alt.isNull())
                        learn(member.jid.isLid() ? member.jid : member.alt,
                              member.jid.isLid() ? member.alt : member.jid);
                }
                Q_EMIT groupChanged(change);
            }
        }
    }
}

void Messaging::takeToken(const Node &notification)
{
    const auto from = notification.jid("from");
    const auto lid = notification.jid("sender_lid");
    if (from && from->isPhone() && lid && lid->isLid())
        learn(lid->account(), from->account()); // first, so that the token is filed under the hidden id
    const auto received = parseTokenNotification(notification);
    if (!received || m_own.isOwn(received->contact))
        return;
    if (auto kept = m_tokens.take(received->contact, received->token, received->t); !kept) {
        qCCritical(lcWaMessage).noquote() << "privacy token not stored:" << kept.error().detail;
        Q_EMIT storageFailed(kept.error().detail);
    }
}

bool Messaging::holdsUs(const QList<GroupMember> &members) const
{
    return std::any_of(members.cbegin(), members.cend(), [this](const GroupMember &member) {
        return m_own.isOwn(member.jid) || m_own.isOwn(member.alt);
    });
}

// We are out of it: nothing of it will be read or written any more.
void Messaging::forgetGroupKeys(const Jid &group)
{
    const auto done = m_store.transaction([&]() -> Result<> {
        if (auto removed = m_store.removeSenderKeys(group); !removed)
            return removed;
        return m_holders.clear(group);
    });
    if (!done)
        qCWarning(lcWaMessage).noquote() << "keys of a group not removed:" << done.error().detail;
}

// Section 9.1: somebody installed WhatsApp anew. Only of device 0 of another person.
void Messaging::takeIdentityNotice(const Node &notification)
{
    const Jid user = *notification.jid("from");
    if (user.device() != 0 || m_own.isOwn(user))
        return;
    const auto done = m_store.transaction([&]() -> Result<> {
        DeviceAddresses addresses(m_store);
        const auto address = addresses.addressOf(user);
        if (!address)
            return fail(address.error());
        const QString name = address->left(address->lastIndexOf(u'.'));
        const auto sessions = m_store.sessionAddresses(name);
        if (!sessions)
            return fail(sessions.error());
        for (const QString &session : *sessions) {
            if (auto removed = m_store.removeSession(session); !removed)
                return removed;
            if (auto removed = m_store.removeIdentity(session); !removed)
                return removed;
        }
        if (sessions->isEmpty())
            return {}; // nobody we wrote with
        return m_inbound.append(IdentityEvent{.user = user.account(), .userAlt = {}});
    });
    if (!done) {
        qCCritical(lcWaMessage).noquote() << "change of keys not stored:" << done.error().detail;
        Q_EMIT storageFailed(done.error().detail);
        return;
    }
    forgetDevices(user);
    m_issuer.identityChanged(user);
    Q_EMIT eventStored();
}

void Messaging::identityChanged(const Jid &device)
{
    forgetDevices(device);
    m_issuer.identityChanged(device);
    if (auto told = m_inbound.append(IdentityEvent{.user = device.account(), .userAlt = {}}); !told)
        qCCritical(lcWaMessage).noquote() << "change of keys not stored:" << told.error().detail;
    Q_EMIT eventStored();
}

void Messaging::forgetDevices(const Jid &user)
{
    m_devices.forget(user);
    if (!user.isPerson())
        return;
    const auto other = user.isLid() ? m_store.phoneOf(user) : m_store.lidOf(user);
    if (other && *other)
        m_devices.forget(**other);
}

Result<> Messaging::learnNow(const Jid &jid, const Jid &alt, bool *isNew)
{
    const Jid one = jid.account();
    const Jid other = alt.account();
    if (!one.isPerson() || !other.isPerson() || one.isLid() == other.isLid() || m_own.isOwn(one) != m_own.isOwn(other))
        return {};
    const Jid &lid = one.isLid() ? one : other;
    const Jid &phone = one.isLid() ? other : one;
    return m_store.transaction([&]() -> Result<> {
        DeviceAddresses addresses(m_store);
        const auto learnt = addresses.learn(lid, phone);
        if (!learnt)
            return fail(learnt.error());
        *isNew = *learnt;
        if (!*learnt)
            return {};
        return m_inbound.append(AliasEvent{.lid = lid, .phone = phone});
    });
}

void Messaging::learn(const Jid &lid, const Jid &phone)
{
    bool isNew = false;
    if (auto done = learnNow(lid, phone, &isNew); !done)
        qCWarning(lcWaMessage).noquote() << "pair of addresses not kept:" << done.error().detail;
    if (isNew)
        Q_EMIT eventStored();
}

// --- Calls

void Messaging::takeCall(const Node &call)
{
    constexpr qsizetype keptCalls = 16;
    const auto offer = parseCall(call);
    if (!offer)
        qCInfo(lcWaMessage).noquote() << "call not understood:" << offer.error().detail;
    // A group's is not the desk's business, and our own phone calls whom it likes.
    if (!offer || !*offer || (*offer)->group || m_own.isOwn((*offer)->caller))
        return acknowledge(call);
    const CallOffer &ringing = **offer;
    bool learnt = false;
    const auto done = m_store.transaction([&]() -> Result<> {
        if (!ringing.callerPhone.isNull()) {
            if (auto known = learnNow(ringing.caller, ringing.callerPhone, &learnt); !known)
                return known;
        }
        return m_inbound.append(CallEvent{.id = ringing.id,
                                          .chat = ringing.caller.account(),
                                          .chatAlt = ringing.callerPhone,
                                          .timestamp = ringing.timestamp,
                                          .pushName = ringing.pushName,
                                          .video = ringing.video,
                                          .offline = ringing.offline});
    });
    if (!done) {
        qCCritical(lcWaMessage).noquote() << "call not stored:" << done.error().detail;
        Q_EMIT storageFailed(done.error().detail);
        return; // not answered: it comes again
    }
    m_calls.append(ringing);
    if (m_calls.size() > keptCalls)
        m_calls.removeFirst();
    acknowledge(call);
    Q_EMIT eventStored();
}

Result<> Messaging::rejectCall(const QByteArray &call)
{
    const auto offer = std::find_if(m_calls.cbegin(), m_calls.cend(),
                                    [&call](const CallOffer &known) { return known.id == call; });
    if (offer == m_calls.cend())
        return fail(Errc::NotFound, u"no such call"_s);
    return m_send(rejectCallNode(m_sender.newId(), *offer));
}

// --- What is told

void Messaging::setAvailable(bool available, const QString &pushName)
{
    m_presenceWanted = true;
    m_available = available;
    if (!pushName.isEmpty())
        m_pushName = pushName;
    // Also of what waited while nobody was connected: it is told that we are here only after that, and two ticks are due all
    // the same (section 12).
    m_receiver.setActive(m_available && !m_pushName.isEmpty());
    if (m_sender.isReady())
        tellPresence();
}

void Messaging::offerPushName(const QString &name)
{
    if (m_pushName.isEmpty() && m_presenceWanted)
        setAvailable(m_available, name);
}

Result<> Messaging::learnPairs(const QList<LidMapping> &pairs)
{
    bool stored = false;
    const auto done = m_store.transaction([&]() -> Result<> {
        for (const LidMapping &pair : pairs) {
            bool isNew = false;
            if (auto learnt = learnNow(pair.lid, pair.phone, &isNew); !learnt)
                return learnt;
            stored |= isNew;
        }
        return {};
    });
    if (done && stored)
        Q_EMIT eventStored();
    return done;
}

Result<> Messaging::keepTokens(const HistorySync &history)
{
    return m_store.transaction([&]() -> Result<> {
        if (!history.salt.isEmpty()) {
            if (auto set = m_tokens.setSalt(history.salt.view()); !set)
                return set;
        }
        int kept = 0;
        for (const HistoryChat &chat : history.chats) {
            const bool tells = (!chat.token.isEmpty() && chat.tokenTime > 0) || chat.tokenGiven > 0;
            if (!tells || !chat.id.isPerson() || m_own.isOwn(chat.id) || ++kept > maxTokensFromHistory)
                continue;
            if (!chat.token.isEmpty() && chat.tokenTime > 0) {
                if (auto taken = m_tokens.take(chat.id, chat.token, chat.tokenTime); !taken)
                    return fail(taken.error());
            }
            if (chat.tokenGiven > 0) {
                if (auto noted = m_tokens.noteGiven(chat.id, chat.tokenGiven); !noted)
                    return noted;
            }
        }
        return {};
    });
}

void Messaging::tellPresence()
{
    if (!m_presenceWanted || m_pushName.isEmpty())
        return;
    if (auto told = m_send(presenceNode(m_available, m_pushName)); !told)
        qCInfo(lcWaMessage).noquote() << "presence not told:" << told.error().detail;
}

// Who hides that he reads does not tell it here either (section 3.3).
void Messaging::askPrivacy()
{
    const Node request{
        .tag = "iq", .attributes = {{"type", "get"}, {"xmlns", "privacy"}}, .content = QList{Node{.tag = "privacy"}}};
    onReply(m_iqs.request(request), this, [this](const Result<Node> &answer) {
        const Node *privacy = answer ? answer->child("privacy") : nullptr;
        if (!privacy)
            return; // as before; asked again at the next login
        for (const Node *category : privacy->children("category")) {
            if (category->attr("name") == "readreceipts")
                m_readKind = category->attr("value") == "none" ? ReadKind::ReadSelf : ReadKind::Read;
        }
    });
}

Result<Jid> Messaging::addressOf(const Jid &chat)
{
    return chat.isPerson() ? m_chats.addressOf(chat) : Result<Jid>(chat);
}

Result<> Messaging::markRead(const Jid &chat, const QList<QByteArray> &ids, const Jid &author)
{
    const auto address = addressOf(chat);
    if (!address)
        return fail(address.error());
    for (const Node &receipt : readReceipts(*address, ids, m_clock.nowMs() / 1000, m_readKind, author)) {
        if (auto sent = m_send(receipt); !sent)
            return sent;
    }
    return {};
}

Result<> Messaging::sendChatState(const Jid &chat, ChatState state)
{
    const auto address = addressOf(chat);
    if (!address)
        return fail(address.error());
    return m_send(chatStateNode(*address, state));
}

Result<> Messaging::subscribe(const Jid &contact)
{
    const auto address = addressOf(contact);
    if (!address)
        return fail(address.error());
    const auto token = tokenFor(*address);
    if (!token)
        return fail(token.error());
    return m_send(subscribePresenceNode(*address, *token));
}

Result<QByteArray> Messaging::tokenFor(const Jid &contact)
{
    if (m_own.isOwn(contact))
        return QByteArray();
    return m_tokens.attachmentFor(contact).map(
        [](const PrivacyTokens::Attachment &attachment) { return attachment.token; });
}

Result<> Messaging::forgetSession(const Jid &device)
{
    if (auto removed = m_cipher.removeSession(device); !removed)
        return fail(removed.error().error());
    return {};
}

void Messaging::prune()
{
    const auto done = m_store.transaction([&]() -> Result<> {
        if (auto received = m_received.prune(); !received)
            return received;
        if (auto tokens = m_tokens.prune(); !tokens)
            return tokens;
        if (auto sessions = m_store.removeUnusedSessions(m_clock.nowMs() - unusedSession.count()); !sessions)
            return sessions;
        return m_sent.prune();
    });
    if (!done)
        qCWarning(lcWaMessage).noquote() << "old entries not removed:" << done.error().detail;
    if (m_pruneArmed)
        return;
    m_pruneArmed = true; // once a day; each login does it as well
    m_clock.singleShot(pruneEvery, this, [this] {
        m_pruneArmed = false;
        prune();
    });
}

} // namespace desk::wa
