-- When a session was last used, UTC milliseconds: those of devices that are long gone are forgotten.
ALTER TABLE session ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
UPDATE session SET used_at = unixepoch() * 1000;
