-- When a session was last used, UTC milliseconds: those of devices that are long gone are forgotten.
ALTER TABLE session ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET used_at = unixepoch() * 1000;

-- The secret that came with a message: an edit may be sealed with a key made from it.
ALTER TABLE received_message ADD COLUMN secret_sealed BLOB;
