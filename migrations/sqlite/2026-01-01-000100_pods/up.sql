CREATE TABLE pods (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    tagline TEXT NOT NULL,
    accent TEXT NOT NULL,
    language TEXT NOT NULL,
    rules TEXT NOT NULL,
    registration TEXT NOT NULL,
    accounts TEXT NOT NULL,
    allowed_domains TEXT NOT NULL,
    xmpp_domain TEXT,
    members_max BIGINT NOT NULL,
    storage_max BIGINT NOT NULL,
    sessions_max BIGINT NOT NULL,
    signups_per_day BIGINT NOT NULL,
    members_used BIGINT NOT NULL DEFAULT 0,
    storage_used BIGINT NOT NULL DEFAULT 0,
    sessions_used BIGINT NOT NULL DEFAULT 0,
    signups_today BIGINT NOT NULL DEFAULT 0,
    signups_day BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE hosts (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    is_primary BOOLEAN NOT NULL,
    PRIMARY KEY (pod_id, host)
);
CREATE UNIQUE INDEX hosts_host ON hosts (host);
CREATE UNIQUE INDEX hosts_primary ON hosts (pod_id) WHERE is_primary;

CREATE TABLE roles (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    jid TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, jid)
);

CREATE TABLE admins (
    jid TEXT NOT NULL PRIMARY KEY,
    created_at TIMESTAMP NOT NULL
);
