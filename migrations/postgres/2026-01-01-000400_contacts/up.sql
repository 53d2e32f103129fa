CREATE TABLE contacts (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    jid TEXT NOT NULL,
    in_roster BOOLEAN NOT NULL,
    name TEXT,
    subscription TEXT NOT NULL,
    ask BOOLEAN NOT NULL,
    groups TEXT NOT NULL,
    pending_in BOOLEAN NOT NULL,
    pending_note TEXT,
    nick TEXT,
    picture TEXT,
    show TEXT NOT NULL,
    status TEXT,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id, jid),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

CREATE TABLE pictures (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    size BIGINT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, hash)
);
