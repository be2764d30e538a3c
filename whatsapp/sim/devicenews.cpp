#include "whatsapp/sim/devicenews.h"

#include "whatsapp/message/receipt.h"
#include "whatsapp/sim/stanzas.h"

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

/// Of the whole list, by hidden id or by phone number.
QByteArray listHash(const Account &account, bool lid)
{
    QList<Jid> devices{lid ? account.lid() : account.jid()};
    for (const auto &[number, device] : account.devices())
        devices.append(lid ? device->lid : device->jid);
    return participantHash(devices);
}

Node keyIndexList(const Account &account, qint64 now, Random &random)
{
    QList<quint32> indexes;
    for (const auto &[number, device] : account.devices())
        indexes.append(device->keyIndex);
    return {.tag = "key-index-list",
            .attributes = {{"ts", now}},
            .content = account.phone().keyIndexList(account.rawId(), now, indexes, random)};
}

} // namespace

DeviceNews::DeviceNews(Courier &courier, StanzaIds &ids, const Times &times, Clock &clock, Random &random,
                       QObject *parent)
    : QObject(parent), m_courier(courier), m_ids(ids), m_times(times), m_clock(clock), m_random(random)
{
}

void DeviceNews::met(Account &a, Account &b)
{
    if (&a == &b)
        return;
    m_acquaintances[&a].insert(&b);
    m_acquaintances[&b].insert(&a);
}

void DeviceNews::told(const Endpoint &asker, Account &about)
{
    const qint64 now = m_clock.nowMs();
    m_told.insert({asker, &about}, {now, now});
    if (asker.account != &about)
        m_acquaintances[&about].insert(asker.account);
}

void DeviceNews::taken(const Endpoint &reader, const Node &notification)
{
    const auto notice = m_notices.constFind(notification.attr("id"));
    if (notice == m_notices.cend())
        return;
    Knowledge &known = m_told[{reader, notice->about}];
    if (known.of < notice->at)
        known = {notice->at, m_clock.nowMs() + m_times.newDevice.count()};
}

bool DeviceNews::mustKnow(const Endpoint &sender, const Endpoint &device) const
{
    if (m_excused.contains({sender, device}))
        return false;
    const qint64 listedAt = device.device == 0 ? 0 : device.companion()->listedAt;
    const auto known = m_told.constFind({sender, device.account});
    if (known != m_told.cend())
        return listedAt <= known->of && m_clock.nowMs() >= known->since;
    // Never told: who is older than this process may have a list from before it, anybody else has not asked.
    const bool mayHaveOldList = sender.device != 0 && sender.companion()->listedAt == 0;
    return listedAt == 0 || !mayHaveOldList;
}

void DeviceNews::added(Account &account, Device &device)
{
    device.listedAt = m_clock.nowMs();
    publish(account, device, "add");
}

void DeviceNews::removed(Account &account, const Device &device)
{
    m_told.removeIf([&](const auto &told) { return told.key().first == Endpoint{&account, device.jid.device()}; });
    publish(account, device, "remove");
}

void DeviceNews::publish(Account &account, const Device &device, const QByteArray &action)
{
    const qint64 now = m_clock.nowMs();
    const Node indexes = keyIndexList(account, now / 1000, m_random);
    // Under each name, for a client looks only under the one it knows (note 4).
    for (const bool lid : {false, true}) {
        Node change{.tag = action,
                    .attributes = {{"device_hash", listHash(account, lid)}},
                    .content = QList{
                        Node{.tag = "device",
                             .attributes = {{"jid", lid ? device.lid : device.jid}, {"key-index", device.keyIndex}}},
                        indexes}};
        Node news = notification("devices", lid ? account.lid() : account.jid(), account, {});
        if (!lid) {
            change.set({"device_lid_hash", listHash(account, true)});
            std::get<QList<Node>>(change.content).first().set({"lid", device.lid});
            news.set({"lid", account.lid()});
        }
        news.append(std::move(change));
        for (Account *acquaintance : std::as_const(m_acquaintances[&account]))
            m_courier.handAll(*acquaintance, news);
    }

    Node own{.tag = "devices", .attributes = {{"dhash", listHash(account, false)}}};
    own.append(Node{.tag = "device", .attributes = {{"jid", account.jid()}}});
    for (const auto &[number, companion] : account.devices())
        own.append(Node{.tag = "device", .attributes = {{"jid", companion->jid}, {"key-index", companion->keyIndex}}});
    own.append(indexes);
    const Node sync = notification("account_sync", account.jid(), account, {std::move(own)});
    for (const auto &[number, companion] : account.devices()) {
        if (companion.get() != &device)
            m_courier.hand({&account, number}, sync);
    }
}

void DeviceNews::identityChanged(Account &account)
{
    const Node news = notification("encrypt", account.jid(), account, {Node{.tag = "identity"}});
    for (Account *acquaintance : std::as_const(m_acquaintances[&account]))
        m_courier.handAll(*acquaintance, news);
}

Node DeviceNews::notification(const QByteArray &type, const Jid &from, Account &about, QList<Node> children)
{
    const QByteArray id = m_ids.next();
    const qint64 now = m_clock.nowMs();
    if (type != "encrypt")
        m_notices.insert(id, {&about, now});
    Node node = serverNotification(type, id, now / 1000, std::move(children));
    node.set({"from", from});
    return node;
}

} // namespace desk::wa::sim
