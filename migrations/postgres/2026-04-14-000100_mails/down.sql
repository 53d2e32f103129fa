DROP TABLE warnings;
ALTER TABLE pods DROP COLUMN contact_email;
DROP TABLE mails;
