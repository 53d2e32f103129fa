ALTER TABLE members DROP COLUMN invite_id;
ALTER TABLE places DROP COLUMN invite_id;
DROP TABLE invites;
