-- Which worker holds a session goes by its shard; rows of before are given theirs when the program starts.
ALTER TABLE sessions ADD COLUMN shard INTEGER;
CREATE INDEX sessions_shard ON sessions (shard);
