-- A channel that knows more than text: reactions, edits, revokes, receipts, read marks, and customers that turn out to be one.

-- JSON of the kind: media's metadata, a location, contacts, the event of a system line. Empty: none.
ALTER TABLE message ADD COLUMN details TEXT NOT NULL DEFAULT '';
-- What a reaction, edit or revoke is about: by wire id and direction, and by row once that row is here. Without direction: never to be linked.
ALTER TABLE message ADD COLUMN target_id INTEGER REFERENCES message(id);
ALTER TABLE message ADD COLUMN target_wire_id TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN target_direction TEXT NOT NULL DEFAULT '';
-- A later reaction of the same side took its place, or so many later edits that nobody asks for this one.
ALTER TABLE message ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;
-- Waits to be taken by a turn of the guided conversation.
ALTER TABLE message ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
-- Of the customer's: nobody of us has seen it. "read_at" is then when we did; of ours, when the customer did.
ALTER TABLE message ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN accepted_at INTEGER;
ALTER TABLE message ADD COLUMN delivered_at INTEGER;
ALTER TABLE message ADD COLUMN read_at INTEGER;
CREATE INDEX message_target ON message(target_id, replaced, created_at, id) WHERE target_id IS NOT NULL;
CREATE INDEX message_quoted ON message(quoted_id) WHERE quoted_id IS NOT NULL;
CREATE INDEX message_target_waits ON message(customer_id, target_wire_id) WHERE target_id IS NULL AND target_direction <> '';
CREATE INDEX message_pending ON message(customer_id, id) WHERE pending = 1;
CREATE INDEX message_unread ON message(customer_id, id) WHERE unread = 1;

-- Until now "taken" was "not above the last id"; a message that becomes readable later, or of a customer that is joined to another, has
-- any id. What is untaken has a turn that waits.
UPDATE message SET pending = 1 WHERE id IN (
    SELECT m.id FROM conversation c JOIN message m ON m.customer_id = c.customer_id AND m.id > c.last_message_id
    WHERE c.turn_due_at IS NOT NULL AND m.direction = 'in');
ALTER TABLE conversation DROP COLUMN last_message_id;

-- Earlier wire ids of messages that a person sent again: their late receipts still count.
CREATE TABLE message_wire_id (
    wire_id TEXT PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES message(id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_wire_id_message ON message_wire_id(message_id);

-- A customer that turned out to be another: an empty row that points to it, so that its id never names somebody else.
ALTER TABLE customer ADD COLUMN merged_into INTEGER REFERENCES customer(id);
CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;

-- What became known of a customer's identity, and when. Never rewritten.
CREATE TABLE customer_history (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    at INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('alias', 'joined')),
    address TEXT NOT NULL DEFAULT '',
    other_customer_id INTEGER REFERENCES customer(id)
) STRICT;
CREATE INDEX customer_history_customer ON customer_history(customer_id, id);

-- For a message that goes when two customers become one.
CREATE INDEX notification_message ON notification(message_id) WHERE message_id IS NOT NULL;
