-- What was done to a pod, by whom, and when. Each entry's hash covers the one before it, and the head says which is the last: an entry
-- that is changed, taken out or put in shows.
CREATE TABLE audit_heads (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE audit (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (pod_id, number)
);
