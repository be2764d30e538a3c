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
            entries = m_entries.value(ticket.value); // room may have been made here
            if (m_entriesInAll >= entriesInAll || entries.size() >= entriesPerTicket)
                return fail(Errc::TooLarge, QStringLiteral("too many look on"));
        }
        entries << Entry{person, tab, viewing, writing, m_clock.nowMs() + lifetime.count()};
    }
    replace(ticket, entries);
    tell(ticket, before, true);
    arm();
    return {};
}

void PresenceBook::replace(TicketId ticket, const QList<Entry> &entries)
{
    const QList<Entry> before = m_entries.take(ticket.value);
    for (const Entry &entry : before) {
        if (--m_entriesOf[entry.person.key] == 0)
            m_entriesOf.remove(entry.person.key);
    }
    for (const Entry &entry : entries)
        ++m_entriesOf[entry.person.key];
    m_entriesInAll += int(entries.size() - before.size());
    if (!entries.isEmpty())
        m_entries.insert(ticket.value, entries);
}

QList<PresenceBook::Presence> PresenceBook::on(TicketId ticket) const
{
    QList<Presence> present;
    QList<Entry> entries = m_entries.value(ticket.value);
    std::sort(entries.begin(), entries.end(),
              [](const Entry &a, const Entry &b) { return a.person.key < b.person.key; });
    for (const Entry &entry : std::as_const(entries)) {
        if (present.isEmpty() || present.last().person.key != entry.person.key) {
            present << Presence{entry.person, entry.viewing, entry.writing, entry.expiresAt};
            continue;
        }
        Presence &known = present.last();
        known.viewing = known.viewing || entry.viewing;
        known.writing = known.writing || entry.writing;
        known.expiresAt = std::max(known.expiresAt, entry.expiresAt);
    }
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
    if (m_entriesOf.value(key) < entriesPerPerson)
        return;
    TicketId ticket;
    qint64 oldest = std::numeric_limits<qint64>::max();
    for (auto it = m_entries.cbegin(); it != m_entries.cend(); ++it) {
        for (const Entry &entry : it.value()) {
            if (entry.person.key != key || entry.expiresAt >= oldest)
                continue;
            oldest = entry.expiresAt;
            ticket = {it.key()};
        }
    }
    const QList<Presence> before = on(ticket);
    QList<Entry> entries = m_entries.value(ticket.value);
    const auto victim = std::find_if(entries.cbegin(), entries.cend(), [&](const Entry &entry) {
        return entry.person.key == key && entry.expiresAt == oldest;
    });
    entries.erase(victim);
    replace(ticket, entries);
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
        QList<Entry> entries = m_entries.value(ticket.value);
        if (entries.removeIf([now](const Entry &entry) { return entry.expiresAt <= now; }) == 0)
            continue;
        replace(ticket, entries);
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
