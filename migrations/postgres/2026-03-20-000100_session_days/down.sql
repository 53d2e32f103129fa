ALTER TABLE sessions ADD COLUMN last_browser_at TIMESTAMP;
ALTER TABLE pods DROP COLUMN session_days;
