-- What the whole API needs: keys of repeated requests, revisions, notes that change, and lists of their own.

-- Answers given under an Idempotency-Key, for a day. Written in the transaction of what was done.
CREATE TABLE idempotency_key (
    id INTEGER PRIMARY KEY,
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    entity_tag BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (caller, key)
) STRICT;
CREATE INDEX idempotency_key_age ON idempotency_key(created_at);

-- One more with every change, whoever makes it: what If-Match compares.
ALTER TABLE ticket ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
CREATE TRIGGER ticket_revision AFTER UPDATE ON ticket WHEN new.revision = old.revision BEGIN
    UPDATE ticket SET revision = old.revision + 1 WHERE id = new.id;
END;
CREATE INDEX ticket_created ON ticket(created_at);
CREATE INDEX ticket_closed ON ticket(closed_at) WHERE closed_at IS NOT NULL;

-- Once the channel has had a message, nobody can take it back by word of the queue.
ALTER TABLE outbox ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET begun = 1 WHERE in_flight = 1 OR attempts > 0;

-- Notes may be changed and removed by who wrote them.
ALTER TABLE note ADD COLUMN edited_at INTEGER;
CREATE TRIGGER note_fts_update AFTER UPDATE OF text, ticket_id ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, text) VALUES ('delete', old.search_key, old.text);
    INSERT INTO note_fts(rowid, text) VALUES (new.search_key, new.text);
END;
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, text) VALUES ('delete', old.search_key, old.text);
END;

-- A ticket's attachments without its other messages; and what was refused and still asks for a person.
CREATE INDEX message_ticket_attachment ON message(ticket_id, id) WHERE attachment_id IS NOT NULL;
CREATE INDEX message_refused ON message(id) WHERE state = 'refused' AND cause <> 'cancelled';

CREATE VIRTUAL TABLE customer_fts USING fts5(display_name, department, notes, content='customer', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER customer_fts_insert AFTER INSERT ON customer BEGIN
    INSERT INTO customer_fts(rowid, display_name, department, notes) VALUES (new.id, new.display_name, new.department, new.notes);
END;
CREATE TRIGGER customer_fts_update AFTER UPDATE OF display_name, department, notes ON customer BEGIN
    INSERT INTO customer_fts(customer_fts, rowid, display_name, department, notes) VALUES ('delete', old.id, old.display_name, old.department, old.notes);
    INSERT INTO customer_fts(rowid, display_name, department, notes) VALUES (new.id, new.display_name, new.department, new.notes);
END;
INSERT INTO customer_fts(customer_fts) VALUES ('rebuild');
