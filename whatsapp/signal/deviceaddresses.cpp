#include "whatsapp/signal/deviceaddresses.h"

#include <QList>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk::wa {

namespace {

/// The part of a Signal address before the dot.
QString accountNameOf(const Jid &account)
{
    const QString address = signalAddress(account);
    return address.left(address.lastIndexOf(u'.'));
}

Jid hostedOf(const Jid &account)
{
    return {account.user(), account.isLid() ? Jid::Server::HostedLid : Jid::Server::Hosted};
}

/// @p address of a device of @p fromName, under @p toName.
QString renamed(const QString &address, const QString &fromName, const QString &toName)
{
    return toName + address.mid(fromName.size());
}

} // namespace

Result<Jid> DeviceAddresses::canonical(const Jid &device)
{
    if (!device.isPerson())
        return fail(Errc::Invalid, u"only people's devices have a Signal address"_s);
    if (device.isLid())
        return device;
    const auto lid = m_store.lidOf(device);
    if (!lid)
        return fail(lid.error());
    if (!*lid)
        return device;
    return Jid((*lid)->user(), device.isHosted() ? Jid::Server::HostedLid : Jid::Server::Lid, device.device());
}

Result<QString> DeviceAddresses::addressOf(const Jid &device)
{
    const auto known = canonical(device);
    if (!known)
        return fail(known.error());
    if (!known->isLid())
        return signalAddress(*known);

    // Pairs are learnt in many places, and not each of them moves the sessions.
    const auto phone = m_store.phoneOf(*known);
    if (!phone)
        return fail(phone.error());
    if (*phone) {
        for (const Jid &account : {**phone, hostedOf(**phone)}) {
            const auto left = m_store.sessionAddresses(accountNameOf(account));
            if (!left)
                return fail(left.error());
            if (left->isEmpty())
                continue;
            if (auto moved = m_store.transaction([&] { return moveAll(known->account(), **phone); }); !moved)
                return fail(moved.error());
            break;
        }
    }
    return signalAddress(*known);
}

Result<QString> DeviceAddresses::senderAddressOf(const Jid &group, const Jid &device)
{
    const auto known = canonical(device);
    if (!known)
        return fail(known.error());
    const QString address = signalAddress(*known);
    if (!known->isLid())
        return address;
    const auto phone = m_store.phoneOf(*known);
    if (!phone)
        return fail(phone.error());
    if (*phone) {
        const Jid former((*phone)->user(), known->isHosted() ? Jid::Server::Hosted : Jid::Server::Phone,
                         known->device());
        if (auto moved = m_store.transaction([&] { return moveSenderKey(group, signalAddress(former), address); });
            !moved)
            return fail(moved.error());
    }
    return address;
}

Result<bool> DeviceAddresses::learn(const Jid &lid, const Jid &phone)
{
    return m_store.transaction([&]() -> Result<bool> {
        auto isNew = m_store.saveLidMapping(lid, phone);
        if (!isNew)
            return isNew;
        if (auto moved = moveAll(lid.account(), phone.account()); !moved)
            return fail(moved.error());
        return isNew;
    });
}

Result<> DeviceAddresses::moveAll(const Jid &lid, const Jid &phone)
{
    const std::array<std::pair<Jid, Jid>, 2> names{{{phone, lid}, {hostedOf(phone), hostedOf(lid)}}};
    for (const auto &[from, to] : names) {
        if (auto moved = moveSessions(accountNameOf(from), accountNameOf(to)); !moved)
            return moved;
        if (auto moved = m_store.moveIdentities(accountNameOf(from), accountNameOf(to)); !moved)
            return moved;
        if (auto moved = moveSenderKeys(accountNameOf(from), accountNameOf(to)); !moved)
            return moved;
    }
    return {};
}

Result<> DeviceAddresses::moveSessions(const QString &fromName, const QString &toName)
{
    const auto addresses = m_store.sessionAddresses(fromName);
    if (!addresses)
        return fail(addresses.error());
    for (const QString &from : *addresses) {
        const QString to = renamed(from, fromName, toName);
        const auto taken = m_store.session(to);
        if (!taken)
            return fail(taken.error());
        if (!*taken) {
            const auto record = m_store.session(from);
            if (!record)
                return fail(record.error());
            if (auto saved = m_store.saveSession(to, (*record)->view()); !saved)
                return saved;
        }
        if (auto removed = m_store.removeSession(from); !removed)
            return removed;
    }
    return {};
}

Result<> DeviceAddresses::moveSenderKeys(const QString &fromName, const QString &toName)
{
    const auto names = m_store.senderKeyNames(fromName);
    if (!names)
        return fail(names.error());
    for (const auto &[group, from] : *names) {
        if (auto moved = moveSenderKey(group, from, renamed(from, fromName, toName)); !moved)
            return moved;
    }
    return {};
}

Result<> DeviceAddresses::moveSenderKey(const Jid &group, const QString &from, const QString &to)
{
    const auto record = m_store.senderKey(group, from);
    if (!record)
        return fail(record.error());
    if (!*record)
        return {};
    const auto taken = m_store.senderKey(group, to);
    if (!taken)
        return fail(taken.error());
    if (!*taken) {
        if (auto saved = m_store.saveSenderKey(group, to, (*record)->view()); !saved)
            return saved;
    }
    return m_store.removeSenderKey(group, from);
}

} // namespace desk::wa
