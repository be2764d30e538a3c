#include "whatsapp/sim/presencebook.h"

#include "whatsapp/sim/privacytoken.h"

#include <algorithm>

namespace desk::wa::sim {

PresenceBook::PresenceBook(const RelayContext &context, QObject *parent) : QObject(parent), m_context(context) { }

void PresenceBook::take(const Endpoint &from, const Node &presence)
{
    const QByteArray type = presence.attr("type");
    if (type == "subscribe") {
        const auto to = presence.jid("to");
        const Node *token = presence.child("tctoken");
        const Account *account = to && to->isPerson() ? m_context.directory.account(*to) : nullptr;
        if (token && account && token->bytes() != privacyToken(*account, *from.account))
            m_context.violations.report(from.name(), {"tctoken", QStringLiteral("not the contact's"), {}});
        if (to)
            subscribe(from, *to);
        return;
    }
    if (const QString name = QString::fromUtf8(presence.attr("name")); !name.isEmpty() && name != from.account->name) {
        from.account->name = name;
        Q_EMIT renamed(from.account->number());
    }
    if (type != "available" && type != "unavailable")
        return;
    const bool available = type == "available";
    if (Device *device = from.companion())
        device->available = available;
    else if (available)
        m_availablePhones.insert(from.account);
    else
        m_availablePhones.remove(from.account);
    update(*from.account);
}

void PresenceBook::left(const Endpoint &companion)
{
    for (Subscribers &subscribers : m_subscribers)
        subscribers.remove(companion);
    if (Device *device = companion.companion())
        device->available = false;
    update(*companion.account);
}

void PresenceBook::subscribe(const Endpoint &from, const Jid &to)
{
    const Account *account = to.isPerson() ? m_context.directory.account(to) : nullptr;
    if (!account)
        return;
    m_subscribers[account].insert(from, to.isLid());
    m_context.courier.tell(from, presence(*account, to.isLid()));
}

bool PresenceBook::isAvailable(const Account &account) const
{
    return m_availablePhones.contains(&account)
        || std::ranges::any_of(account.devices(), [](const auto &entry) { return entry.second->available; });
}

void PresenceBook::update(Account &account)
{
    const bool available = isAvailable(account);
    if (available == m_available.contains(&account))
        return;
    if (available) {
        m_available.insert(&account);
    } else {
        m_available.remove(&account);
        m_lastSeen.insert(&account, m_context.clock.nowMs() / 1000);
    }
    const Subscribers subscribers = m_subscribers.value(&account);
    for (auto subscriber = subscribers.cbegin(); subscriber != subscribers.cend(); ++subscriber)
        m_context.courier.tell(subscriber.key(), presence(account, subscriber.value()));
}

Node PresenceBook::presence(const Account &account, bool lid) const
{
    Node node{.tag = "presence", .attributes = {{"from", lid ? account.lid() : account.jid()}}};
    if (m_available.contains(&account))
        return node.set({"type", "available"});
    node.set({"type", "unavailable"});
    if (account.privacy.value("last") != "all")
        node.set({"last", "deny"});
    else if (const qint64 last = m_lastSeen.value(&account); last > 0)
        node.set({"last", last});
    return node;
}

void PresenceBook::takeChatState(const Endpoint &from, const Node &chatState)
{
    const auto to = chatState.jid("to");
    if (!to)
        return;
    Node passed{.tag = "chatstate", .content = chatState.content};
    const auto tellAll = [&](Account &account) {
        m_context.courier.tell({&account, 0}, passed);
        for (const auto &[number, device] : account.devices()) {
            if (device->active)
                m_context.courier.tell({&account, number}, passed);
        }
    };
    if (const Group *group = m_context.groups.find(*to); group && group->has(*from.account)) {
        passed.set({"from", *to});
        passed.set({"participant", (group->lid ? from.account->lid() : from.account->jid())});
        for (Account *member : group->members) {
            if (member != from.account)
                tellAll(*member);
        }
        return;
    }
    Account *account = to->isPerson() ? m_context.directory.account(*to) : nullptr;
    if (account && account != from.account) {
        passed.set({"from", to->isLid() ? from.account->lid() : from.account->jid()});
        tellAll(*account);
    }
}

} // namespace desk::wa::sim
