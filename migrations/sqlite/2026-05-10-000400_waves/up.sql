-- From which network somebody signed up, cut so that it is no single house's, for a while.
CREATE TABLE arrivals (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    network TEXT NOT NULL,
    arrived_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
CREATE INDEX arrivals_network ON arrivals (pod_id, network);
CREATE INDEX arrivals_at ON arrivals (arrived_at);

-- Sign-ups that operators undid together. Its members are suspended, and removed when it is over.
CREATE TABLE waves (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    size BIGINT NOT NULL,
    undone_at TIMESTAMP,
    PRIMARY KEY (pod_id, id)
);
CREATE TABLE wave_members (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    wave_id TEXT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE,
    FOREIGN KEY (pod_id, wave_id) REFERENCES waves (pod_id, id) ON DELETE CASCADE
);
CREATE INDEX wave_members_due ON wave_members (due_at);
CREATE INDEX wave_members_wave ON wave_members (pod_id, wave_id);
