#pragma once

#include "core/base/database.h"
#include "core/base/id.h"

#include <QList>
#include <QSet>

namespace desk {

/// Words that somebody began to write on a ticket and has not sent.
struct Draft
{
    enum class Kind { Reply, Note };
    TicketId ticket = {};
    UserId author = {}; ///< invalid: whoever sits at this computer without an account
    Kind kind = Kind::Reply;
    QString text = {};
};

/// SQL of drafts.
class DraftRepository
{
public:
    explicit DraftRepository(Database &database) : m_database(database) { }

    /// An empty text forgets the draft.
    [[nodiscard]] Result<> save(const Draft &draft, qint64 at);
    /// Of both kinds, what there is.
    [[nodiscard]] Result<QList<Draft>> of(TicketId ticket, UserId author);
    /// Which of @p tickets @p author has begun to write on.
    [[nodiscard]] Result<QSet<TicketId>> begun(const QList<TicketId> &tickets, UserId author);

private:
    Database &m_database;
};

} // namespace desk
