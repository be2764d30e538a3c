#include "whatsapp/sim/messagerelay.h"

#include "whatsapp/message/receipt.h"
#include "whatsapp/sim/privacytoken.h"
#include "whatsapp/sim/stanzarules.h"

#include <QByteArrayList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr int badRequest = 400;
constexpr int forbidden = 403;
constexpr int unknownUser = 404;
constexpr int schemaInvalid = 479;

QList<Endpoint> endpointsOf(Account &account)
{
    QList<Endpoint> endpoints{{&account, 0}};
    for (const auto &[number, device] : account.devices())
        endpoints.append({&account, number});
    return endpoints;
}

tl::unexpected<Refusal> refused(const QByteArray &what, const QString &detail, const Node &message,
                                int code = badRequest)
{
    return tl::unexpected<Refusal>(Refusal{{what, detail, message.attr("id")}, code});
}

bool isPreKeyMessage(const Node &enc)
{
    return enc.attr("type") == "pkmsg";
}

/// Who may see a status post: the service is told with each one.
Group viewersOf(const Node &message, const Directory &directory)
{
    Group viewers{.jid = Jid::statusBroadcast()};
    const Node *participants = message.child("participants");
    if (!participants)
        return viewers;
    for (const Node &copy : participants->children()) {
        const auto jid = copy.jid("jid");
        Account *viewer = jid && jid->isPerson() ? directory.account(*jid) : nullptr;
        if (viewer && !viewers.has(*viewer))
            viewers.members.append(viewer);
    }
    return viewers;
}

} // namespace

void MessageRelay::take(const Endpoint &from, const Node &message)
{
    if (const auto code = m_context.faults.take(RelayFaults::Kind::Nack, from.name()))
        return acknowledge(from, message, {}, *code);
    if (const auto problem = shapeProblem(message)) {
        if (from.device == 0) // a companion's connection has reported it
            m_context.violations.report(from.name(), *problem);
        return acknowledge(from, message, {}, badRequest);
    }
    if (const auto problem = formProblem(message, from.device == 0))
        return refuse(from, message, *problem);

    bool again = isSentAgain(message);
    auto standing = m_sent.standing(from, message, again);
    const QSet<Endpoint> asked = standing == SentMessages::Standing::Different ? m_askedAgain.value(message.attr("id"))
                                                                               : QSet<Endpoint>();
    if (!asked.isEmpty()) {
        again = true;
        standing = m_sent.standing(from, message, again);
    }
    if (standing == SentMessages::Standing::Different)
        m_context.violations.report(from.name(),
                                    {"message_id_reused", u"for another chat or content"_s, message.attr("id")});
    if (standing != SentMessages::Standing::New)
        return acknowledge(from, message);

    if (const auto code = untrusted(from, message))
        return acknowledge(from, message, {}, *code);
    auto planned = plan(from, message);
    if (!planned)
        return refuse(from, message, planned.error());
    noteContact(from, message);
    inspect(from, message, *planned);
    if (!asked.isEmpty())
        planned->parcels.removeIf([&asked](const Parcel &parcel) { return !asked.contains(parcel.to); });
    const auto toOthers = std::ranges::count_if(
        planned->parcels, [&from](const Parcel &parcel) { return parcel.to.account != from.account; });
    m_sent.accept(from, message, again, toOthers);
    acknowledge(from, message, planned->phash);
    for (const Parcel &parcel : std::as_const(planned->parcels))
        m_context.courier.hand(parcel.to, parcel.stanza);
}

std::optional<int> MessageRelay::untrusted(const Endpoint &from, const Node &message) const
{
    const auto to = message.jid("to");
    const Account *recipient = from.device != 0 && to && to->isPerson() ? m_context.directory.account(*to) : nullptr;
    return recipient ? m_context.trust.refusal(*from.account, *recipient, message) : std::nullopt;
}

void MessageRelay::noteContact(const Endpoint &from, const Node &message)
{
    const auto to = message.jid("to");
    if (Account *recipient = to && to->isPerson() ? m_context.directory.account(*to) : nullptr)
        m_context.trust.wrote(*from.account, *recipient, from.device == 0);
}

void MessageRelay::checkToken(const Endpoint &from, const Node &message, const Node &token,
                              const Account &recipient) const
{
    if (token.bytes() != privacyToken(recipient, *from.account))
        m_context.violations.report(from.name(), {"tctoken", u"not the recipient's"_s, message.attr("id")});
    else if (!m_context.trust.isValid(token.bytes(), recipient, *from.account))
        m_context.violations.report(from.name(), {"tctoken", u"too old"_s, message.attr("id")});
}

