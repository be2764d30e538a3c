#pragma once

#include <QtGlobal>

// When a privacy token counts and when it is given (note 2, section 4.8). Pure arithmetic; all times are Unix seconds, divisions cut
// off. The periods are the service's defaults (server properties 865, 909, 996 and 997).
namespace desk::wa::tokenrules {

inline constexpr qint64 week = 604'800; ///< weeks begin on Thursday, 00:00 UTC
inline constexpr qint64 weeksKept = 4;

/// A token from before is of no use any more: it lasts 21 to 28 days.
[[nodiscard]] constexpr qint64 cutoff(qint64 now)
{
    return now < week * weeksKept ? 0 : (now / week - (weeksKept - 1)) * week;
}

/// Whether a token of that age may be attached.
[[nodiscard]] constexpr bool isUsable(qint64 t, qint64 now)
{
    return t > 0 && t >= cutoff(now);
}

/// Whether the contact is given ours after a message to him: once in each week. @param givenAt 0: never.
[[nodiscard]] constexpr bool isDue(qint64 givenAt, qint64 now)
{
    return givenAt <= 0 || now / week > givenAt / week;
}

/// Whether the contact can still hold one of ours, which a new identity of his has to be given again, with its old time.
[[nodiscard]] constexpr bool isDueAgain(qint64 givenAt, qint64 now)
{
    return isUsable(givenAt, now);
}

/// How far ahead of our clock another's may be.
inline constexpr qint64 tolerance = 2 * 86'400;

} // namespace desk::wa::tokenrules
