-- What people at the desk leave half done, and what they have settled.

-- Words that are not sent yet, of one person on one ticket: an answer or an internal note.
CREATE TABLE draft (
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    author_id INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL CHECK (kind IN ('reply', 'note')),
    text TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (ticket_id, author_id, kind)
) STRICT, WITHOUT ROWID;

-- When a person put a refused message aside: it stays refused, and asks for nobody any more.
ALTER TABLE message ADD COLUMN settled_at INTEGER;
DROP INDEX message_refused;
CREATE INDEX message_refused ON message(id) WHERE state = 'refused' AND cause <> 'cancelled' AND settled_at IS NULL;
CREATE INDEX message_ticket_refused ON message(ticket_id) WHERE state = 'refused' AND cause <> 'cancelled' AND settled_at IS NULL;
CREATE INDEX message_ticket_queued ON message(ticket_id) WHERE state IN ('queued', 'sending');
