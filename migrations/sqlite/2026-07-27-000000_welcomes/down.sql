ALTER TABLE introductions DROP COLUMN welcome;
