-- Messages: what came in and is not taken yet, what is known, what we sent. Times are UTC milliseconds.

-- What has happened, in order, until whoever uses the library has it on disk. Sequences are never used twice.
CREATE TABLE inbound_event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    sealed BLOB NOT NULL
) STRICT;

-- Messages seen, by a hash of chat, author and id: what comes again changes nothing. Kept a month.
CREATE TABLE received_message (
    key BLOB PRIMARY KEY,
    -- 0: only a placeholder so far; 1: with content.
    state INTEGER NOT NULL CHECK (state IN (0, 1)),
    retries INTEGER NOT NULL DEFAULT 0,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX received_message_age ON received_message(received_at);

-- Messages to be asked from the own phone; "sealed" is the placeholder's event.
CREATE TABLE phone_request (
    key BLOB PRIMARY KEY,
    due_at INTEGER NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_request_due ON phone_request(due_at) WHERE asked = 0;

-- What we sent. "content" is the clear Message, for those who cannot decrypt it; "frame" the very stanza, repeated as it is
-- until the server has answered.
CREATE TABLE sent_message (
    id TEXT PRIMARY KEY,
    chat TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'refused')),
    error INTEGER NOT NULL DEFAULT 0,
    repeats INTEGER NOT NULL DEFAULT 0,
    server_time INTEGER NOT NULL DEFAULT 0,
    content_sealed BLOB NOT NULL,
    frame_sealed BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sent_message_pending ON sent_message(created_at) WHERE state = 'pending';
CREATE INDEX sent_message_age ON sent_message(created_at);

-- How often a device got a message again, and with which session.
CREATE TABLE resend (
    message_id TEXT NOT NULL,
    address TEXT NOT NULL,
    count INTEGER NOT NULL,
    base_key BLOB,
    resent_at INTEGER NOT NULL,
    PRIMARY KEY (message_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX resend_age ON resend(resent_at);

-- When a session was last begun anew because its other end could not decrypt.
CREATE TABLE session_renewal (
    address TEXT PRIMARY KEY,
    renewed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- In which namespace a person wrote last: answers go there.
CREATE TABLE chat (
    account TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    expiration INTEGER NOT NULL DEFAULT 0,
    expiration_set_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Which devices hold our sender key of a group.
CREATE TABLE sender_key_holder (
    group_jid TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (group_jid, address)
) STRICT, WITHOUT ROWID;

-- The phone hands these out once. Kept although the app state itself is not read yet.
CREATE TABLE app_state_key (
    id BLOB PRIMARY KEY,
    sealed BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
