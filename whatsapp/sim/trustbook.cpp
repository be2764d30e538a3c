#include "whatsapp/sim/trustbook.h"

#include "whatsapp/privacy/tokenrules.h"
#include "whatsapp/privacy/tokenstanzas.h"
#include "whatsapp/sim/privacytoken.h"
#include "whatsapp/sim/stanzas.h"

namespace desk::wa::sim {

namespace {

constexpr int reachOut = 463;

QByteArray bytesInside(const Node &message, QByteArrayView child)
{
    const Node *node = message.child(child);
    return node ? node->bytes() : QByteArray();
}

} // namespace

TrustBook::TrustBook(Courier &courier, StanzaIds &ids, Clock &clock)
    : m_courier(courier), m_ids(ids), m_clock(clock) { }

void TrustBook::give(const Account &issuer, Account &holder, qint64 t)
{
    m_given.insert({&issuer, &holder}, t);
    const auto notice = [&](const Jid &device) {
        Node node = serverNotification(
            "privacy_token", m_ids.next(), now(),
            {Node{.tag = "tokens",
                  .content = QList{Node{.tag = "token",
                                        .attributes = {{"type", "trusted_contact"}, {"t", t}, {"jid", device}},
                                        .content = privacyToken(issuer, holder)}}}});
        node.set({"from", issuer.hidesNumber ? issuer.lid() : issuer.jid()});
        return node.set({"sender_lid", issuer.lid()});
    };
    m_courier.hand({&holder, 0}, notice(holder.jid()));
    for (const auto &[number, device] : holder.devices())
        m_courier.hand({&holder, number}, notice(device->jid));
}

void TrustBook::wrote(const Account &from, Account &to, bool byPhone)
{
    if (&from == &to)
        return;
    m_wrote.insert(Pair(&from, &to));
    if (byPhone && tokenrules::isDue(given(from, to).value_or(0), now()))
        give(from, to, now());
}

std::optional<qint64> TrustBook::given(const Account &issuer, const Account &holder) const
{
    const auto at = m_given.constFind({&issuer, &holder});
    return at == m_given.cend() ? std::nullopt : std::optional(*at);
}

bool TrustBook::isValid(const QByteArray &token, const Account &recipient, const Account &sender) const
{
    if (token != privacyToken(recipient, sender))
        return false;
    // Who has the right one was given it, if only before this process began.
    const auto at = given(recipient, sender);
    return !at || tokenrules::isUsable(*at, now());
}

std::optional<int> TrustBook::refusal(const Account &sender, const Account &recipient, const Node &message) const
{
    if (&sender == &recipient || isValid(bytesInside(message, "tctoken"), recipient, sender))
        return std::nullopt;
    if (sender.timeLock.active && sender.timeLock.ends > now())
        return reachOut;
    const QByteArray fallback = bytesInside(message, "cstoken");
    const bool known = m_wrote.contains(Pair(&recipient, &sender)) || given(recipient, sender)
        || (!fallback.isEmpty() && fallback == fallbackToken(sender.privacySalt(), recipient.lid()));
    return m_required && !known ? std::optional(reachOut) : std::nullopt;
}

} // namespace desk::wa::sim
