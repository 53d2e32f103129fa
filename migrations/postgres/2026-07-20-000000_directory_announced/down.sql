ALTER TABLE directory_peers DROP COLUMN telling_failures;
ALTER TABLE directory_peers DROP COLUMN telling_turn;
ALTER TABLE directory_peers DROP COLUMN telling_at;
DROP TABLE directory_announced;
