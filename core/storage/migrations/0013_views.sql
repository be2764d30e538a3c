-- Lists of tickets in the orders that people work in, and the filters that they keep.

-- When something was said last ("activity_at"), and since when the customer waits for a person of ours ("waiting_since"; null: nobody
-- does). Kept by the triggers below. The keys are what lists are ordered by: whoever waits comes before all others, then priority before
-- activity; 2^42 is more than any time.
ALTER TABLE ticket ADD COLUMN activity_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN waiting_since INTEGER;
ALTER TABLE ticket ADD COLUMN waiting_key INTEGER NOT NULL GENERATED ALWAYS AS (ifnull(waiting_since, activity_at + 4398046511104)) VIRTUAL;
ALTER TABLE ticket ADD COLUMN priority_key INTEGER NOT NULL GENERATED ALWAYS AS (CASE priority WHEN 'high' THEN 0 WHEN 'normal' THEN 4398046511104 ELSE 8796093022208 END - activity_at) VIRTUAL;

-- What is said on a ticket is no change of the ticket: its revision stays.
DROP TRIGGER ticket_revision;
CREATE TRIGGER ticket_revision AFTER UPDATE OF folio, customer_id, requester, department, equipment_type, asset_number, fault, fault_detail, category, subcategory, category_confidence, priority, status, assignee_id, tags, diagnosis, needs_technician, updated_at, first_response_at, resolved_at, closed_at ON ticket WHEN new.revision = old.revision BEGIN
    UPDATE ticket SET revision = old.revision + 1 WHERE id = new.id;
END;

UPDATE ticket SET
    activity_at = max(created_at, ifnull((SELECT m.created_at FROM message m WHERE m.ticket_id = ticket.id ORDER BY m.id DESC LIMIT 1), 0)),
    waiting_since = CASE WHEN status IN ('closed', 'cancelled') THEN NULL ELSE ifnull(
        (SELECT min(m.created_at) FROM message m WHERE m.ticket_id = ticket.id AND m.direction = 'in' AND m.id > ifnull(
            (SELECT max(o.id) FROM message o WHERE o.ticket_id = ticket.id AND o.author_type IN ('technician', 'phone')), 0)),
        CASE WHEN EXISTS (SELECT 1 FROM message o WHERE o.ticket_id = ticket.id AND o.author_type IN ('technician', 'phone')) THEN NULL ELSE created_at END) END;

CREATE TRIGGER ticket_activity_insert AFTER INSERT ON ticket BEGIN
    UPDATE ticket SET activity_at = new.created_at,
        waiting_since = CASE WHEN new.status IN ('closed', 'cancelled') THEN NULL ELSE new.created_at END WHERE id = new.id;
END;
CREATE TRIGGER ticket_activity_status AFTER UPDATE OF status ON ticket WHEN (old.status IN ('closed', 'cancelled')) <> (new.status IN ('closed', 'cancelled')) BEGIN
    UPDATE ticket SET waiting_since = CASE WHEN new.status IN ('closed', 'cancelled') THEN NULL ELSE new.updated_at END WHERE id = new.id;
END;
CREATE TRIGGER ticket_activity_message AFTER INSERT ON message WHEN new.ticket_id IS NOT NULL AND new.kind NOT IN ('reaction', 'edit', 'revoke') BEGIN
    UPDATE ticket SET activity_at = max(activity_at, new.created_at),
        waiting_since = CASE WHEN status IN ('closed', 'cancelled') OR new.author_type IN ('technician', 'phone') THEN NULL
            WHEN new.direction = 'in' THEN ifnull(waiting_since, new.created_at) ELSE waiting_since END
        WHERE id = new.ticket_id;
END;
CREATE TRIGGER ticket_activity_joined AFTER UPDATE OF ticket_id ON message WHEN new.ticket_id IS NOT NULL AND new.ticket_id IS NOT old.ticket_id AND new.kind NOT IN ('reaction', 'edit', 'revoke') BEGIN
    UPDATE ticket SET activity_at = max(activity_at, new.created_at),
        waiting_since = CASE WHEN status NOT IN ('closed', 'cancelled') AND new.direction = 'in' THEN ifnull(waiting_since, new.created_at) ELSE waiting_since END
        WHERE id = new.ticket_id;
END;

-- Open tickets are few, however many there have been: each order of theirs has an index of its own.
CREATE INDEX ticket_open ON ticket(id) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX ticket_open_activity ON ticket(activity_at, id) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX ticket_open_waiting ON ticket(waiting_key, id) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX ticket_open_priority ON ticket(priority_key, id) WHERE status NOT IN ('closed', 'cancelled');
CREATE INDEX ticket_activity ON ticket(activity_at, id);
CREATE INDEX ticket_priority_key ON ticket(priority_key, id);
CREATE INDEX ticket_asset ON ticket(asset_number COLLATE NOCASE, id) WHERE asset_number <> '';
CREATE INDEX ticket_tagged ON ticket(id) WHERE tags <> '';

-- A choice of tickets that somebody looks at again and again. "choice" is JSON; user 0: whoever sits at this computer without an account.
CREATE TABLE saved_filter (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    choice TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_filter_user ON saved_filter(user_id, id);
