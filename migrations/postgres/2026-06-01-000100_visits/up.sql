-- Visits for support: an admin of the deployment looks into the pod's console for a while. Of a token only its hash is here: at first
-- the link's, which is good once, then the cookie's.
CREATE TABLE visits (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    jid TEXT NOT NULL,
    reason TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    began_at TIMESTAMP NOT NULL,
    followed_at TIMESTAMP,
    ends_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    ended_by TEXT,
    PRIMARY KEY (pod_id, id)
);

CREATE UNIQUE INDEX visits_by_token ON visits (pod_id, token_hash);

-- Those that are on.
CREATE INDEX visits_open ON visits (ends_at) WHERE ended_at IS NULL;
