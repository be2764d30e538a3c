-- Customers that a person made one, in a way that can be undone.

-- Which address an address became known with: the two are of one person, whomever they are given to.
ALTER TABLE customer_alias ADD COLUMN learned_with INTEGER REFERENCES customer_alias(id);
CREATE INDEX customer_alias_learned ON customer_alias(learned_with) WHERE learned_with IS NOT NULL;

-- "before" is what both were and "after" what was made of them: facts and guided conversations, as JSON.
CREATE TABLE customer_merge (
    id INTEGER PRIMARY KEY,
    kept_id INTEGER NOT NULL REFERENCES customer(id),
    gone_id INTEGER NOT NULL REFERENCES customer(id),
    at INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE INDEX customer_merge_kept ON customer_merge(kept_id, id);
CREATE INDEX customer_merge_gone ON customer_merge(gone_id, id);

-- What went over. A message that both had stays where it is: it is not in here.
CREATE TABLE customer_merge_row (
    merge_id INTEGER NOT NULL REFERENCES customer_merge(id),
    kind TEXT NOT NULL CHECK (kind IN ('message', 'ticket', 'alias', 'customer')),
    row_id INTEGER NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id)
) STRICT, WITHOUT ROWID;

-- Made anew for its words: "joined" was found out by the service, "merged" and "unmerged" are what a person did.
CREATE TABLE customer_history_new (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    at INTEGER NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('alias', 'joined', 'merged', 'unmerged')),
    address TEXT NOT NULL DEFAULT '',
    other_customer_id INTEGER REFERENCES customer(id),
    merge_id INTEGER REFERENCES customer_merge(id),
    actor_type TEXT NOT NULL DEFAULT 'system',
    actor_id INTEGER NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO customer_history_new(id, customer_id, at, event, address, other_customer_id)
    SELECT id, customer_id, at, event, address, other_customer_id FROM customer_history;
DROP TABLE customer_history;
ALTER TABLE customer_history_new RENAME TO customer_history;
CREATE INDEX customer_history_customer ON customer_history(customer_id, id);
