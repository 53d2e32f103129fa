ALTER TABLE pods DROP COLUMN signups_paused_at;
ALTER TABLE pods DROP COLUMN waiting;
DROP TABLE waiters;
DROP TABLE applications;
DROP TABLE newcomers;
