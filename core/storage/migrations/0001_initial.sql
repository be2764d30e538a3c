-- The desk's tables. Times are UTC milliseconds. Every table is STRICT.

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    display_name TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'es',
    notes TEXT NOT NULL DEFAULT '',
    opt_out INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

-- One person, many addresses. "address" is used as it came for sending, "match_key" only to recognise (52/521, Brazil's ninth digit).
CREATE TABLE customer_alias (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    address TEXT NOT NULL UNIQUE,
    match_key TEXT NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_alias_match ON customer_alias(match_key);
CREATE INDEX customer_alias_customer ON customer_alias(customer_id, last_used_at);

CREATE TABLE user (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('admin', 'technician', 'viewer')),
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user(id),
    token_hash TEXT NOT NULL UNIQUE,
    csrf_token TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
) STRICT;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    mime TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER,
    height INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE folio_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    folio TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    requester TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    equipment_type TEXT NOT NULL DEFAULT '',
    asset_number TEXT NOT NULL DEFAULT '',
    fault TEXT NOT NULL DEFAULT '',
    fault_detail TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT 'other',
    subcategory TEXT NOT NULL DEFAULT '',
    category_confidence REAL NOT NULL DEFAULT 0,
    priority TEXT NOT NULL DEFAULT 'normal' CHECK (priority IN ('high', 'normal', 'low')),
    status TEXT NOT NULL DEFAULT 'new',
    assignee_id INTEGER REFERENCES user(id),
    tags TEXT NOT NULL DEFAULT '',
    diagnosis TEXT NOT NULL DEFAULT '',
    needs_technician INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    first_response_at INTEGER,
    resolved_at INTEGER,
    closed_at INTEGER
) STRICT;
CREATE INDEX ticket_status ON ticket(status, id);
CREATE INDEX ticket_assignee ON ticket(assignee_id, id);
CREATE INDEX ticket_customer ON ticket(customer_id, id);
CREATE INDEX ticket_category ON ticket(category, id);
CREATE INDEX ticket_priority ON ticket(priority, id);
CREATE INDEX ticket_updated ON ticket(updated_at, id);

-- Who changed what, when, from, to. Never rewritten.
CREATE TABLE ticket_audit (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    at INTEGER NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id INTEGER NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    field TEXT NOT NULL,
    old_value TEXT NOT NULL DEFAULT '',
    new_value TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ticket_audit_ticket ON ticket_audit(ticket_id, id);

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer(id),
    ticket_id INTEGER REFERENCES ticket(id),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    author_type TEXT NOT NULL CHECK (author_type IN ('customer', 'bot', 'technician', 'phone')),
    author_id INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    -- Unique by customer, author side and the channel's message id: a redelivery changes nothing.
    wire_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    quoted_id INTEGER REFERENCES message(id),
    attachment_id INTEGER REFERENCES attachment(id),
    state TEXT NOT NULL,
    cause TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    -- Row id of the search index: hits come ordered by ticket, so that a page of tickets is read without its older hits.
    search_key INTEGER NOT NULL GENERATED ALWAYS AS ((ifnull(ticket_id, 0) << 32) | id) VIRTUAL,
    UNIQUE (customer_id, direction, wire_id)
) STRICT;
CREATE INDEX message_ticket ON message(ticket_id, id) WHERE ticket_id IS NOT NULL;
CREATE INDEX message_customer ON message(customer_id, id);
CREATE INDEX message_attachment ON message(attachment_id) WHERE attachment_id IS NOT NULL;
CREATE INDEX message_wire ON message(wire_id);

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES ticket(id),
    author_id INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    search_key INTEGER NOT NULL GENERATED ALWAYS AS ((ticket_id << 32) | id) VIRTUAL
) STRICT;
CREATE INDEX note_ticket ON note(ticket_id, id);

