DROP INDEX lent_due;
ALTER TABLE lent DROP COLUMN due_at;
