-- Since when a pod is in its state, why, and for one that closes when it does and what it says afterwards. A deleted pod that is
-- restored is again what it was before.
ALTER TABLE pods ADD COLUMN state_since TIMESTAMP;
ALTER TABLE pods ADD COLUMN state_before TEXT NOT NULL DEFAULT 'active';
ALTER TABLE pods ADD COLUMN state_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE pods ADD COLUMN closing_at TIMESTAMP;
ALTER TABLE pods ADD COLUMN farewell TEXT NOT NULL DEFAULT '';

-- All of it is on the pod's pages.
DROP TRIGGER pods_public_update ON pods;
CREATE CONSTRAINT TRIGGER pods_public_update AFTER UPDATE OF state, name, tagline, accent, language, state_reason, closing_at, farewell ON pods
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version_of_pod();