-- What waits to leave. A row lives until its message is accepted or refused. "address" is fixed when the message is written.
CREATE TABLE outbox (
    message_id INTEGER PRIMARY KEY REFERENCES message(id),
    customer_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    wire_id TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    in_flight INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_customer ON outbox(customer_id, message_id);
CREATE INDEX outbox_due ON outbox(due_at);

-- The guided conversation of one customer. "state" is JSON; messages up to last_message_id have been taken by a turn.
CREATE TABLE conversation (
    customer_id INTEGER PRIMARY KEY REFERENCES customer(id),
    state TEXT NOT NULL DEFAULT '{}',
    last_message_id INTEGER NOT NULL DEFAULT 0,
    turn_due_at INTEGER,
    wake_at INTEGER,
    paused INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_turn ON conversation(turn_due_at) WHERE turn_due_at IS NOT NULL;
CREATE INDEX conversation_wake ON conversation(wake_at) WHERE wake_at IS NOT NULL;

CREATE TABLE notification_rule (
    status TEXT PRIMARY KEY,
    enabled INTEGER NOT NULL DEFAULT 1,
    text TEXT NOT NULL
) STRICT;

-- One row for each change that was announced: never twice. A null message_id with a due time waits for the end of the quiet hours.
CREATE TABLE notification (
    audit_id INTEGER PRIMARY KEY REFERENCES ticket_audit(id),
    message_id INTEGER REFERENCES message(id),
    due_at INTEGER
) STRICT;
CREATE INDEX notification_due ON notification(due_at) WHERE due_at IS NOT NULL;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Live events, written in the same transaction as the change they tell of; bounded.
CREATE TABLE live_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    topic TEXT NOT NULL,
    subject_id INTEGER NOT NULL
) STRICT;

-- Inbound posts of the old bridge, which gives no message id: a repeat counts as one only while the first answer was never written out.
CREATE TABLE bridge_receipt (
    id INTEGER PRIMARY KEY,
    content_hash TEXT NOT NULL,
    wire_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    answered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX bridge_receipt_hash ON bridge_receipt(content_hash, received_at);
CREATE INDEX bridge_receipt_age ON bridge_receipt(received_at);

-- Full-text search, accents folded. The index tables keep no copy of the text.
CREATE VIRTUAL TABLE message_fts USING fts5(text, content='message', content_rowid='search_key', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE ticket_fts USING fts5(folio, requester, department, asset_number, fault, fault_detail, diagnosis, content='ticket', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE note_fts USING fts5(text, content='note', content_rowid='search_key', tokenize='unicode61 remove_diacritics 2');

-- Every word of those texts, folded: the beginning of a word is looked up here.
CREATE TABLE search_word (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER message_fts_insert AFTER INSERT ON message WHEN new.text <> '' BEGIN
    INSERT INTO message_fts(rowid, text) VALUES (new.search_key, new.text);
END;
CREATE TRIGGER message_fts_update AFTER UPDATE OF text, ticket_id ON message BEGIN
    INSERT INTO message_fts(message_fts, rowid, text) SELECT 'delete', old.search_key, old.text WHERE old.text <> '';
    INSERT INTO message_fts(rowid, text) SELECT new.search_key, new.text WHERE new.text <> '';
END;
CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts(rowid, text) VALUES (new.search_key, new.text);
END;
CREATE TRIGGER ticket_fts_insert AFTER INSERT ON ticket BEGIN
    INSERT INTO ticket_fts(rowid, folio, requester, department, asset_number, fault, fault_detail, diagnosis) VALUES (new.id, new.folio, new.requester, new.department, new.asset_number, new.fault, new.fault_detail, new.diagnosis);
END;
CREATE TRIGGER ticket_fts_update AFTER UPDATE OF folio, requester, department, asset_number, fault, fault_detail, diagnosis ON ticket BEGIN
    INSERT INTO ticket_fts(ticket_fts, rowid, folio, requester, department, asset_number, fault, fault_detail, diagnosis) VALUES ('delete', old.id, old.folio, old.requester, old.department, old.asset_number, old.fault, old.fault_detail, old.diagnosis);
    INSERT INTO ticket_fts(rowid, folio, requester, department, asset_number, fault, fault_detail, diagnosis) VALUES (new.id, new.folio, new.requester, new.department, new.asset_number, new.fault, new.fault_detail, new.diagnosis);
END;

INSERT INTO notification_rule(status, enabled, text) VALUES
    ('assigned', 1, 'Hola {nombre}, tu ticket {folio} ya tiene técnico asignado.'),
    ('diagnosing', 0, 'Hola {nombre}, estamos revisando tu equipo (ticket {folio}).'),
    ('waiting_customer', 1, 'Hola {nombre}, necesitamos un dato tuyo para avanzar con el ticket {folio}. ¿Nos respondes por aquí?'),
    ('waiting_parts', 1, 'Hola {nombre}, tu ticket {folio} está en espera de una refacción. Te avisamos en cuanto llegue.'),
    ('in_repair', 1, 'Hola {nombre}, tu equipo del ticket {folio} ya está en reparación.'),
    ('testing', 0, 'Hola {nombre}, tu equipo del ticket {folio} está en pruebas.'),
    ('ready', 1, 'Hola {nombre}, tu equipo del ticket {folio} está listo para entrega.'),
    ('closed', 1, 'Hola {nombre}, cerramos tu ticket {folio}. Si la falla vuelve, escríbenos por aquí y lo reabrimos.'),
    ('cancelled', 1, 'Hola {nombre}, el ticket {folio} quedó cancelado. Si aún necesitas ayuda, escríbenos por aquí.'),
    ('waiting_approval', 1, 'Hola {nombre}, necesitamos tu autorización para seguir con la orden {folio}.'),
    ('delivered', 1, 'Hola {nombre}, registramos la entrega de tu equipo (orden {folio}). ¡Gracias!'),
    ('warranty', 1, 'Hola {nombre}, tu equipo de la orden {folio} entró a garantía.');
