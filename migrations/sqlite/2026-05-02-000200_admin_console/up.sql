-- Browsers in which an admin is signed in on the platform's host. Of a token only its hash is here.
CREATE TABLE admin_browsers (
    token_hash BLOB NOT NULL PRIMARY KEY,
    jid TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL
);

-- Links by which an admin signs in once; one without an address makes whoever follows it the first admin.
CREATE TABLE admin_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    jid TEXT NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

-- What was done to the deployment itself, chained as the logs of pods are; there is one head.
CREATE TABLE platform_audit_heads (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE platform_audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL
);
