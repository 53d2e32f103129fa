CREATE TABLE members (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    jid TEXT NOT NULL,
    domain TEXT NOT NULL,
    handle TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    website TEXT NOT NULL,
    picture TEXT,
    language TEXT,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX members_jid ON members (pod_id, jid);
CREATE UNIQUE INDEX members_handle ON members (pod_id, handle);

CREATE TABLE released_handles (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    handle TEXT NOT NULL,
    jid TEXT NOT NULL,
    released_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, handle)
);

CREATE TABLE places (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    signup_day BIGINT NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, jid)
);
CREATE INDEX places_expiry ON places (expires_at);
