-- The keys that sign what a pod says of itself: the secret is sealed with the deployment's key. The one in use is the last whose time
-- has come; one that comes later is named before. Days are counted from 1970-01-01.
CREATE TABLE listing_keys (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    kid TEXT NOT NULL,
    public_key TEXT NOT NULL,
    secret BLOB NOT NULL,
    signs_from TIMESTAMP NOT NULL,
    last_day BIGINT NOT NULL,
    PRIMARY KEY (pod_id, kid)
);

-- What a pod said of itself last, with its number: whoever issues the next one has read this one.
CREATE TABLE listings (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    serial BIGINT NOT NULL,
    digest TEXT NOT NULL,
    document TEXT NOT NULL,
    issued_at TIMESTAMP NOT NULL
);
