ALTER TABLE plans DROP COLUMN upload_max;
