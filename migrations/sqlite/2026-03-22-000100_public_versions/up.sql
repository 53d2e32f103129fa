-- What anybody may read of a pod has a version, so that pages can be kept until it is another. The database counts by itself: no
-- program that writes, of whichever release, can forget it.
CREATE TABLE public_versions (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    version BIGINT NOT NULL
);
INSERT INTO public_versions (pod_id, version) SELECT id, 1 FROM pods;

CREATE TRIGGER pods_public_insert AFTER INSERT ON pods
BEGIN
    INSERT INTO public_versions (pod_id, version) VALUES (NEW.id, 1);
END;
CREATE TRIGGER pods_public_update AFTER UPDATE OF state, name, tagline, accent, language ON pods
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.id;
END;

CREATE TRIGGER hosts_public_insert AFTER INSERT ON hosts
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER hosts_public_update AFTER UPDATE ON hosts
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
CREATE TRIGGER hosts_public_delete AFTER DELETE ON hosts
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;

CREATE TRIGGER members_public_insert AFTER INSERT ON members
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER members_public_update AFTER UPDATE OF pod_id, jid, handle, name, about, website, picture ON members
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
CREATE TRIGGER members_public_delete AFTER DELETE ON members
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;

CREATE TRIGGER posts_public_insert AFTER INSERT ON posts WHEN NEW.public
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER posts_public_update AFTER UPDATE ON posts WHEN OLD.public OR NEW.public
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
CREATE TRIGGER posts_public_delete AFTER DELETE ON posts WHEN OLD.public
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;
