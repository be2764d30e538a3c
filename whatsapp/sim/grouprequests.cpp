#include "whatsapp/sim/grouprequests.h"

#include "whatsapp/sim/clientsession.h"
#include "whatsapp/sim/stanzas.h"

namespace desk::wa::sim {

IqAnswer GroupRequests::answer(ClientSession &session, const Node &iq)
{
    Account &account = *m_directory.account(session.device()->jid);
    const auto to = iq.jid("to");
    if (!to || to->serverKind() != Jid::Server::Group)
        return IqAnswer::refused(400);
    if (const Node *request = iq.child("create"); request && iq.attr("type") == "set")
        return create(account, *request);
    if (iq.attr("type") != "get")
        return IqAnswer::refused(501);
    if (iq.child("participating")) {
        Node groups{.tag = "groups"};
        const auto mine = m_groups.of(account);
        for (const Group *group : mine)
            groups.append(group->toNode());
        return IqAnswer::of(std::move(groups));
    }
    if (!iq.child("query"))
        return IqAnswer::refused(501);
    const Group *group = m_groups.find(*to);
    if (!group)
        return IqAnswer::refused(404);
    return group->has(account) ? IqAnswer::of(group->toNode()) : IqAnswer::refused(403);
}

Jid GroupRequests::found(Account &creator, const QByteArray &subject, const QList<Account *> &members)
{
    const Group &group = m_groups.create(creator, subject, members, m_lid, m_clock.nowMs() / 1000);
    announce(group, {});
    return group.jid;
}

IqAnswer GroupRequests::create(Account &creator, const Node &request)
{
    if (request.attr("subject").isEmpty())
        return IqAnswer::refused(400);
    QList<Account *> members;
    QList<Node> strangers;
    for (const Node *participant : request.children("participant")) {
        const auto jid = participant->jid("jid");
        if (Account *member = jid && jid->isPerson() ? m_directory.account(*jid) : nullptr)
            members.append(member);
        else
            strangers.append(
                Node{.tag = "participant", .attributes = {{"jid", participant->attr("jid")}, {"error", 404}}});
    }
    const Group &group = m_groups.create(creator, request.attr("subject"), members, m_lid, m_clock.nowMs() / 1000);
    Node node = group.toNode();
    for (Node &stranger : strangers)
        node.append(std::move(stranger));
    IqAnswer answer = IqAnswer::of(std::move(node));
    answer.then = [this, &group, request] { announce(group, request); };
    return answer;
}

void GroupRequests::announce(const Group &group, const Node &request)
{
    const Account &creator = *group.members.first();
    Node created{.tag = "create", .attributes = {{"type", "new"}}, .content = QList{group.toNode()}};
    if (request.has("key"))
        created.set({"key", request.attr("key")});
    Node notice = serverNotification("w:gp2", m_ids.next(), group.creation, {std::move(created)});
    notice.set({"from", group.jid});
    notice.set({"participant", group.lid ? creator.lid() : creator.jid()});
    notice.set(group.lid ? Attribute("participant_pn", creator.jid()) : Attribute("participant_lid", creator.lid()));
    notice.set({"notify", creator.name.toUtf8()});
    for (Account *member : group.members)
        m_courier.handAll(*member, notice);
}

} // namespace desk::wa::sim
