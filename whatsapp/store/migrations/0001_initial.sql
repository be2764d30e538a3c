-- The session store of one linked device. Times are UTC milliseconds, every table is STRICT.
-- Columns named "sealed" or "..._sealed" hold AES-256-GCM blobs: version byte 1, 12 bytes of nonce, ciphertext, 16 bytes of tag.

-- Proves that the vault key fits, and remembers an erasure that a crash interrupted. Stays when the rest is forgotten.
CREATE TABLE vault (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    proof_sealed BLOB NOT NULL,
    erase_pending INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a new device makes before it shows a code; key pairs are private and public key, one after the other.
CREATE TABLE device (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    registration_id INTEGER NOT NULL CHECK (registration_id BETWEEN 1 AND 16380),
    noise_sealed BLOB NOT NULL,
    identity_sealed BLOB NOT NULL,
    pairing_ephemeral_sealed BLOB NOT NULL,
    adv_secret_sealed BLOB NOT NULL,
    next_pre_key_id INTEGER NOT NULL DEFAULT 1 CHECK (next_pre_key_id BETWEEN 1 AND 16777215),
    created_at INTEGER NOT NULL
) STRICT;

-- Generations rise while ids wrap; private key, public key and signature in one blob.
CREATE TABLE signed_pre_key (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 16777215),
    generation INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('previous', 'current', 'pending')),
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX signed_pre_key_state ON signed_pre_key(state) WHERE state <> 'previous';

CREATE TABLE pre_key (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 16777215),
    uploaded INTEGER NOT NULL DEFAULT 0 CHECK (uploaded IN (0, 1)),
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX pre_key_waiting ON pre_key(id) WHERE uploaded = 0;

CREATE TABLE registration (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    jid TEXT NOT NULL,
    lid TEXT NOT NULL,
    signed_identity BLOB NOT NULL,
    account_key BLOB NOT NULL CHECK (length(account_key) = 32),
    platform TEXT NOT NULL,
    business_name TEXT NOT NULL,
    paired_at INTEGER NOT NULL
) STRICT;

-- The server's last word on this session, when it ended it.
CREATE TABLE ended (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    code INTEGER NOT NULL,
    cause TEXT NOT NULL,
    until INTEGER NOT NULL,
    marked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Signal's state; "address" is name and device as signalAddress() spells them.
CREATE TABLE identity (
    address TEXT PRIMARY KEY,
    key BLOB NOT NULL CHECK (length(key) = 33),
    trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),
    first_seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    address TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

CREATE TABLE sender_key (
    group_jid TEXT NOT NULL,
    address TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (group_jid, address)
) STRICT;

-- User parts only; each side occurs once.
CREATE TABLE lid_mapping (
    lid TEXT PRIMARY KEY,
    phone TEXT NOT NULL UNIQUE,
    learned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
