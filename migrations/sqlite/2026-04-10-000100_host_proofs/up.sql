-- A host name is served once it is known to be the pod's: at once where its domain is the deployment's own or somebody vouches for it,
-- else when a record in DNS has said so. The record is looked for again and again; since when it is missing is written down.
ALTER TABLE hosts ADD COLUMN served BOOLEAN NOT NULL DEFAULT TRUE;
CREATE TABLE host_proofs (
    pod_id TEXT NOT NULL,
    host TEXT NOT NULL,
    token TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    proven_at TIMESTAMP,
    missing_since TIMESTAMP,
    due_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, host),
    FOREIGN KEY (pod_id, host) REFERENCES hosts (pod_id, host) ON DELETE CASCADE
);
CREATE INDEX host_proofs_due ON host_proofs (due_at);

-- Names that were a pod's and are nobody else's for a while. They are the deployment's, since the pod may be gone.
CREATE TABLE held_hosts (
    host TEXT NOT NULL PRIMARY KEY,
    pod_id TEXT NOT NULL,
    held_until TIMESTAMP NOT NULL
);
