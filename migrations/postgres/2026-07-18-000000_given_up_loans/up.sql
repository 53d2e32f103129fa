-- When the server of a domain that a pod has given up is asked again what is left there of what it was lent; not yet asked is at once.
ALTER TABLE lent ADD COLUMN due_at TIMESTAMP;
