ALTER TABLE pods DROP COLUMN message_days;
