DROP TRIGGER members_public ON members;
DROP INDEX members_suspended;
ALTER TABLE members DROP COLUMN suspended_reason;
ALTER TABLE members DROP COLUMN suspended_at;
CREATE CONSTRAINT TRIGGER members_public
    AFTER INSERT OR UPDATE OF pod_id, jid, handle, name, about, website, picture OR DELETE ON members
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();
