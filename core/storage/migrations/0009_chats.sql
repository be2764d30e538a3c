-- Chats that are no customer's.

-- Groups, status posts, channels: where something was written last, when the setting says that they are to be listed. Never a ticket.
CREATE TABLE other_chat (
    address TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('group', 'status', 'broadcast', 'channel')),
    name TEXT NOT NULL DEFAULT '',
    messages INTEGER NOT NULL DEFAULT 0,
    last_wire_id TEXT NOT NULL DEFAULT '',
    last_sender TEXT NOT NULL DEFAULT '',
    last_text TEXT NOT NULL DEFAULT '',
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX other_chat_last ON other_chat(last_at, address);
