DROP TABLE leavers;
ALTER TABLE contacts DROP COLUMN followed;
ALTER TABLE contacts DROP COLUMN promised;