void MessageRelay::askedAgain(const Endpoint &by, const QByteArray &id)
{
    constexpr qsizetype limit = 5'000;
    if (m_askedAgain.size() >= limit)
        m_askedAgain.clear();
    m_askedAgain[id].insert(by);
}

void MessageRelay::acknowledge(const Endpoint &to, const Node &message, const QByteArray &phash, int error)
{
    Node ack{.tag = "ack",
             .attributes = {{"class", "message"},
                            {"id", message.attr("id")},
                            {"from", message.attr("to")},
                            {"t", m_context.clock.nowMs() / 1000}}};
    if (!phash.isEmpty())
        ack.set({"phash", phash});
    if (error != 0)
        ack.set({"error", error});
    m_context.courier.acknowledge(to, ack);
}

void MessageRelay::refuse(const Endpoint &from, const Node &message, const Refusal &refusal)
{
    m_context.violations.report(from.name(), refusal.violation);
    acknowledge(from, message, {}, refusal.code);
}

MessageRelay::Planned MessageRelay::plan(const Endpoint &from, const Node &message)
{
    switch (formOf(message)) {
    case MessageForm::FanOut:
        return planFanOut(from, message);
    case MessageForm::Single:
        return planSingle(from, message);
    case MessageForm::Peer:
        return planPeer(from, message);
    case MessageForm::Group:
        return planGroup(from, message);
    case MessageForm::GroupSingle:
        return planGroupSingle(from, message);
    }
    return Dispatch{};
}

tl::expected<std::optional<Endpoint>, Refusal> MessageRelay::find(const Jid &jid, const Node &message) const
{
    Account *account = jid.isPerson() ? m_context.directory.account(jid) : nullptr;
    if (!account)
        return refused("unknown_recipient", u"nobody is "_s + jid.toString(), message, unknownUser);
    const Endpoint endpoint{account, jid.device()};
    if (endpoint.exists())
        return endpoint;
    if (account->hadDevice(jid.device()))
        return std::nullopt; // the sender may not have heard of it yet
    return refused("unknown_recipient", u"there is no device "_s + jid.toString(), message);
}

MessageRelay::Planned MessageRelay::planFanOut(const Endpoint &from, const Node &message)
{
    const Jid to = *message.jid("to");
    const auto found = find(to, message);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    Account &recipient = *(*found)->account;
    const bool lid = to.isLid();
    if (const auto number = message.jid("peer_recipient_pn"); number && number->user() != recipient.number())
        return refused("peer_recipient", u"peer_recipient_pn is somebody else's"_s, message);
    if (const Node *token = message.child("tctoken")) {
        if (&recipient == from.account)
            return refused("tctoken", u"a token to oneself"_s, message, schemaInvalid);
        checkToken(from, message, *token, recipient);
    }

    Dispatch dispatch;
    QSet<Endpoint> listed;
    bool outdated = false;
    for (const Node &copy : message.child("participants")->children()) {
        const Jid jid = *copy.jid("jid");
        if (jid.isLid() != lid)
            return refused("mixed_namespaces", jid.toString() + u" in a message to "_s + to.toString(), message);
        const auto device = find(jid, message);
        if (!device)
            return tl::unexpected<Refusal>(device.error());
        if (!*device) {
            outdated = true;
            continue;
        }
        const Endpoint target = **device;
        if (target == from)
            return refused("own_device_listed", u"the sending device itself"_s, message);
        if (target.account != &recipient && target.account != from.account)
            return refused("unknown_recipient", jid.toString() + u" has no part in the chat"_s, message);
        if (listed.contains(target)) {
            if (&recipient == from.account)
                continue; // notes to oneself name every device twice
            return refused("duplicate_recipient", jid.toString(), message);
        }
        listed.insert(target);
        const QList<Node> encs{*copy.child("enc")};
        dispatch.parcels.append(
            {target,
             target.account == from.account ? ownCopy(from, message, to, encs) : direct(from, message, lid, encs)});
    }
    const auto missing = forgotten(from, message, recipient, listed);
    for (const Endpoint &target : missing)
        dispatch.parcels.append(
            {target, target.account == from.account ? ownCopy(from, message, to, {}) : direct(from, message, lid, {})});
    if (outdated || !missing.isEmpty()) {
        QList<Jid> devices;
        QList<Endpoint> all = endpointsOf(recipient);
        if (&recipient != from.account)
            all += endpointsOf(*from.account);
        for (const Endpoint &endpoint : std::as_const(all))
            devices.append(endpoint.jid(lid));
        dispatch.phash = participantHash(devices);
    }
    m_context.news.met(*from.account, recipient);
    return dispatch;
}

