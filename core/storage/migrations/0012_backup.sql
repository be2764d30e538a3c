-- How the backups went, the newest last; bounded by the program.
CREATE TABLE backup_run (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    -- Empty when none was made.
    file TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    -- Empty: it is good. Else a stable word, e.g. "disk_full".
    problem TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX backup_run_good ON backup_run(id) WHERE problem = '';
