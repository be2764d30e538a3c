#pragma once

#include "core/base/result.h"
#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QMetaType>

#include <optional>

// What the service tells of limits it has put on the own account: requests, answers and notices, JSON inside stanzas (note 2, section
// 4.5). Pure, any thread. All times are Unix seconds.
namespace desk::wa {

/// "Reach-out time lock": no new chats until a given time; chats with a valid privacy token go on.
struct TimeLock
{
    bool active = false;
    qint64 ends = 0;      ///< 0 unless active
    QByteArray type = {}; ///< the service's word for why: "DEFAULT", "WEB_COMPANION_ONLY", "BIZ_QUALITY", ...

    friend bool operator==(const TimeLock &, const TimeLock &) = default;
};

/// How many new chats the account may begin in a cycle.
struct NewChatCap
{
    enum class Level { None, FirstWarning, SecondWarning, Capped };
    Level level = Level::None;
    qint64 total = 0; ///< 0: no limit is told
    qint64 used = 0;
    qint64 cycleEnds = 0; ///< 0: not told

    friend bool operator==(const NewChatCap &, const NewChatCap &) = default;
};

/// What is known of them: nothing where the service has not told.
struct AccountLimits
{
    std::optional<TimeLock> timeLock = {};
    std::optional<NewChatCap> newChats = {};

    friend bool operator==(const AccountLimits &, const AccountLimits &) = default;
};

[[nodiscard]] Node timeLockRequest();
[[nodiscard]] Node newChatCapRequest();

/// Answers to these. @param now Unix seconds.
/// @return Protocol for an answer that says nothing of it: that is "not known", never "not locked".
[[nodiscard]] Result<TimeLock> parseTimeLock(const Node &answer, qint64 now);
[[nodiscard]] Result<NewChatCap> parseNewChatCap(const Node &answer, qint64 now);

/// Reads <notification type="mex">: what it tells of these limits, recognised by its content. Nothing of anything else.
[[nodiscard]] AccountLimits parseLimitNotification(const Node &notification, qint64 now);

/// For the store. @return Invalid for what is none.
[[nodiscard]] QByteArray serialized(const TimeLock &lock);
[[nodiscard]] QByteArray serialized(const NewChatCap &cap);
[[nodiscard]] Result<TimeLock> timeLockFrom(const QByteArray &stored);
[[nodiscard]] Result<NewChatCap> newChatCapFrom(const QByteArray &stored);

} // namespace desk::wa

Q_DECLARE_METATYPE(desk::wa::AccountLimits)
