-- What a pod asks of newcomers, and from which crowd on it pauses. A pod without a row has what the program says.
CREATE TABLE newcomers (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    crowd BIGINT NOT NULL,
    crowd_times BIGINT NOT NULL,
    resumed_at TIMESTAMP
);

-- People who ask to be let in. No password is here: an account is made by whoever was accepted.
CREATE TABLE applications (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    decided_at TIMESTAMP,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX applications_open ON applications (pod_id, email) WHERE state = 'open';

-- People who wait for a place, in the order in which they confirmed their addresses.
CREATE TABLE waiters (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    invited_until TIMESTAMP,
    invite_id TEXT,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX waiters_email ON waiters (pod_id, email);

-- How many of them count: the next places are theirs.
ALTER TABLE pods ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pods ADD COLUMN signups_paused_at TIMESTAMP;
