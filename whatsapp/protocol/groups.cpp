#include "whatsapp/protocol/groups.h"

#include "whatsapp/message/displaytext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

constexpr qsizetype maxMembers = 2048;
constexpr qsizetype maxGroups = 5000;
constexpr qsizetype maxSubjectLength = 100;

Node request(const QByteArray &type, const Jid &to, Node content)
{
    return {.tag = "iq",
            .attributes = {{"type", type}, {"xmlns", "w:g2"}, {"to", to}},
            .content = QList{std::move(content)}};
}

QList<GroupMember> membersOf(const Node &node)
{
    QList<GroupMember> members;
    for (const Node *participant : node.children("participant")) {
        const auto jid = participant->jid("jid");
        if (!jid || !jid->isPerson() || members.size() >= maxMembers)
            continue;
        const QByteArray type = participant->attr("type");
        GroupMember member{.jid = jid->account(), .admin = type == "admin" || type == "superadmin"};
        const auto alt = participant->jid(jid->isLid() ? "phone_number" : "lid");
        if (alt && alt->isPerson() && alt->isLid() != jid->isLid())
            member.alt = alt->account();
        members.append(member);
    }
    return members;
}

QString subjectOf(const QByteArray &subject)
{
    return cleanName(QByteArrayView(subject));
}

} // namespace

Result<Node> createGroupRequest(const QString &subject, const QList<Jid> &members, const QByteArray &key)
{
    const QString name = subject.trimmed();
    if (name.isEmpty() || name.size() > maxSubjectLength || members.isEmpty() || members.size() > maxMembers)
        return fail(Errc::Invalid, u"a group needs a name of 1 to 100 characters and members"_s);
    Node create{.tag = "create", .attributes = {{"subject", name.toUtf8()}, {"key", key}}};
    for (const Jid &member : members) {
        if (!member.isPerson())
            return fail(Errc::Invalid, u"only people are members of groups"_s);
        create.append({.tag = "participant", .attributes = {{"jid", member.account()}}});
    }
    return request("set", Jid::server(Jid::Server::Group), std::move(create));
}

Node groupRequest(const Jid &group)
{
    return request("get", group, {.tag = "query", .attributes = {{"request", "interactive"}}});
}

Node groupsRequest()
{
    return request("get", Jid::server(Jid::Server::Group),
                   {.tag = "participating", .content = QList{Node{.tag = "participants"}, Node{.tag = "description"}}});
}

Result<GroupInfo> parseGroup(const Node &group)
{
    QByteArray id = group.attr("id");
    if (!id.contains('@'))
        id += "@g.us";
    const auto jid = Jid::parse(id);
    if (!jid || !jid->isGroup() || jid->isServer())
        return fail(Errc::Protocol, u"a group without usable id"_s);
    return GroupInfo{.jid = *jid,
                     .subject = subjectOf(group.attr("subject")),
                     .creator = group.jid("creator").value_or(Jid()),
                     .creation = std::max<qint64>(group.number("creation").value_or(0), 0),
                     .byHiddenId = group.attr("addressing_mode") == "lid",
                     .members = membersOf(group)};
}

Result<GroupInfo> parseGroupAnswer(const Node &result)
{
    const Node *group = result.child("group");
    if (!group)
        return fail(Errc::Protocol, u"an answer without group"_s);
    return parseGroup(*group);
}

Result<QList<GroupInfo>> parseGroupsAnswer(const Node &result)
{
    const Node *list = result.child("groups");
    if (!list)
        return fail(Errc::Protocol, u"an answer without groups"_s);
    QList<GroupInfo> groups;
    for (const Node *group : list->children("group")) {
        auto read = parseGroup(*group);
        if (read && groups.size() < maxGroups)
            groups.append(*std::move(read));
    }
    return groups;
}

Result<QList<GroupChange>> parseGroupNotification(const Node &notification)
{
    const auto group = notification.jid("from");
    if (!group || !group->isGroup())
        return fail(Errc::Protocol, u"news of a group from no group"_s);
    QList<GroupChange> changes;
    for (const Node &child : notification.children()) {
        GroupChange change{.group = *group,
                           .actor = notification.jid("participant").value_or(Jid()),
                           .what = child.tag,
                           .members = membersOf(child),
                           .subject = subjectOf(child.attr("subject"))};
        if (const Node *inside = child.child("group")) {
            if (auto info = parseGroup(*inside)) {
                change.subject = info->subject;
                change.members = info->members;
                change.info = *std::move(info);
            }
        }
        changes.append(std::move(change));
    }
    return changes;
}

} // namespace desk::wa
