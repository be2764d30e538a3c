#pragma once

#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/conversation/wording.h"
#include "core/customers/identityresolver.h"
#include "core/messaging/messagechannel.h"
#include "core/messaging/outbox.h"
#include "core/storage/messagerepository.h"

#include <QObject>

namespace desk {

/// Turns customers' calls away with a polite text, where the setting says so: at a desk nobody takes calls.
///
/// Only while it rings; and the text goes out once an hour to the same customer, however often they ring. The line about the call is
/// in the chat in any case (Inbox). Lives on the core thread.
class CallGuard : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        MessageRepository &messages;
        IdentityResolver &customers;
        Outbox &outbox;
    };
    struct Options
    {
        bool rejects = false;
        bool formal = false; ///< usted
    };

    static constexpr std::chrono::milliseconds ringsFor{std::chrono::seconds(60)};
    static constexpr std::chrono::milliseconds textEvery{std::chrono::hours(1)};

    CallGuard(Stores stores, MessageChannel &channel, Clock &clock, QObject *parent = nullptr);

    void setOptions(const Options &options) { m_options = options; }
    /// @param id of a message of the kind "call" that was just stored.
    void take(MessageId id);

private:
    [[nodiscard]] Result<> turnAway(const Message &call);
    [[nodiscard]] Result<bool> wasToldOfLate(const Message &call, const QString &text);

    Stores m_stores;
    MessageChannel &m_channel;
    Clock &m_clock;
    Options m_options;
};

} // namespace desk
