-- What a pod used on each day (days since 1970, in UTC): as it was when it was last looked at, of sessions and sign-ups the most.
CREATE TABLE usages (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    members BIGINT NOT NULL,
    active BIGINT NOT NULL,
    storage BIGINT NOT NULL,
    sessions BIGINT NOT NULL,
    signups BIGINT NOT NULL,
    PRIMARY KEY (pod_id, day)
);
