DROP TRIGGER pods_public_update;
ALTER TABLE pods DROP COLUMN farewell;
ALTER TABLE pods DROP COLUMN closing_at;
ALTER TABLE pods DROP COLUMN state_reason;
ALTER TABLE pods DROP COLUMN state_before;
ALTER TABLE pods DROP COLUMN state_since;
CREATE TRIGGER pods_public_update AFTER UPDATE OF state, name, tagline, accent, language ON pods
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.id;
END;
