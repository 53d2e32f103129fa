-- Who may use the API, for what, and on which pods. Of a token only its hash is here. None is ever deleted: the pods' logs name them.
CREATE TABLE tokens (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    scopes TEXT NOT NULL,
    all_pods BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP
);
CREATE UNIQUE INDEX tokens_name ON tokens (name);
CREATE UNIQUE INDEX tokens_hash ON tokens (token_hash);

-- The pods of a token that is not for all.
CREATE TABLE token_pods (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    token_id TEXT NOT NULL,
    PRIMARY KEY (pod_id, token_id)
);
CREATE INDEX token_pods_token ON token_pods (token_id);
