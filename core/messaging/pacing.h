#pragma once

#include "core/base/id.h"
#include "core/messaging/quiethours.h"

#include <QHash>
#include <QList>
#include <QString>

#include <chrono>

// How fast the desk may write, so that it writes like people do and the account is not taken for a machine's: rules only, on plain
// values. A technician's words are counted and never held. Pure, any thread; all times are UTC milliseconds.
namespace desk {

/// Whose words they are, by how long they may wait. The numbers are those of the database.
enum class Purpose {
    Person = 0, ///< a technician's: at once
    Reply = 1,  ///< the conversation's, to somebody who has just written
    Notice = 2, ///< told unasked: changes of status, reminders
};

/// How many messages in a while; 0: no limit.
struct PaceLimits
{
    int minute = 0;
    int hour = 0;
    int day = 0;

    friend bool operator==(const PaceLimits &, const PaceLimits &) = default;
};

struct PacingSettings
{
    bool on = false;     ///< off: everything leaves at once
    bool typing = true;  ///< automatic texts are preceded by "is typing"
    PaceLimits all = {}; ///< over all chats
    PaceLimits contact = {};
    std::chrono::milliseconds gap{0}; ///< at least that between two automatic texts
    bool firstContact = false;        ///< customers who never wrote may be written to
    QuietHours quiet = {};

    friend bool operator==(const PacingSettings &, const PacingSettings &) = default;
};

/// What left within the last day. A value that grows with the day's messages.
class PaceBook
{
public:
    void note(qint64 at, CustomerId customer);
    /// Drops what is older than a day.
    void forget(qint64 now);

    [[nodiscard]] PaceLimits usedByAll(qint64 now) const { return used(m_all, now); }
    [[nodiscard]] PaceLimits usedBy(CustomerId customer, qint64 now) const;
    /// From when on one more fits under @p limits; at most @p now when it fits already.
    [[nodiscard]] qint64 freeForAllAt(const PaceLimits &limits, qint64 now) const { return freeAt(m_all, limits, now); }
    [[nodiscard]] qint64 freeForAt(CustomerId customer, const PaceLimits &limits, qint64 now) const;

private:
    using Times = QList<qint64>; // rising
    [[nodiscard]] static PaceLimits used(const Times &times, qint64 now);
    [[nodiscard]] static qint64 freeAt(const Times &times, const PaceLimits &limits, qint64 now);

    Times m_all;
    QHash<CustomerId, Times> m_of;
};

/// Why the desk holds something back, or is about to.
enum class PaceReason {
    None,
    BudgetLow,       ///< most of a budget is used
    BudgetSpent,     ///< over all chats
    ContactBudget,   ///< of one chat
    QuietHours,      ///< notices wait
    SlowDown,        ///< the service asked for it
    Restricted,      ///< the service lets the account begin no chats
    NewChatsSpent,   ///< the service's monthly number of them is used up
    NewChatsWarning, ///< it will be soon
};
/// "budget_low", ...; empty for None.
[[nodiscard]] QString toString(PaceReason reason);

/// What becomes of a message that could leave now.
struct PaceDecision
{
    PaceReason reason = PaceReason::None; ///< None: it leaves
    qint64 until = 0;                     ///< otherwise: to be asked again then
};

/// Budgets for @p purpose: notices leave a quarter of what there is to replies, so that news never starve a conversation.
[[nodiscard]] PaceLimits limitsFor(Purpose purpose, const PaceLimits &limits);

/// @param brakeUntil the service has asked to slow down until then; 0: it has not. @param local the local time.
[[nodiscard]] PaceDecision paceOf(Purpose purpose, CustomerId customer, const PaceBook &book,
                                  const PacingSettings &settings, qint64 brakeUntil, qint64 now,
                                  const QDateTime &local);

/// How long somebody would type that many characters: one to three seconds. @param unit in [0, 1): the jitter. @param sinceAsked how
/// long ago the customer wrote; the text is there nine seconds after that at the latest. Negative: he did not ask.
[[nodiscard]] std::chrono::milliseconds typingTime(qsizetype characters, double unit,
                                                   std::chrono::milliseconds sinceAsked);

enum class PaceLight { Green, Amber, Red };
/// "green", "amber", "red"
[[nodiscard]] QString toString(PaceLight light);

/// Limits that the service has put on the account, as far as they matter here.
struct ServiceLimits
{
    qint64 restrictedUntil = 0; ///< 0: not restricted
    bool newChatsSpent = false;
    bool newChatsWarning = false;
    qint64 newChatsUntil = 0; ///< end of the service's cycle; 0: not told

    friend bool operator==(const ServiceLimits &, const ServiceLimits &) = default;
};

/// How the desk stands, for people.
struct PaceState
{
    struct Reason
    {
        PaceReason reason = PaceReason::None;
        qint64 until = 0; ///< 0: until something changes

        friend bool operator==(const Reason &, const Reason &) = default;
    };
    PaceLight light = PaceLight::Green;
    QList<Reason> reasons = {}; ///< the worst first
    PaceLimits used = {};       ///< over all chats
    PaceLimits limits = {};
    int held = 0;      ///< messages that pacing holds back
    qint64 nextAt = 0; ///< when the state may be another by the clock alone; 0: never
};

/// @param heldContact until when a chat's own budget holds something back; 0: none does.
[[nodiscard]] PaceState paceState(const PaceBook &book, const PacingSettings &settings, const ServiceLimits &service,
                                  qint64 brakeUntil, qint64 heldContact, qint64 now, const QDateTime &local);

/// How long automatic texts pause when the service has refused one with @p cause; 0: they do not.
[[nodiscard]] std::chrono::milliseconds brakeAfter(const QString &cause);

} // namespace desk
