#pragma once

#include "core/customers/identityresolver.h"
#include "core/messaging/channelevents.h"
#include "core/messaging/inbox.h"
#include "core/messaging/otherchats.h"
#include "core/messaging/outbox.h"

namespace desk {

/// The desk's end of a channel: hands each event to whom it concerns.
///
/// A batch is one transaction. An event that can never be taken (a message without an id, a telephone number of 200 characters) must
/// not hold up those behind it for ever: the batch is taken without it, and the log says so. Lives on the core thread; owns nothing.
class ChannelReceiver final : public ChannelSink
{
public:
    ChannelReceiver(Database &database, Inbox &inbox, Outbox &outbox, IdentityResolver &customers, OtherChats &others)
        : m_database(database), m_inbox(inbox), m_outbox(outbox), m_customers(customers), m_others(others)
    {
    }

    [[nodiscard]] Result<> take(const QList<ChannelEvent> &events) override;

private:
    [[nodiscard]] Result<> takeOne(const IncomingMessage &message);
    [[nodiscard]] Result<> takeOne(const DeliveryUpdate &update);
    [[nodiscard]] Result<> takeOne(const AliasLearned &learned);
    [[nodiscard]] Result<> takeOne(const ReadElsewhere &read);
    [[nodiscard]] Result<> takeOne(const SecurityCodeChanged &changed);
    [[nodiscard]] Result<> takeOne(const OtherChatMessage &message);

    Database &m_database;
    Inbox &m_inbox;
    Outbox &m_outbox;
    IdentityResolver &m_customers;
    OtherChats &m_others;
};

} // namespace desk
