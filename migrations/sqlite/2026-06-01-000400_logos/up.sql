-- The picture by which a pod is known, drawn as squares, and the one before it, to go back to. Both count to the pod's storage.
CREATE TABLE logos (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    -- what it shows, for whoever does not see it; may be empty
    words TEXT NOT NULL,
    small BLOB NOT NULL,
    medium BLOB NOT NULL,
    large BLOB NOT NULL,
    -- bytes of all three
    size BIGINT NOT NULL,
    shown BOOLEAN NOT NULL,
    set_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, hash)
);
CREATE UNIQUE INDEX logos_shown ON logos (pod_id) WHERE shown;

CREATE TRIGGER logos_public_insert AFTER INSERT ON logos
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER logos_public_update AFTER UPDATE ON logos
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
CREATE TRIGGER logos_public_delete AFTER DELETE ON logos
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;

-- What a pod says of itself besides: links, each an address and its label, and languages that are spoken there beside its own. Both are
-- lists, as JSON. A pod without a row says nothing.
CREATE TABLE introductions (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    links TEXT NOT NULL,
    languages TEXT NOT NULL
);

CREATE TRIGGER introductions_public_insert AFTER INSERT ON introductions
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER introductions_public_update AFTER UPDATE ON introductions
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id IN (OLD.pod_id, NEW.pod_id);
END;
