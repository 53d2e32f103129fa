-- The picture by which a pod is known, drawn as squares, and the one before it, to go back to. Both count to the pod's storage.
CREATE TABLE logos (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    -- what it shows, for whoever does not see it; may be empty
    words TEXT NOT NULL,
    small BYTEA NOT NULL,
    medium BYTEA NOT NULL,
    large BYTEA NOT NULL,
    -- bytes of all three
    size BIGINT NOT NULL,
    shown BOOLEAN NOT NULL,
    set_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, hash)
);
CREATE UNIQUE INDEX logos_shown ON logos (pod_id) WHERE shown;

CREATE CONSTRAINT TRIGGER logos_public AFTER INSERT OR UPDATE OR DELETE ON logos
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();

-- What a pod says of itself besides: links, each an address and its label, and languages that are spoken there beside its own. Both are
-- lists, as JSON. A pod without a row says nothing.
CREATE TABLE introductions (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    links TEXT NOT NULL,
    languages TEXT NOT NULL
);

CREATE CONSTRAINT TRIGGER introductions_public AFTER INSERT OR UPDATE ON introductions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();
