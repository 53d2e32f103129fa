-- What a member's own archive has is kept here for so long.
ALTER TABLE pods ADD COLUMN message_days BIGINT NOT NULL DEFAULT 90;
