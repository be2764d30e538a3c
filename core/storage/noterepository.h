#pragma once

#include "core/base/database.h"
#include "core/tickets/ticket.h"

namespace desk {

/// What one of us wrote about a ticket for us alone.
struct Note
{
    qint64 id = 0;
    TicketId ticketId = {};
    UserId authorId = {}; ///< invalid: a token, known by its name only
    QString authorName = {};
    QString text = {};
    qint64 createdAt = 0;
    qint64 editedAt = 0; ///< 0: never
};

struct NotePage
{
    QList<Note> notes; ///< oldest first
    bool hasMore = false;
};

/// SQL of notes.
class NoteRepository
{
public:
    explicit NoteRepository(Database &database) : m_database(database) { }

    [[nodiscard]] Result<Note> add(const Note &note);
    /// NotFound also for a note of another ticket.
    [[nodiscard]] Result<Note> find(TicketId ticket, qint64 id);
    /// @param before only ids below it; 0: the newest page.
    [[nodiscard]] Result<NotePage> page(TicketId ticket, qint64 before, int limit);
    [[nodiscard]] Result<> setText(qint64 id, const QString &text, qint64 at);
    [[nodiscard]] Result<> remove(qint64 id);

private:
    Database &m_database;
};

} // namespace desk
