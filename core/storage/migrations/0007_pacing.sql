-- How fast the desk writes: what left lately, and why something in the queue waits.

-- What was handed to the channel within the last day. Times are UTC milliseconds.
CREATE TABLE pace_entry (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    customer_id INTEGER NOT NULL
) STRICT;
CREATE INDEX pace_entry_at ON pace_entry(at);
CREATE INDEX pace_entry_customer ON pace_entry(customer_id);

-- 0: a technician's words, 1: an answer of the conversation, 2: told unasked.
ALTER TABLE outbox ADD COLUMN purpose INTEGER NOT NULL DEFAULT 1;
UPDATE outbox SET purpose = 0 WHERE message_id IN (SELECT id FROM message WHERE author_type = 'technician');
-- Pacing holds it back until then; those behind it in its chat may pass.
ALTER TABLE outbox ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0;
-- Whether the address is known to be there, or need not be asked about.
ALTER TABLE outbox ADD COLUMN checked INTEGER NOT NULL DEFAULT 1;
CREATE INDEX outbox_in_flight ON outbox(customer_id) WHERE in_flight = 1;
CREATE INDEX outbox_held ON outbox(held_until) WHERE held_until > 0;
