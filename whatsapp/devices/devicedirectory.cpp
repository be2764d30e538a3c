#include "whatsapp/devices/devicedirectory.h"

#include "whatsapp/logging.h"

#include <QCoroFuture>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

// Many people at once do not happen here; a group may be large.
constexpr qsizetype usersPerQuery = 200;

} // namespace

DeviceDirectory::DeviceDirectory(IqChannel &iqs, Learn learn, Clock &clock, QObject *parent)
    : QObject(parent), m_iqs(iqs), m_learn(std::move(learn)), m_clock(clock)
{
}

QCoro::Task<Result<QList<UsyncUser>>> DeviceDirectory::look(QList<Jid> users)
{
    const QPointer<DeviceDirectory> self(this);
    const QByteArray sid = "devices-" + QByteArray::number(++m_queries);
    const auto request = devicesRequest(users, sid);
    if (!request)
        co_return fail(request.error());
    auto reply = m_iqs.request(*request);
    const Result<Node> answer = co_await reply;
    if (!self)
        co_return fail(Errc::Cancelled);
    if (!answer)
        co_return fail(answer.error());
    auto found = parseUsync(*answer);
    if (!found)
        co_return fail(found.error());
    for (const UsyncUser &user : *found) {
        if (!user.lid.isNull() && user.jid.isPhone())
            m_learn(user.lid.account(), user.jid.account());
        else if (!user.phone.isNull() && user.jid.isLid())
            m_learn(user.jid.account(), user.phone.account());
        if (user.jid.isNull() || !user.devices)
            continue;
        Entry entry{.devices = {}, .at = m_clock.nowMs()};
        for (const UsyncDevice &device : *user.devices)
            entry.devices.append(device.jid);
        m_known.insert(user.jid.account(), entry);
    }
    co_return found;
}

QCoro::Task<Result<QList<Jid>>> DeviceDirectory::devicesOf(QList<Jid> users)
{
    const QPointer<DeviceDirectory> self(this);
    const qint64 oldest = m_clock.nowMs() - std::chrono::milliseconds(keptFor).count();
    QList<Jid> unknown;
    for (const Jid &user : users) {
        const auto known = m_known.constFind(user.account());
        if ((known == m_known.cend() || known->at < oldest) && !unknown.contains(user.account()))
            unknown.append(user.account());
    }
    for (qsizetype from = 0; from < unknown.size(); from += usersPerQuery) {
        QList<Jid> some = unknown.mid(from, usersPerQuery);
        auto looking = look(std::move(some));
        const auto found = co_await looking;
        if (!self)
            co_return fail(Errc::Cancelled);
        if (!found)
            co_return fail(found.error());
    }
    QList<Jid> devices;
    for (const Jid &user : users) {
        const auto known = m_known.constFind(user.account());
        if (known != m_known.cend())
            devices.append(known->devices);
    }
    co_return devices;
}

void DeviceDirectory::forget(const Jid &user)
{
    m_known.remove(user.account());
}

} // namespace desk::wa
