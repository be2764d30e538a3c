#include "whatsapp/sim/groupbook.h"

#include <algorithm>

namespace desk::wa::sim {

namespace {

constexpr qint64 idPrefix = 120363; // as the groups of today have

} // namespace

bool Group::has(const Account &account) const
{
    return std::ranges::find(members, &account) != members.end();
}

Node Group::toNode() const
{
    const auto name = [this](const Account &account) { return lid ? account.lid() : account.jid(); };
    Node node{.tag = "group",
              .attributes = {{"id", jid.user()},
                             {"subject", subject},
                             {"creator", name(*members.first())},
                             {"creation", creation},
                             {"s_o", name(*members.first())},
                             {"s_t", creation},
                             {"addressing_mode", lid ? "lid" : "pn"},
                             {"size", members.size()}}};
    for (const Account *member : members) {
        Node participant{.tag = "participant", .attributes = {{"jid", name(*member)}}};
        participant.set(lid ? Attribute("phone_number", member->jid()) : Attribute("lid", member->lid()));
        if (member == members.first())
            participant.set({"type", "superadmin"});
        node.append(std::move(participant));
    }
    return node;
}

Group &GroupBook::create(Account &creator, const QByteArray &subject, const QList<Account *> &members, bool lid,
                         qint64 now)
{
    const QByteArray user = QByteArray::number(idPrefix) + QByteArray::number(now)
        + QByteArray::number(m_groups.size()).rightJustified(4, '0');
    auto group = std::make_unique<Group>(Group{
        .jid = Jid(user, Jid::Server::Group), .subject = subject, .creation = now, .lid = lid, .members = {&creator}});
    for (Account *member : members) {
        if (!group->has(*member))
            group->members.append(member);
    }
    m_byUser.insert(user, group.get());
    m_groups.push_back(std::move(group));
    return *m_groups.back();
}

Group *GroupBook::find(const Jid &jid) const
{
    return jid.isGroup() ? m_byUser.value(jid.user()) : nullptr;
}

QList<const Group *> GroupBook::of(const Account &account) const
{
    QList<const Group *> groups;
    for (const auto &group : m_groups) {
        if (group->has(account))
            groups.append(group.get());
    }
    return groups;
}

} // namespace desk::wa::sim
