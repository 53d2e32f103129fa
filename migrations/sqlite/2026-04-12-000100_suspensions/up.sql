-- Since when, and why, those who run a pod keep a member out of it.
ALTER TABLE members ADD COLUMN suspended_at TIMESTAMP;
ALTER TABLE members ADD COLUMN suspended_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX members_suspended ON members (pod_id, id) WHERE suspended_at IS NOT NULL;

-- What she wrote for everyone is on no public page meanwhile.
DROP TRIGGER members_public_update;
CREATE TRIGGER members_public_update AFTER UPDATE OF pod_id, jid, handle, name, about, website, picture, suspended_at ON members
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
