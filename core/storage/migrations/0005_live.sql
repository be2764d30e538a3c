-- Live events say what happened; outgoing webhooks.

ALTER TABLE live_event ADD COLUMN change TEXT NOT NULL DEFAULT 'updated';

-- Rows that many write: whoever does, those who look on hear of it. Times are the system's.
CREATE TRIGGER live_customer_insert AFTER INSERT ON customer BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'customer', new.id, 'created');
END;
CREATE TRIGGER live_customer_update AFTER UPDATE ON customer WHEN old.display_name <> new.display_name OR old.department <> new.department OR old.language <> new.language OR old.notes <> new.notes OR old.opt_out <> new.opt_out OR old.merged_into IS NOT new.merged_into BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'customer', new.id, 'updated');
END;
CREATE TRIGGER live_alias_insert AFTER INSERT ON customer_alias BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'customer', new.customer_id, 'updated');
END;
CREATE TRIGGER live_conversation_insert AFTER INSERT ON conversation WHEN new.paused <> 0 BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'conversation', new.customer_id, 'updated');
END;
CREATE TRIGGER live_conversation_update AFTER UPDATE OF paused ON conversation WHEN old.paused <> new.paused BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'conversation', new.customer_id, 'updated');
END;
CREATE TRIGGER live_setting_insert AFTER INSERT ON setting BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_setting_update AFTER UPDATE ON setting WHEN old.value <> new.value BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_setting_delete AFTER DELETE ON setting BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_quick_reply_insert AFTER INSERT ON quick_reply BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_quick_reply_update AFTER UPDATE ON quick_reply BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_quick_reply_delete AFTER DELETE ON quick_reply BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
CREATE TRIGGER live_rule_update AFTER UPDATE ON notification_rule WHEN old.enabled <> new.enabled OR old.text <> new.text BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'settings', 0, 'updated');
END;
-- Topic "account" is never told to anybody: it makes the streams of those who may not listen any more end.
CREATE TRIGGER live_session_delete AFTER DELETE ON session BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'account', old.user_id, 'updated');
END;
CREATE TRIGGER live_user_update AFTER UPDATE ON user WHEN old.disabled <> new.disabled OR old.role <> new.role BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'account', new.id, 'updated');
END;
CREATE TRIGGER live_token_update AFTER UPDATE ON api_token WHEN old.revoked_at IS NOT new.revoked_at OR old.scopes <> new.scopes BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'account', 0, 'updated');
END;
CREATE TRIGGER live_token_delete AFTER DELETE ON api_token BEGIN
    INSERT INTO live_event(at, topic, subject_id, change) VALUES (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER), 'account', 0, 'updated');
END;

-- Where changes are posted to. "position" is the last live event that has become deliveries. "secret" signs: never shown again, never logged.
CREATE TABLE webhook (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    topics TEXT NOT NULL DEFAULT '',
    enabled INTEGER NOT NULL DEFAULT 1,
    secret TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook_delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL REFERENCES webhook(id) ON DELETE CASCADE,
    delivery_key TEXT NOT NULL,
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    queued_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempted_at INTEGER,
    status INTEGER NOT NULL DEFAULT 0,
    error TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_delivery_list ON webhook_delivery(webhook_id, id);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery(webhook_id, id) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_done ON webhook_delivery(webhook_id, id) WHERE state <> 'waiting';