QList<Endpoint> MessageRelay::forgotten(const Endpoint &from, const Node &message, Account &recipient,
                                        const QSet<Endpoint> &listed)
{
    QList<Endpoint> missing;
    QList<Endpoint> all = endpointsOf(recipient);
    if (&recipient != from.account)
        all += endpointsOf(*from.account);
    for (const Endpoint &endpoint : std::as_const(all)) {
        if (endpoint == from)
            continue;
        if (listed.contains(endpoint)) {
            m_context.news.noExcuse(from, endpoint);
            continue;
        }
        missing.append(endpoint);
        if (m_context.news.mustKnow(from, endpoint))
            m_context.violations.report(
                from.name(),
                {"fanout_incomplete", u"without "_s + QString::fromLatin1(endpoint.name()), message.attr("id")});
    }
    return missing;
}

MessageRelay::Planned MessageRelay::planSingle(const Endpoint &from, const Node &message) const
{
    const Jid to = *message.jid("to");
    const auto found = find(to, message);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    if (!*found)
        return Dispatch{};
    const Endpoint target = **found;
    if (target == from)
        return refused("own_device_listed", u"the sending device itself"_s, message);
    const QList<Node> encs{*message.child("enc")};
    if (target.account != from.account) {
        if (const Node *token = message.child("tctoken"))
            checkToken(from, message, *token, *target.account);
        m_context.news.met(*from.account, *target.account);
        return Dispatch{.parcels = {{target, direct(from, message, to.isLid(), encs)}}};
    }
    const auto chat = message.jid("recipient");
    return Dispatch{
        .parcels = {
            {target, chat ? ownCopy(from, message, *chat, encs) : stanza(from, message, from.jid(to.isLid()), encs)}}};
}

MessageRelay::Planned MessageRelay::planPeer(const Endpoint &from, const Node &message) const
{
    const Jid to = *message.jid("to");
    const auto found = find(to, message);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    if (!*found)
        return Dispatch{};
    const Endpoint target = **found;
    if (target.account != from.account)
        return refused("unknown_recipient", u"a peer message to somebody else"_s, message);
    if (target == from)
        return refused("own_device_listed", u"a peer message to the sending device itself"_s, message);
    return Dispatch{.parcels = {{target, stanza(from, message, from.jid(to.isLid()), {*message.child("enc")})}}};
}

MessageRelay::Planned MessageRelay::planGroup(const Endpoint &from, const Node &message) const
{
    const bool isStatus = message.jid("to")->isStatusBroadcast();
    const Group viewers = isStatus ? viewersOf(message, m_context.directory) : Group();
    const Group *group = isStatus ? &viewers : m_context.groups.find(*message.jid("to"));
    if (!group)
        return refused("unknown_recipient", u"there is no such group"_s, message, unknownUser);
    if (!isStatus && !group->has(*from.account))
        return refused("unknown_recipient", u"the sender is not in the group"_s, message, forbidden);
    // As it is sent: it decides under which name the sender key is kept (note 4).
    const bool lid = message.has("addressing_mode") ? message.attr("addressing_mode") == "lid" : group->lid;

    QHash<Endpoint, Node> personal;
    if (const Node *participants = message.child("participants")) {
        for (const Node &copy : participants->children()) {
            const Jid jid = *copy.jid("jid");
            if (jid.isLid() != lid)
                return refused("mixed_namespaces", jid.toString() + u" in a group's message"_s, message);
            const auto device = find(jid, message);
            if (!device)
                return tl::unexpected<Refusal>(device.error());
            if (!*device || **device == from)
                continue; // some clients make a sender key for themselves too
            if (!group->has(*(*device)->account))
                return refused("unknown_recipient", jid.toString() + u" is not in the group"_s, message);
            if (personal.contains(**device))
                return refused("duplicate_recipient", jid.toString(), message);
            personal.insert(**device, *copy.child("enc"));
        }
    }
    Dispatch dispatch;
    for (Account *member : group->members) {
        const auto endpoints = endpointsOf(*member);
        for (const Endpoint &target : endpoints) {
            if (target == from)
                continue;
            QList<Node> encs;
            if (const auto key = personal.constFind(target); key != personal.cend())
                encs.append(*key);
            encs.append(*message.child("enc"));
            dispatch.parcels.append({target, inGroup(from, message, lid, encs)});
        }
        m_context.news.met(*from.account, *member);
    }
    return dispatch;
}

