DROP TRIGGER members_public_update;
DROP INDEX members_suspended;
ALTER TABLE members DROP COLUMN suspended_reason;
ALTER TABLE members DROP COLUMN suspended_at;
CREATE TRIGGER members_public_update AFTER UPDATE OF pod_id, jid, handle, name, about, website, picture ON members
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
