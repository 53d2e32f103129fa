CREATE TABLE sessions (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    jid TEXT NOT NULL,
    resource TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    secret BYTEA,
    stream BYTEA,
    generation BIGINT NOT NULL DEFAULT 0,
    last_browser_at TIMESTAMP,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

CREATE TABLE browsers (
    pod_id TEXT NOT NULL,
    id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    label TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX browsers_token ON browsers (pod_id, token_hash);
CREATE INDEX browsers_member ON browsers (pod_id, member_id);
CREATE INDEX browsers_seen ON browsers (seen_at);

CREATE TABLE waiting (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id, id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
