-- The picture that a customer shows of himself. "picture_id" is the service's name of it, "picture_checked_at" when it was asked for.
ALTER TABLE customer ADD COLUMN picture_attachment_id INTEGER REFERENCES attachment(id);
ALTER TABLE customer ADD COLUMN picture_id TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN picture_checked_at INTEGER NOT NULL DEFAULT 0;
