#include "whatsapp/devices/groupdirectory.h"

#include <QCoroFuture>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace desk::wa {

GroupDirectory::GroupDirectory(IqChannel &iqs, Learn learn, QObject *parent)
    : QObject(parent), m_iqs(iqs), m_learn(std::move(learn))
{
}

void GroupDirectory::keep(const GroupInfo &group)
{
    for (const GroupMember &member : group.members) {
        if (!member.alt.isNull())
            m_learn(member.jid.isLid() ? member.jid : member.alt, member.jid.isLid() ? member.alt : member.jid);
    }
    m_known.insert(group.jid, group);
}

QCoro::Task<Result<GroupInfo>> GroupDirectory::info(Jid group)
{
    if (const auto known = m_known.constFind(group); known != m_known.cend())
        co_return *known;
    const QPointer<GroupDirectory> self(this);
    auto reply = m_iqs.request(groupRequest(group));
    const Result<Node> answer = co_await reply;
    if (!self)
        co_return fail(Errc::Cancelled);
    if (!answer)
        co_return fail(answer.error());
    auto read = parseGroupAnswer(*answer);
    if (read)
        keep(*read);
    co_return read;
}

QCoro::Task<Result<QList<GroupInfo>>> GroupDirectory::all()
{
    const QPointer<GroupDirectory> self(this);
    auto reply = m_iqs.request(groupsRequest());
    const Result<Node> answer = co_await reply;
    if (!self)
        co_return fail(Errc::Cancelled);
    if (!answer)
        co_return fail(answer.error());
    auto read = parseGroupsAnswer(*answer);
    if (read) {
        for (const GroupInfo &group : *read)
            keep(group);
    }
    co_return read;
}

QCoro::Task<Result<GroupInfo>> GroupDirectory::create(QString subject, QList<Jid> members)
{
    const QPointer<GroupDirectory> self(this);
    const auto request = createGroupRequest(subject, members, m_iqs.nextId());
    if (!request)
        co_return fail(request.error());
    auto reply = m_iqs.request(*request);
    const Result<Node> answer = co_await reply;
    if (!self)
        co_return fail(Errc::Cancelled);
    if (!answer)
        co_return fail(answer.error());
    auto read = parseGroupAnswer(*answer);
    if (read)
        keep(*read);
    co_return read;
}

} // namespace desk::wa
