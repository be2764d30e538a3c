#pragma once

#include "core/base/clock.h"
#include "whatsapp/sim/courier.h"
#include "whatsapp/sim/directory.h"
#include "whatsapp/sim/groupbook.h"
#include "whatsapp/sim/iqanswer.h"
#include "whatsapp/sim/stanzaids.h"

namespace desk::wa::sim {

/// Answers xmlns="w:g2": groups are made, and looked at (notes 3 and 4). Lives on the simulator's thread.
class GroupRequests
{
public:
    /// @param lid how new groups address their members.
    GroupRequests(Directory &directory, GroupBook &groups, Courier &courier, StanzaIds &ids, Clock &clock, bool lid)
        : m_directory(directory), m_groups(groups), m_courier(courier), m_ids(ids), m_clock(clock), m_lid(lid)
    {
    }

    [[nodiscard]] IqAnswer answer(ClientSession &session, const Node &iq);
    /// The phone of @p creator makes a group. @return its address.
    Jid found(Account &creator, const QByteArray &subject, const QList<Account *> &members);

private:
    [[nodiscard]] IqAnswer create(Account &creator, const Node &request);
    void announce(const Group &group, const Node &request);

    Directory &m_directory;
    GroupBook &m_groups;
    Courier &m_courier;
    StanzaIds &m_ids;
    Clock &m_clock;
    bool m_lid;
};

} // namespace desk::wa::sim
