#include "whatsapp/sim/receiptrelay.h"

#include "whatsapp/sim/groupbook.h"
#include "whatsapp/sim/stanzarules.h"

#include <QByteArrayList>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

/// What only the server is told.
bool endsHere(const QByteArray &type)
{
    static const QByteArrayList types{"sender", "peer_msg", "hist_sync"};
    return types.contains(type);
}

bool isReading(const QByteArray &type)
{
    return type == "read" || type == "read-self" || type == "played" || type == "played-self";
}

} // namespace

void ReceiptRelay::take(const Endpoint &from, const Node &receipt)
{
    Device *device = from.companion();
    if (m_context.faults.take(RelayFaults::Kind::LoseReceipts, from.name())) {
        if (device)
            m_context.delivery.excuse(*device, receipt);
        return;
    }
    acknowledge(from, receipt);
    if (const auto problem = shapeProblem(receipt)) {
        if (from.device == 0) // a companion's connection has reported it
            m_context.violations.report(from.name(), *problem);
        return;
    }
    if (device)
        m_context.delivery.settle(*device, receipt);
    if (receipt.attr("type") == "retry") {
        if (const auto problem = m_retries.take(from, receipt))
            m_context.violations.report(from.name(), {"retry_receipt", *problem, receipt.attr("id")});
    }
    if (receipt.attr("type") == "server-error")
        return askPhone(from, receipt);
    if (!endsHere(receipt.attr("type")))
        pass(from, receipt);
}

void ReceiptRelay::askPhone(const Endpoint &from, const Node &receipt)
{
    if (receipt.jid("to") != from.account->jid()) {
        m_context.violations.report(from.name(), {"media_retry", u"not to the own phone"_s, receipt.attr("id")});
        return;
    }
    Node passed = receipt;
    passed.set({"from", from.jid(false)});
    m_context.courier.hand({from.account, 0}, passed);
}

void ReceiptRelay::acknowledge(const Endpoint &to, const Node &receipt)
{
    Node ack{.tag = "ack",
             .attributes = {{"class", "receipt"}, {"id", receipt.attr("id")}, {"from", receipt.attr("to")}}};
    for (const char *name : {"type", "participant", "recipient"}) {
        if (receipt.has(name))
            ack.set({name, receipt.attr(name)});
    }
    m_context.courier.tell(to, ack);
}

void ReceiptRelay::pass(const Endpoint &from, const Node &receipt)
{
    const Jid to = *receipt.jid("to");
    const bool inGroup = isSharedChat(to);
    const auto author = inGroup ? receipt.jid("participant") : std::optional(to);
    Account *account = author && author->isPerson() ? m_context.directory.account(*author) : nullptr;
    if (!account) {
        m_context.violations.report(from.name(), {"unknown_recipient", u"a receipt for nobody"_s, receipt.attr("id")});
        return;
    }
    const bool own = account == from.account;
    const bool lid = author->isLid();
    const QByteArray type = receipt.attr("type");

    Node passed{.tag = "receipt",
                .attributes = {{"from", inGroup ? to : from.jid(lid)},
                               {"id", receipt.attr("id")},
                               {"t", m_context.clock.nowMs() / 1000}},
                .content = receipt.content};
    if (!type.isEmpty())
        passed.set({"type", type});
    if (inGroup)
        passed.set({"participant", from.jid(lid)});
    const Node toOwn = passed;
    const QByteArray other = QByteArray(inGroup ? "participant_" : "sender_") + (lid ? "pn" : "lid");
    if (!lid || !from.account->hidesNumber)
        passed.set({other, lid ? from.account->jid() : from.account->lid()});

    const Endpoint first{account, author->device()};
    if (type == "retry") {
        // Between own devices the chat and the kind tell which message it is.
        for (const char *name : {"recipient", "category"}) {
            if (own && receipt.has(name))
                passed.set({name, receipt.attr(name)});
        }
        if (first.exists() && first != from)
            m_context.courier.hand(first, passed);
        return;
    }
    if (!own && type != "read-self" && type != "played-self") {
        if (first.exists())
            m_context.courier.hand(first, passed);
        m_context.courier.handAll(*account, passed, first.device);
    }
    if (isReading(type)) {
        Node news = toOwn;
        if (!inGroup)
            news.set({"recipient", to.bare()});
        m_context.courier.handAll(*from.account, news, from.device);
    }
}

} // namespace desk::wa::sim
