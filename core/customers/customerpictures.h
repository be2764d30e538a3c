#pragma once

#include "core/attachments/attachmentstore.h"
#include "core/base/clock.h"
#include "core/base/database.h"
#include "core/customers/identityresolver.h"
#include "core/events/livelog.h"
#include "core/messaging/messagechannel.h"

#include <QObject>
#include <QQueue>
#include <QSet>

namespace desk {

/// The pictures that customers show of themselves: asked for when they write, once a week at the most, one at a time and with a pause
/// in between, as a person would look at them. Whoever shows none has none; a failure is tried again with the next message.
///
/// Lives on the core thread.
class CustomerPictures : public QObject
{
    Q_OBJECT

public:
    struct Stores
    {
        Database &database;
        IdentityResolver &customers;
        AttachmentStore &attachments;
        LiveLog &live;
    };

    static constexpr std::chrono::milliseconds freshFor{std::chrono::hours(7 * 24)};
    static constexpr std::chrono::milliseconds pause{std::chrono::seconds(5)};
    static constexpr qsizetype mostWaiting = 100;
    static constexpr qsizetype mostBytes = 1024 * 1024;

    CustomerPictures(Stores stores, MessageChannel &channel, Clock &clock, QObject *parent = nullptr);

    /// The customer has written.
    void want(CustomerId customer);
    /// The one behind that address has another picture now, or none.
    void changed(const QString &address);

private:
    void pump();
    void fetch(CustomerId customer);
    /// Then comes the next.
    void rest();
    void take(CustomerId customer, const Result<ProfilePicture> &picture);
    [[nodiscard]] Result<bool> isFresh(CustomerId customer);
    [[nodiscard]] Result<> store(CustomerId customer, const ProfilePicture &picture);
    [[nodiscard]] Result<> remove(CustomerId customer);
    [[nodiscard]] Result<> noteChecked(CustomerId customer);

    Stores m_stores;
    MessageChannel &m_channel;
    Clock &m_clock;
    QQueue<CustomerId> m_waiting;
    QSet<CustomerId> m_known; ///< asked about of late: their messages cost no look at the table
    bool m_busy = false;
};

} // namespace desk
