DROP TRIGGER pods_public_update ON pods;
ALTER TABLE pods DROP COLUMN farewell;
ALTER TABLE pods DROP COLUMN closing_at;
ALTER TABLE pods DROP COLUMN state_reason;
ALTER TABLE pods DROP COLUMN state_before;
ALTER TABLE pods DROP COLUMN state_since;
CREATE CONSTRAINT TRIGGER pods_public_update AFTER UPDATE OF state, name, tagline, accent, language ON pods
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version_of_pod();
