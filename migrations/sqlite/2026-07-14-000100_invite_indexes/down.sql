DROP INDEX members_invite;
DROP INDEX invites_made_by;
