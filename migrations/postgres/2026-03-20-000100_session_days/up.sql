-- A session that no browser has looked at for so long ends. When one was last there is in `members`.
ALTER TABLE pods ADD COLUMN session_days BIGINT NOT NULL DEFAULT 30;
ALTER TABLE sessions DROP COLUMN last_browser_at;
