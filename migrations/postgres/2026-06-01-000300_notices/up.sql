-- What is told by XMPP: written in the transaction of what it tells of.
CREATE TABLE notices (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    queued_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, id)
);
CREATE INDEX notices_due ON notices (state, due_at);

-- The deployment's own accounts that send notices, and when a job last said that it has one.
CREATE TABLE messengers (
    jid TEXT NOT NULL PRIMARY KEY,
    seen_at TIMESTAMP NOT NULL
);
