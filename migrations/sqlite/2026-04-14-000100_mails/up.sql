-- Mails that are to be sent: written in the transaction of what they tell of. What a mail says is in `detail`, until it is sent.
CREATE TABLE mails (
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
CREATE INDEX mails_due ON mails (state, due_at);

-- Whom to write to about the pod itself.
ALTER TABLE pods ADD COLUMN contact_email TEXT;

-- Of which use of its limits a pod was told: the highest step, until the use falls below it.
CREATE TABLE warnings (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    quota TEXT NOT NULL,
    percent BIGINT NOT NULL,
    PRIMARY KEY (pod_id, quota)
);
