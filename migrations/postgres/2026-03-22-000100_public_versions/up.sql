-- What anybody may read of a pod has a version, so that pages can be kept until it is another. The database counts by itself: no
-- program that writes, of whichever release, can forget it.
CREATE TABLE public_versions (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    version BIGINT NOT NULL
);
INSERT INTO public_versions (pod_id, version) SELECT id, 1 FROM pods;

CREATE FUNCTION begin_public_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO public_versions (pod_id, version) VALUES (NEW.id, 1);
    RETURN NULL;
END $$;
CREATE FUNCTION next_public_version_of_pod() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION next_public_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
    RETURN NULL;
END $$;

-- Deferred to the end of a transaction: the row is locked last, so that nobody who holds it waits for anything else.
CREATE TRIGGER pods_public_insert AFTER INSERT ON pods
    FOR EACH ROW EXECUTE FUNCTION begin_public_version();
CREATE CONSTRAINT TRIGGER pods_public_update AFTER UPDATE OF state, name, tagline, accent, language ON pods
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version_of_pod();

CREATE CONSTRAINT TRIGGER hosts_public AFTER INSERT OR UPDATE OR DELETE ON hosts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();

CREATE CONSTRAINT TRIGGER members_public
    AFTER INSERT OR UPDATE OF pod_id, jid, handle, name, about, website, picture OR DELETE ON members
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();

CREATE CONSTRAINT TRIGGER posts_public_insert AFTER INSERT ON posts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.public) EXECUTE FUNCTION next_public_version();
CREATE CONSTRAINT TRIGGER posts_public_update AFTER UPDATE ON posts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.public OR NEW.public) EXECUTE FUNCTION next_public_version();
CREATE CONSTRAINT TRIGGER posts_public_delete AFTER DELETE ON posts
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.public) EXECUTE FUNCTION next_public_version();
