#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QHash>

#include <array>
#include <limits>
#include <optional>

namespace desk {

/// What was found of a ticket: the newest message, else the newest note; neither: its own fields.
struct SearchHit
{
    MessageId message = {};
    qint64 note = 0;
};

/// Ids of the tickets whose own fields, messages or notes match a full-text expression: newest ticket first, each once,
/// and read only as far as they are asked for. What a page costs does not grow with the number of hits.
class TicketSearch
{
public:
    /// @param match see SearchWords::matchExpression(). @param before only ids below it; 0: from the newest.
    TicketSearch(Database &database, QString match, qint64 before);

    /// Up to @p count ids further down; fewer (or none): there are no more.
    [[nodiscard]] Result<QList<qint64>> next(int count);
    /// What was found of one that next() has told last.
    [[nodiscard]] SearchHit hitOf(qint64 ticket) const { return m_found.value(ticket); }

private:
    /// The hits of one index. Its row ids are ordered by ticket, so that it can be read backwards from any ticket.
    struct Hits
    {
        QString sql;
        int shift = 0; ///< row id >> shift is the ticket
        std::optional<Statement> query;
        qint64 row = 0;    ///< of the hit it stands on; 0: at the end
        qint64 ticket = 0; ///< of the same
    };
    /// Stands on the newest hit of a ticket below @p before.
    [[nodiscard]] Result<> seek(Hits &hits, qint64 before);

    Database &m_database;
    QString m_match;
    qint64 m_before;
    bool m_started = false;
    std::array<Hits, 3> m_hits;
    QHash<qint64, SearchHit> m_found;
};

} // namespace desk
