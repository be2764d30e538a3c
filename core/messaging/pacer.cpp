#include "core/messaging/pacer.h"

#include "core/base/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

constexpr qint64 paceKeptMs = 24LL * 3'600'000;
constexpr qint64 pacePruneEveryMs = 600'000;

} // namespace

Result<> Pacer::load()
{
    if (auto done = prune(); !done)
        return done;
    Statement query = m_database.prepare(u"SELECT at, customer_id FROM pace_entry WHERE at > ? ORDER BY at, id"_s);
    const qint64 now = m_clock.nowMs();
    if (auto done = query.bind(now - paceKeptMs).exec(); !done)
        return done;
    m_book = {};
    while (query.next())
        m_book.note(std::min(query.int64(0), now), {query.int64(1)});
    return {};
}

Result<> Pacer::prune()
{
    m_prunedAt = m_clock.nowMs();
    m_book.forget(m_prunedAt);
    return m_database.prepare(u"DELETE FROM pace_entry WHERE at <= ?"_s).bind(m_prunedAt - paceKeptMs).exec();
}

PaceDecision Pacer::decide(Purpose purpose, CustomerId customer) const
{
    return paceOf(purpose, customer, m_book, m_settings, m_brakeUntil, m_clock.nowMs(), local());
}

Result<> Pacer::note(CustomerId customer)
{
    const qint64 now = m_clock.nowMs();
    if (now - m_prunedAt > pacePruneEveryMs || now < m_prunedAt) {
        if (auto done = prune(); !done)
            return done;
    }
    Statement insert = m_database.prepare(u"INSERT INTO pace_entry(at, customer_id) VALUES (?, ?)"_s);
    if (auto done = insert.bind(now).bind(customer.value).exec(); !done)
        return done;
    m_database.afterCommit([this, now, customer] { m_book.note(now, customer); });
    return {};
}

void Pacer::noteRefusal(const QString &cause)
{
    const auto brake = brakeAfter(cause);
    if (brake <= 0ms || !m_settings.on)
        return;
    m_brakeUntil = std::max(m_brakeUntil, m_clock.nowMs() + brake.count());
    qCWarning(lcOutbox).noquote() << "automatic messages pause: refused with" << cause;
}

std::chrono::milliseconds Pacer::typingFor(const QString &text, qint64 askedAt) const
{
    if (!m_settings.on || !m_settings.typing)
        return 0ms;
    const auto since = std::chrono::milliseconds(askedAt > 0 ? std::max<qint64>(0, m_clock.nowMs() - askedAt) : -1);
    return typingTime(text.size(), m_random.unit(), since);
}

void Pacer::beginGap()
{
    if (!m_settings.on || m_settings.gap <= 0ms)
        return;
    // A quarter more or less, so that no clock can be heard in it.
    const double factor = 0.75 + 0.5 * m_random.unit();
    m_gapEndsAt = m_clock.nowMs() + qint64(double(m_settings.gap.count()) * factor);
}

PaceState Pacer::state(qint64 heldContact) const
{
    return paceState(m_book, m_settings, m_service, m_brakeUntil, heldContact, m_clock.nowMs(), local());
}

} // namespace desk
