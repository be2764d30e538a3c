#include "core/messaging/channelreceiver.h"

#include "core/base/logging.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace desk {

Result<> ChannelReceiver::take(const QList<ChannelEvent> &events)
{
    // A failure inside a transaction undoes the whole of it: without the event that failed, everything is taken anew.
    QSet<qsizetype> untakeable;
    for (;;) {
        qsizetype at = 0;
        auto taken = m_database.transaction([&]() -> Result<> {
            for (at = 0; at < events.size(); ++at) {
                if (untakeable.contains(at))
                    continue;
                auto done = std::visit([this](const auto &event) { return takeOne(event); }, events.at(at));
                if (!done)
                    return done;
            }
            return {};
        });
        if (taken)
            return {};
        if (taken.error().code == Errc::Storage || at >= events.size())
            return fail(Errc::Storage, taken.error().detail);
        qCCritical(lcInbox).noquote() << "passed over an event of kind" << events.at(at).index()
                                      << "that can never be taken:" << toString(taken.error().code);
        untakeable.insert(at);
    }
}

Result<> ChannelReceiver::takeOne(const IncomingMessage &message)
{
    auto taken = m_inbox.take(message);
    return taken ? Result<>() : fail(taken.error());
}

Result<> ChannelReceiver::takeOne(const DeliveryUpdate &update)
{
    return m_outbox.recordDelivery(update);
}

Result<> ChannelReceiver::takeOne(const AliasLearned &learned)
{
    return m_customers.learnAlias(learned.address, learned.alias);
}

Result<> ChannelReceiver::takeOne(const ReadElsewhere &read)
{
    return m_inbox.take(read);
}

Result<> ChannelReceiver::takeOne(const SecurityCodeChanged &changed)
{
    return m_inbox.take(changed);
}

Result<> ChannelReceiver::takeOne(const OtherChatMessage &message)
{
    return m_others.take(message);
}

} // namespace desk
