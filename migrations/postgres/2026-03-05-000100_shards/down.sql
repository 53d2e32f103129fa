DROP INDEX sessions_shard;
ALTER TABLE sessions DROP COLUMN shard;
