#pragma once

#include "whatsapp/protocol/groups.h"
#include "whatsapp/protocol/iqchannel.h"

#include <QCoroTask>

#include <QHash>
#include <QObject>

#include <functional>

namespace desk::wa {

/// Who is in which group: asked for when needed, forgotten when a notice says that it changed. In memory only.
///
/// Lives on the WhatsApp thread and outlives its loop.
class GroupDirectory : public QObject
{
    Q_OBJECT

public:
    using Learn = std::function<void(const Jid &lid, const Jid &phone)>;

    GroupDirectory(IqChannel &iqs, Learn learn, QObject *parent = nullptr);

    /// @return NotConnected, TimedOut, Rejected (no such group, or we are not in it), Protocol.
    [[nodiscard]] QCoro::Task<Result<GroupInfo>> info(Jid group);
    /// All that we are in.
    [[nodiscard]] QCoro::Task<Result<QList<GroupInfo>>> all();
    /// @return as createGroupRequest() and info().
    [[nodiscard]] QCoro::Task<Result<GroupInfo>> create(QString subject, QList<Jid> members);

    void forget(const Jid &group) { m_known.remove(group); }
    void forgetAll() { m_known.clear(); }

private:
    void keep(const GroupInfo &group);

    IqChannel &m_iqs;
    Learn m_learn;
    QHash<Jid, GroupInfo> m_known;
};

} // namespace desk::wa
