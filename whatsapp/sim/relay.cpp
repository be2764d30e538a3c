#include "whatsapp/sim/relay.h"

namespace desk::wa::sim {

Relay::Relay(const RelayContext &context, QObject *parent)
    : QObject(parent), m_news(context.news), m_courier(context.courier), m_clock(context.clock),
      m_messageRelay(context), m_receiptRelay(context), m_presences(context)
{
    connect(&context.courier, &Courier::phoneStanza, this, &Relay::phoneStanza);
    connect(&m_presences, &PresenceBook::renamed, this, &Relay::renamed);
}

void Relay::message(const Sender &from, const Node &message)
{
    ++m_messages;
    m_messageRelay.take(from, message);
}

void Relay::receipt(const Sender &from, const Node &receipt)
{
    ++m_receipts;
    if (receipt.attr("type") == "retry") {
        ++m_retries;
        m_messageRelay.askedAgain(from, receipt.attr("id"));
    }
    m_receiptRelay.take(from, receipt);
}

void Relay::notification(const Endpoint &to, Node notification)
{
    if (!to.exists())
        return;
    notification.set({"from", to.account->jid()});
    notification.set({"t", m_clock.nowMs() / 1000});
    m_courier.hand(to, notification);
}

void Relay::identityChanged(Account &account)
{
    m_news.identityChanged(account);
}

} // namespace desk::wa::sim
