-- What whoever comes in by an invitation may do beyond a member.
ALTER TABLE invites ADD COLUMN role TEXT;
