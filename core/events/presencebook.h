#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/result.h"

#include <QHash>
#include <QObject>
#include <QString>

namespace desk {

/// Who looks at a ticket and who writes in it. In memory only, and only as long as it is said again.
///
/// One person in several tabs counts once. Bounded: of a person's many tabs the ones not heard of longest are forgotten.
/// Lives on the core thread.
class PresenceBook : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds lifetime{30'000};
    static constexpr int entriesPerPerson = 64;
    static constexpr int entriesPerTicket = 200;
    static constexpr int entriesInAll = 5000;

    struct Person
    {
        QString key = {}; ///< "user:7", "token:script"
        qint64 userId = 0;
        QString name = {};
    };
    struct Presence
    {
        Person person = {};
        bool viewing = false;
        bool writing = false;
        qint64 expiresAt = 0; ///< UTC ms
    };

    explicit PresenceBook(Clock &clock, QObject *parent = nullptr) : QObject(parent), m_clock(clock) { }

    /// Says it for @c lifetime. @param tab tells the tabs of one person apart; may be empty.
    /// @return TooLarge when the book is full.
    [[nodiscard]] Result<> note(TicketId ticket, const Person &person, const QString &tab, bool viewing, bool writing);
    /// By person's key.
    [[nodiscard]] QList<Presence> on(TicketId ticket) const;
    [[nodiscard]] QList<TicketId> tickets() const;

Q_SIGNALS:
    /// Somebody came, left, began to write or stopped; not when it is only said again.
    void changed(desk::TicketId ticket);
    /// Anybody writes in it, said again each time that is; or nobody any more.
    void writing(desk::TicketId ticket, bool anybody);

private:
    struct Entry
    {
        Person person;
        QString tab;
        bool viewing = false;
        bool writing = false;
        qint64 expiresAt = 0;
    };
    void expire();
    void arm();
    /// Of the person's entries the one not heard of longest goes, when there are as many as there may be.
    void makeRoom(const QString &key);
    void replace(TicketId ticket, const QList<Entry> &entries);
    /// Emits what is different from @p before.
    void tell(TicketId ticket, const QList<Presence> &before, bool again);

    Clock &m_clock;
    QHash<qint64, QList<Entry>> m_entries; ///< by ticket
    QHash<QString, int> m_entriesOf;       ///< how many, by person's key
    int m_entriesInAll = 0;
    qint64 m_wakeAt = 0; ///< when the armed timer fires; 0 without one
};

} // namespace desk
