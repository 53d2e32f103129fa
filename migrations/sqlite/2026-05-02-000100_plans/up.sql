-- Limits with a name, which the deployment's admins give to pods. A pod without a row has figures of its own; what holds is in pods.
CREATE TABLE plans (
    name TEXT NOT NULL PRIMARY KEY,
    members_max BIGINT NOT NULL,
    storage_max BIGINT NOT NULL,
    sessions_max BIGINT NOT NULL,
    signups_per_day BIGINT NOT NULL
);

CREATE TABLE pod_plans (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    plan TEXT NOT NULL
);
