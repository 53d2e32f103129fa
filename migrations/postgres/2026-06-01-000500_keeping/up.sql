-- What is wished of accounts that Cosse looks after: that they sign in nowhere, or again. A row goes when their server has done it.
CREATE TABLE account_wishes (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    wish TEXT NOT NULL,
    actor TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    claimed_until TIMESTAMP,
    tries BIGINT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (pod_id, jid)
);
CREATE INDEX account_wishes_due ON account_wishes (due_at);
