#include "core/messaging/callguard.h"

#include "core/base/logging.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {
constexpr int lookedBack = 100; // messages; who writes more than that in an hour may well hear it again
} // namespace

CallGuard::CallGuard(Stores stores, MessageChannel &channel, Clock &clock, QObject *parent)
    : QObject(parent), m_stores(stores), m_channel(channel), m_clock(clock)
{
}

void CallGuard::take(MessageId id)
{
    if (!m_options.rejects)
        return;
    const auto call = m_stores.messages.find(id);
    if (!call) {
        qCWarning(lcInbox).noquote() << "call" << id.value << "not found:" << call.error().detail;
        return;
    }
    if (m_clock.nowMs() - call->createdAt > ringsFor.count())
        return; // it rang while nobody was connected
    m_channel.rejectCall(call->wireId.mid(callWirePrefix.size()));
    if (const auto done = turnAway(*call); !done)
        qCCritical(lcInbox).noquote() << "caller not told:" << done.error().detail;
}

Result<> CallGuard::turnAway(const Message &call)
{
    const auto customer = m_stores.customers.find(call.customerId);
    if (!customer)
        return fail(customer.error());
    if (customer->optOut)
        return {};
    const QString text = Wording(m_options.formal).text(u"call_rejected"_s, customer->language);
    const auto told = wasToldOfLate(call, text);
    if (!told || *told)
        return told ? Result<>() : fail(told.error());
    const auto message = m_stores.outbox.enqueue(call.customerId, call.ticketId, {Author::Type::Bot, 0, {}}, text);
    return message ? Result<>() : fail(message.error());
}

Result<bool> CallGuard::wasToldOfLate(const Message &call, const QString &text)
{
    Statement query = m_stores.database.prepare(
        u"SELECT 1 FROM (SELECT direction, text, created_at FROM message WHERE customer_id = ? ORDER BY id DESC LIMIT ?) "
        "WHERE direction = 'out' AND text = ? AND created_at > ? LIMIT 1"_s);
    query.bind(call.customerId.value).bind(lookedBack).bind(text).bind(call.createdAt - textEvery.count());
    if (auto done = query.exec(); !done)
        return fail(done.error());
    return query.next();
}

} // namespace desk
