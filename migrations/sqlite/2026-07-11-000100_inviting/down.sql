DROP TABLE invite_contacts;
DROP TABLE inviting;
