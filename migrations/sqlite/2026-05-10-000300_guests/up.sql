-- The member of a pod as whom anybody may look around, if it has one. What was written as her since is taken away each night.
CREATE TABLE guests (
    pod_id TEXT NOT NULL PRIMARY KEY,
    member_id TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    cleared_at TIMESTAMP NOT NULL,
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
