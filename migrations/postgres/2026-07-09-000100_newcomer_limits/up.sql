-- What a pod's members may do while they are new. A pod without a row, or with no days, limits nobody.
CREATE TABLE newcomer_limits (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    days BIGINT NOT NULL,
    posts BIGINT NOT NULL,
    contacts BIGINT NOT NULL,
    bytes BIGINT NOT NULL
);

-- Members whom those who run the pod do not take for new any more.
CREATE TABLE newcomer_lifts (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    lifted_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

-- How much of it somebody new has done on a day (days since 1970, in UTC), and what it was last.
CREATE TABLE newcomer_tallies (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    act TEXT NOT NULL,
    day BIGINT NOT NULL,
    used BIGINT NOT NULL,
    last TEXT NOT NULL,
    PRIMARY KEY (pod_id, member_id, act),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