MessageRelay::Planned MessageRelay::planGroupSingle(const Endpoint &from, const Node &message) const
{
    const bool isStatus = message.jid("to")->isStatusBroadcast();
    const Group *group = m_context.groups.find(*message.jid("to"));
    const auto participant = message.jid("participant");
    if (!participant || !(isStatus || (group && group->has(*from.account))))
        return refused("unknown_recipient", u"there is no such group or member"_s, message, unknownUser);
    const auto found = find(*participant, message);
    if (!found)
        return tl::unexpected<Refusal>(found.error());
    if (!*found)
        return Dispatch{};
    if (**found == from || !(isStatus || group->has(*(*found)->account)))
        return refused("unknown_recipient", participant->toString() + u" is not in the group"_s, message);
    return Dispatch{.parcels = {{**found, inGroup(from, message, participant->isLid(), {*message.child("enc")})}}};
}

Node MessageRelay::stanza(const Endpoint &from, const Node &message, const Jid &author, const QList<Node> &encs) const
{
    Node stanza{.tag = "message",
                .attributes = {{"from", author},
                               {"id", message.attr("id")},
                               {"t", m_context.clock.nowMs() / 1000},
                               {"type", message.attr("type")}}};
    if (!from.account->name.isEmpty())
        stanza.set({"notify", from.account->name.toUtf8()});
    for (const char *name : {"edit", "category", "push_priority"}) {
        if (message.has(name))
            stanza.set({name, message.attr(name)});
    }
    stanza.content = encs.isEmpty() ? QList{Node{.tag = "unavailable"}} : encs;
    static const QByteArrayList stripped{"participants", "enc", "tctoken", "cstoken"};
    const bool needsIdentity = std::ranges::any_of(encs, isPreKeyMessage);
    for (const Node &child : message.children()) {
        if (!stripped.contains(child.tag) && (child.tag != "device-identity" || needsIdentity))
            stanza.append(child);
    }
    return stanza;
}

Node MessageRelay::direct(const Endpoint &from, const Node &message, bool lid, const QList<Node> &encs) const
{
    Node node = stanza(from, message, from.jid(lid), encs);
    if (!lid)
        node.set({"sender_lid", from.account->lid()});
    else if (!from.account->hidesNumber)
        node.set({"sender_pn", from.account->jid()});
    return node.set({"addressing_mode", lid ? "lid" : "pn"});
}

Node MessageRelay::ownCopy(const Endpoint &from, const Node &message, const Jid &chat, const QList<Node> &encs) const
{
    Node node = stanza(from, message, from.jid(chat.isLid()), encs);
    node.set({"recipient", chat.bare()});
    const Account *recipient = m_context.directory.account(chat);
    if (recipient && !recipient->hidesNumber)
        node.set(chat.isLid() ? Attribute("peer_recipient_pn", recipient->jid())
                              : Attribute("peer_recipient_lid", recipient->lid()));
    return node;
}

Node MessageRelay::inGroup(const Endpoint &from, const Node &message, bool lid, const QList<Node> &encs) const
{
    Node node = stanza(from, message, *message.jid("to"), encs);
    node.set({"participant", from.jid(lid)});
    if (!lid)
        node.set({"participant_lid", from.account->lid()});
    else if (!from.account->hidesNumber)
        node.set({"participant_pn", from.account->jid()});
    return node.set({"addressing_mode", lid ? "lid" : "pn"});
}

void MessageRelay::inspect(const Endpoint &from, const Node &message, Dispatch &dispatch)
{
    const Jid to = *message.jid("to");
    bool sharedSeen = false;
    QList<Parcel> sound;
    for (const Parcel &parcel : std::as_const(dispatch.parcels)) {
        bool dropped = false;
        for (const Node *enc : parcel.stanza.children("enc")) {
            // The same bytes go to everybody in a group.
            if (enc->attr("type") == "skmsg" && std::exchange(sharedSeen, true))
                continue;
            auto problem = m_keys.use(from, parcel.to, to, *enc);
            if (!problem)
                continue;
            problem->id = message.attr("id");
            m_context.violations.report(from.name(), *problem);
            dropped = dropped || problem->what == "identity";
        }
        if (!dropped)
            sound.append(parcel);
    }
    dispatch.parcels = std::move(sound);
}

} // namespace desk::wa::sim
