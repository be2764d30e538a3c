-- Files: fetched in the background, looked at before they are shown, and sent.

-- Where the file of a message is: '' (it has none), downloading, available, failed, too_large or expired; and a word that says why.
ALTER TABLE message ADD COLUMN file_state TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN file_reason TEXT NOT NULL DEFAULT '';
UPDATE message SET file_state = 'available' WHERE attachment_id IS NOT NULL;
-- Until now the way to a file of WhatsApp was not kept.
UPDATE message SET file_state = 'failed', file_reason = 'not_kept', details = json_remove(details, '$.media.state')
    WHERE attachment_id IS NULL AND kind IN ('image', 'video', 'audio', 'document', 'sticker')
    AND CASE WHEN json_valid(details) THEN json_extract(details, '$.media') IS NOT NULL ELSE 0 END;

-- Why an image is not shown: too_many_pixels or broken. Empty: it is, or is none.
ALTER TABLE attachment ADD COLUMN problem TEXT NOT NULL DEFAULT '';
-- Of what is played; 0 where it is not known.
ALTER TABLE attachment ADD COLUMN duration_ms INTEGER NOT NULL DEFAULT 0;
-- What its sender called it, cleaned; the first who sent these bytes. Empty: not told.
ALTER TABLE attachment ADD COLUMN name TEXT NOT NULL DEFAULT '';
-- When it was uploaded to be sent; null once a message has it.
ALTER TABLE attachment ADD COLUMN uploaded_at INTEGER;
CREATE INDEX attachment_uploaded ON attachment(uploaded_at) WHERE uploaded_at IS NOT NULL;

-- Files to fetch, written with their message. The row goes when the file is here; else it stays, for a person to try again. "address"
-- and "reference" are the channel's words; "wanted": a person asked for it.
CREATE TABLE media_download (
    message_id INTEGER PRIMARY KEY REFERENCES message(id),
    address TEXT NOT NULL,
    wire_id TEXT NOT NULL,
    from_us INTEGER NOT NULL,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    reference BLOB NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 1,
    wanted INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_download_waiting ON media_download(wanted, message_id) WHERE waiting = 1;
CREATE INDEX media_download_due ON media_download(due_at) WHERE waiting = 1;
