#include "core/events/presencebook.h"

#include <algorithm>
#include <limits>

namespace desk {

Result<> PresenceBook::note(TicketId ticket, const Person &person, const QString &tab, bool viewing, bool writing)
{
    const QList<Presence> before = on(ticket);
    QList<Entry> entries = m_entries.value(ticket.value);
    const bool was = entries.removeIf([&](const Entry &entry) {
        return entry.person.key == person.key && entry.tab == tab;
    }) > 0;
    if (viewing || writing) {
        if (!was) {
            makeRoom(person.key);
            qsizetype all = 0;
            for (const QList<Entry> &some : std::as_const(m_entries))
                all += some.size();
            entries = m_entries.value(ticket.value); // room may have been made here
            if (all >= entriesInAll || entries.size() >= entriesPerTicket)
                return fail(Errc::TooLarge, QStringLiteral("too many look on"));
        }
        entries << Entry{person, tab, viewing, writing, m_clock.nowMs() + lifetime.count()};
    }
    if (entries.isEmpty())
        m_entries.remove(ticket.value);
    else
        m_entries.insert(ticket.value, entries);
    tell(ticket, before, true);
    arm();
    return {};
}

QList<PresenceBook::Presence> PresenceBook::on(TicketId ticket) const
{
    QList<Presence> present;
    const QList<Entry> entries = m_entries.value(ticket.value);
    for (const Entry &entry : entries) {
        auto known = std::find_if(present.begin(), present.end(),
                                  [&](const Presence &presence) { return presence.person.key == entry.person.key; });
        if (known == present.end()) {
            present << Presence{entry.person, entry.viewing, entry.writing, entry.expiresAt};
            continue;
        }
        known->viewing = known->viewing || entry.viewing;
        known->writing = known->writing || entry.writing;
        known->expiresAt = std::max(known->expiresAt, entry.expiresAt);
    }
    std::sort(present.begin(), present.end(),
              [](const Presence &a, const Presence &b) { return a.person.key < b.person.key; });
    return present;
}

QList<TicketId> PresenceBook::tickets() const
{
    QList<TicketId> ids;
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it)
        ids << TicketId{it.key()};
    return ids;
}

void PresenceBook::makeRoom(const QString &key)
{
    int count = 0;
    TicketId ticket;
    qint64 oldest = std::numeric_limits<qint64>::max();
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        for (const Entry &entry : it.value()) {
            if (entry.person.key != key)
                continue;
            ++count;
            if (entry.expiresAt < oldest) {
                oldest = entry.expiresAt;
                ticket = {it.key()};
            }
        }
    }
    if (count < entriesPerPerson)
        return;
    const QList<Presence> before = on(ticket);
    QList<Entry> &entries = m_entries[ticket.value];
    const auto victim = std::find_if(entries.cbegin(), entries.cend(), [&](const Entry &entry) {
        return entry.person.key == key && entry.expiresAt == oldest;
    });
    entries.erase(victim);
    if (entries.isEmpty())
        m_entries.remove(ticket.value);
    tell(ticket, before, false);
}

void PresenceBook::tell(TicketId ticket, const QList<Presence> &before, bool again)
{
    const QList<Presence> after = on(ticket);
    const auto same = [](const Presence &a, const Presence &b) {
        return a.person.key == b.person.key && a.viewing == b.viewing && a.writing == b.writing;
    };
    const auto anybodyWrites = [](const QList<Presence> &present) {
        return std::any_of(present.cbegin(), present.cend(), [](const Presence &one) { return one.writing; });
    };
    if (!std::equal(before.cbegin(), before.cend(), after.cbegin(), after.cend(), same))
        Q_EMIT changed(ticket);
    const bool wrote = anybodyWrites(before);
    const bool writes = anybodyWrites(after);
    if (wrote != writes || (writes && again))
        Q_EMIT writing(ticket, writes);
}

void PresenceBook::expire()
{
    const qint64 now = m_clock.nowMs();
    const QList<TicketId> ids = tickets();
    for (const TicketId ticket : ids) {
        const QList<Presence> before = on(ticket);
        QList<Entry> &entries = m_entries[ticket.value];
        const bool any = entries.removeIf([now](const Entry &entry) { return entry.expiresAt <= now; }) > 0;
        if (entries.isEmpty())
            m_entries.remove(ticket.value);
        if (any)
            tell(ticket, before, false);
    }
    arm();
}

void PresenceBook::arm()
{
    if (m_entries.isEmpty() || m_wakeAt > 0)
        return;
    qint64 first = std::numeric_limits<qint64>::max();
    for (const QList<Entry> &entries : std::as_const(m_entries)) {
        for (const Entry &entry : entries)
            first = std::min(first, entry.expiresAt);
    }
    // What is said again moves its end: the timer then fires early and arms itself anew.
    const qint64 wait = std::clamp<qint64>(first - m_clock.nowMs(), 1, lifetime.count());
    m_wakeAt = first;
    m_clock.singleShot(std::chrono::milliseconds(wait), this, [this] {
        m_wakeAt = 0;
        expire();
    });
}

} // namespace desk
