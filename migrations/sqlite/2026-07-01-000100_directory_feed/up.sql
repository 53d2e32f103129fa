-- The directory towards others: the key by which it signs (sealed; empty until it is first needed), and how far its feed is. Whoever
-- writes a row holds this one, so that numbers are there in their order. `lost` is the number of the last row that was taken out.
CREATE TABLE directory_self (
    id BIGINT PRIMARY KEY NOT NULL,
    kid TEXT NOT NULL,
    public_key TEXT NOT NULL,
    secret BLOB NOT NULL,
    last_day BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    agree BIGINT NOT NULL
);
INSERT INTO directory_self (id, kid, public_key, secret, last_day, last_number, lost, agree) VALUES (1, '', '', X'', 0, 0, 0, 0);

-- What is told of pods: the last of each, numbered in the order in which it was written. `own` are pods of this deployment.
CREATE TABLE directory_feed (
    domain TEXT PRIMARY KEY NOT NULL,
    number BIGINT NOT NULL UNIQUE,
    own BOOLEAN NOT NULL,
    serial BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    seen_at TIMESTAMP NOT NULL
);
CREATE INDEX directory_feed_state ON directory_feed (state, seen_at);
CREATE INDEX directory_feed_own ON directory_feed (own, domain);
