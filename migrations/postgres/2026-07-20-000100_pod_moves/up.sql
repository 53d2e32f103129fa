-- Where a pod goes on that closes: a host name. It counts while the pod closes, and after it has.
CREATE TABLE pod_moves (
    pod_id TEXT PRIMARY KEY NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    moved_to TEXT NOT NULL
);
