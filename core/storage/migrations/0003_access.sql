-- Who may do what, and what they did: users, sessions and tokens as people manage them, the trail of administration, quick replies.

ALTER TABLE user ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
ALTER TABLE user ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user ADD COLUMN last_login_at INTEGER;
UPDATE user SET updated_at = created_at;
CREATE INDEX user_role ON user(role, disabled);

ALTER TABLE session ADD COLUMN last_seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- What the browser calls itself, shortened and cleaned.
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';
UPDATE session SET last_seen_at = created_at;
CREATE INDEX session_user ON session(user_id, id);
CREATE INDEX session_expiry ON session(expires_at);

-- The beginning of the token, by which people know it again.
ALTER TABLE api_token ADD COLUMN prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE api_token ADD COLUMN expires_at INTEGER;
ALTER TABLE api_token ADD COLUMN created_by INTEGER REFERENCES user(id);

-- Where an account has been used from: attempts from elsewhere do not keep its owner out there. Bounded for each user.
CREATE TABLE login_address (
    user_id INTEGER NOT NULL REFERENCES user(id),
    address TEXT NOT NULL,
    last_login_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, address)
) STRICT, WITHOUT ROWID;

-- Who administered what, from where, when. Written in the transaction of the change; never rewritten. Values are JSON without secrets.
CREATE TABLE admin_audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor_type TEXT NOT NULL,
    actor_id INTEGER NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL,
    target TEXT NOT NULL DEFAULT '',
    old_value TEXT NOT NULL DEFAULT '',
    new_value TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX admin_audit_at ON admin_audit(at, id);
CREATE INDEX admin_audit_actor ON admin_audit(actor_id, id);
CREATE INDEX admin_audit_action ON admin_audit(action, id);
CREATE INDEX admin_audit_target ON admin_audit(target, id);

CREATE TABLE quick_reply (
    id INTEGER PRIMARY KEY,
    shortcut TEXT NOT NULL UNIQUE COLLATE NOCASE,
    text TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'es' CHECK (language IN ('es', 'pt', 'en')),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX quick_reply_language ON quick_reply(language, id);
