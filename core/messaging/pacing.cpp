#include "core/messaging/pacing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr qint64 minuteLength = 60'000;
constexpr qint64 hourLength = 60 * minuteLength;
constexpr qint64 dayLength = 24 * hourLength;

constexpr double charactersPerSecond = 25;
constexpr std::chrono::milliseconds leastTyping{1'000};
constexpr std::chrono::milliseconds mostTyping{3'000};
/// Automatic answers leave within ten seconds of a burst's end; one is left for the way.
constexpr std::chrono::milliseconds answeredWithin{9'000};

/// From there on it is time to look.
constexpr double lowFrom = 0.8;

int countSince(const QList<qint64> &times, qint64 since)
{
    return int(std::distance(std::upper_bound(times.cbegin(), times.cend(), since), times.cend()));
}

bool isLow(int used, int limit)
{
    return limit > 0 && used >= int(std::ceil(limit * lowFrom));
}

int shareOf(int limit)
{
    return limit == 0 ? 0 : std::max(1, limit * 3 / 4);
}

} // namespace

// --- What left

void PaceBook::note(qint64 at, CustomerId customer)
{
    const auto add = [at](Times &times) {
        // Somebody may have set the clock back.
        times.append(times.isEmpty() ? at : std::max(at, times.constLast()));
    };
    add(m_all);
    add(m_of[customer]);
}

void PaceBook::forget(qint64 now)
{
    const qint64 before = now - dayLength;
    const auto drop = [&](Times &times) {
        // What lies ahead of a clock that was set back must not hold anybody for long.
        for (qint64 &time : times)
            time = std::min(time, now);
        times.erase(times.begin(), std::upper_bound(times.begin(), times.end(), before));
    };
    drop(m_all);
    m_of.removeIf([&](auto entry) {
        drop(entry.value());
        return entry.value().isEmpty();
    });
}

PaceLimits PaceBook::used(const Times &times, qint64 now)
{
    return {.minute = countSince(times, now - minuteLength),
            .hour = countSince(times, now - hourLength),
            .day = countSince(times, now - dayLength)};
}

PaceLimits PaceBook::usedBy(CustomerId customer, qint64 now) const
{
    return used(m_of.value(customer), now);
}

qint64 PaceBook::freeAt(const Times &times, const PaceLimits &limits, qint64 now)
{
    qint64 free = 0;
    const std::array<std::pair<int, qint64>, 3> windows{
        {{limits.minute, minuteLength}, {limits.hour, hourLength}, {limits.day, dayLength}}};
    for (const auto &[limit, length] : windows) {
        if (limit > 0 && times.size() >= limit)
            free = std::max(free, times.at(times.size() - limit) + length);
    }
    return std::min(free, now + dayLength);
}

qint64 PaceBook::freeForAt(CustomerId customer, const PaceLimits &limits, qint64 now) const
{
    return freeAt(m_of.value(customer), limits, now);
}

// --- What becomes of a message

QString toString(PaceReason reason)
{
    static const std::array<QString, 9> names{
        u""_s,          u"budget_low"_s,         u"budget_spent"_s,    u"contact_budget_spent"_s, u"quiet_hours"_s,
        u"slow_down"_s, u"account_restricted"_s, u"new_chats_spent"_s, u"new_chats_warning"_s};
    return names.at(size_t(reason));
}

PaceLimits limitsFor(Purpose purpose, const PaceLimits &limits)
{
    if (purpose != Purpose::Notice)
        return limits;
    return {.minute = shareOf(limits.minute), .hour = shareOf(limits.hour), .day = shareOf(limits.day)};
}

PaceDecision paceOf(Purpose purpose, CustomerId customer, const PaceBook &book, const PacingSettings &settings,
                    qint64 brakeUntil, qint64 now, const QDateTime &local)
{
    if (!settings.on || purpose == Purpose::Person)
        return {};
    if (brakeUntil > now)
        return {PaceReason::SlowDown, brakeUntil};
    if (purpose == Purpose::Notice) {
        if (const QDateTime quiet = quietUntil(settings.quiet, local); quiet.isValid())
            return {PaceReason::QuietHours, quiet.toMSecsSinceEpoch()};
    }
    if (const qint64 free = book.freeForAllAt(limitsFor(purpose, settings.all), now); free > now)
        return {PaceReason::BudgetSpent, free};
    if (const qint64 free = book.freeForAt(customer, limitsFor(purpose, settings.contact), now); free > now)
        return {PaceReason::ContactBudget, free};
    return {};
}

std::chrono::milliseconds typingTime(qsizetype characters, double unit, std::chrono::milliseconds sinceAsked)
{
    const double jitter = 0.85 + 0.3 * std::clamp(unit, 0.0, 1.0);
    const double typed = 1000.0 * double(std::max<qsizetype>(characters, 0)) / charactersPerSecond * jitter;
    const auto wanted = std::clamp(std::chrono::milliseconds(qint64(std::min(typed, 60'000.0))), leastTyping,
                                   mostTyping);
    if (sinceAsked < 0ms)
        return wanted;
    return std::clamp<std::chrono::milliseconds>(answeredWithin - sinceAsked, 0ms, wanted);
}

std::chrono::milliseconds brakeAfter(const QString &cause)
{
    if (cause == "rate_limited"_L1)
        return 5min;
    if (cause == "forbidden"_L1 || cause == "not_authorized"_L1)
        return 2min;
    return 0ms;
}

// --- How the desk stands

QString toString(PaceLight light)
{
    switch (light) {
    case PaceLight::Green:
        return u"green"_s;
    case PaceLight::Amber:
        return u"amber"_s;
    case PaceLight::Red:
        break;
    }
    return u"red"_s;
}

PaceState paceState(const PaceBook &book, const PacingSettings &settings, const ServiceLimits &service,
                    qint64 brakeUntil, qint64 heldContact, qint64 now, const QDateTime &local)
{
    PaceState state{.used = book.usedByAll(now), .limits = settings.all};
    const auto add = [&](PaceLight light, PaceReason reason, qint64 until) {
        state.light = std::max(state.light, light);
        state.reasons.append({reason, until});
        if (until > now)
            state.nextAt = state.nextAt == 0 ? until : std::min(state.nextAt, until);
    };
    if (service.restrictedUntil > now)
        add(PaceLight::Red, PaceReason::Restricted, service.restrictedUntil);
    if (service.newChatsSpent)
        add(PaceLight::Red, PaceReason::NewChatsSpent, service.newChatsUntil);
    if (brakeUntil > now)
        add(PaceLight::Red, PaceReason::SlowDown, brakeUntil);
    if (settings.on) {
        const qint64 free = book.freeForAllAt(settings.all, now);
        const bool low = isLow(state.used.minute, settings.all.minute) || isLow(state.used.hour, settings.all.hour)
            || isLow(state.used.day, settings.all.day);
        if (free > now) {
            add(PaceLight::Red, PaceReason::BudgetSpent, free);
        } else if (low) {
            add(PaceLight::Amber, PaceReason::BudgetLow, 0);
            const qint64 look = now + minuteLength / 2; // it empties by itself
            state.nextAt = state.nextAt == 0 ? look : std::min(state.nextAt, look);
        }
        if (heldContact > now)
            add(PaceLight::Amber, PaceReason::ContactBudget, heldContact);
        if (const QDateTime quiet = quietUntil(settings.quiet, local); quiet.isValid())
            add(PaceLight::Amber, PaceReason::QuietHours, quiet.toMSecsSinceEpoch());
    }
    if (service.newChatsWarning && !service.newChatsSpent)
        add(PaceLight::Amber, PaceReason::NewChatsWarning, service.newChatsUntil);
    return state;
}

} // namespace desk
