DROP INDEX contacts_picture;
DROP INDEX members_picture;
