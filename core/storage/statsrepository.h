#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QDate>
#include <QList>

namespace desk {

/// What happened at the desk between two moments. Times are UTC milliseconds, spans milliseconds.
struct DeskStats
{
    struct Day
    {
        QDate date;
        int opened = 0;
        int closed = 0;
    };
    struct Count
    {
        QString name;
        int count = 0;
    };
    struct Technician
    {
        UserId id;
        QString name;
        int open = 0;   ///< now
        int closed = 0; ///< in that time
    };
    struct Span
    {
        int count = 0; ///< tickets that it is known of
        qint64 median = 0;
        qint64 p90 = 0;
    };
    QList<Day> days;         ///< every one, also those on which nothing happened
    QList<Count> open;       ///< now, by status
    QList<Count> categories; ///< of the tickets opened in that time
    QList<Technician> technicians;
    Span firstAnswer; ///< from opening to the first answer of a person, of the tickets opened in that time
    Span closing;     ///< from opening to closing, of the tickets closed in that time
};

/// Counts tickets. Reads what was opened or closed between two moments, and what is open; never the whole history.
class StatsRepository
{
public:
    explicit StatsRepository(Database &database) : m_database(database) { }

    /// @param offset of local time from UTC, by which days are told apart. @param to is not in it.
    [[nodiscard]] Result<DeskStats> read(qint64 from, qint64 to, int offsetMinutes);

private:
    [[nodiscard]] Result<> countDays(DeskStats &stats, const QString &column, int DeskStats::Day::*member, qint64 from,
                                     qint64 to, qint64 offset);
    [[nodiscard]] Result<QList<DeskStats::Count>> counts(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<QList<DeskStats::Technician>> technicians(qint64 from, qint64 to);
    [[nodiscard]] Result<DeskStats::Span> span(const QString &sql, qint64 from, qint64 to);

    Database &m_database;
};

} // namespace desk
