#pragma once

#include "whatsapp/sim/account.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <memory>
#include <vector>

namespace desk::wa::sim {

/// Whether what is written there is sealed once for everybody: a group, or the status posts.
[[nodiscard]] inline bool isSharedChat(const Jid &chat)
{
    return chat.isGroup() || chat.isStatusBroadcast();
}

/// A group and its members. Owned by the book; stays where it is.
struct Group
{
    Jid jid = {};
    QByteArray subject = {};
    qint64 creation = 0;           ///< Unix seconds
    bool lid = true;               ///< addresses its members by hidden id
    QList<Account *> members = {}; ///< the creator first

    [[nodiscard]] bool has(const Account &account) const;
    /// <group> with everybody in it (note 3; note 4, Groups).
    [[nodiscard]] Node toNode() const;
};

/// Every group of the simulated service. Owns them; they live as long as the process. The simulator's thread.
class GroupBook
{
public:
    /// @param lid how its members are addressed. @param members without the creator.
    Group &create(Account &creator, const QByteArray &subject, const QList<Account *> &members, bool lid, qint64 now);
    /// nullptr when there is none.
    [[nodiscard]] Group *find(const Jid &jid) const;
    /// Those the account is a member of, oldest first.
    [[nodiscard]] QList<const Group *> of(const Account &account) const;

private:
    std::vector<std::unique_ptr<Group>> m_groups;
    QHash<QByteArray, Group *> m_byUser;
};

} // namespace desk::wa::sim
