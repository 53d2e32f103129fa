-- Whose server has the accounts that are a pod's own, and how far it is: a domain that Cosse makes is prepared by a job. A pod without a
-- row has a server of its own, if it has a domain. Bytes that its people uploaded there count to the pod's media.
CREATE TABLE pod_domains (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    domain TEXT,
    standing TEXT NOT NULL,
    reason TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    tries BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    looked_at TIMESTAMP,
    uploaded BIGINT NOT NULL,
    upload_max BIGINT NOT NULL
);
CREATE UNIQUE INDEX pod_domains_managed ON pod_domains (domain) WHERE kind = 'managed';
CREATE INDEX pod_domains_due ON pod_domains (due_at);
-- Whether an account is somebody already is asked of all pods.
CREATE INDEX members_account ON members (jid);
CREATE INDEX roles_account ON roles (jid);
