-- Privacy tokens, the account's salt, and what a refusal of a first contact was about. Times of tokens are Unix seconds.

-- "sealed" is what the contact gave us at "t"; NULL: nothing. "given_at" is when we last gave ours to the contact; 0: never.
-- "account" is the contact's hidden id, or the phone number while no hidden id is known.
CREATE TABLE privacy_token (
    account TEXT PRIMARY KEY,
    sealed BLOB,
    t INTEGER NOT NULL DEFAULT 0,
    given_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX privacy_token_age ON privacy_token(t);

-- The salt that tokens are made from for contacts who gave us none.
CREATE TABLE privacy_salt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;

-- Of a message refused as a first contact: 0 not known, 1 the contact, 2 the account.
ALTER TABLE sent_message ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;
