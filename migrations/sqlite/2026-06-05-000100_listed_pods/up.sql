-- Pods of other deployments, as the directory of this one knows them. They are the deployment's own, and no pod's: a domain is a row.
-- `turn` is one more whenever somebody begins to look or decides: what was found out before that is not written down.
CREATE TABLE listed_pods (
    domain TEXT PRIMARY KEY NOT NULL,
    state TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    checked_at TIMESTAMP,
    good_at TIMESTAMP,
    expires_at TIMESTAMP,
    document BLOB,
    serial BIGINT NOT NULL,
    keys TEXT NOT NULL,
    address TEXT NOT NULL,
    good BIGINT NOT NULL,
    total BIGINT NOT NULL,
    due_at TIMESTAMP,
    claimed_until TIMESTAMP,
    turn BIGINT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX listed_pods_due ON listed_pods (due_at);
CREATE INDEX listed_pods_state ON listed_pods (state, domain);
CREATE INDEX listed_pods_seen ON listed_pods (first_seen);

-- How many of a day's checks were good.
CREATE TABLE listing_checks (
    domain TEXT NOT NULL,
    day BIGINT NOT NULL,
    good BIGINT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (domain, day)
);
CREATE INDEX listing_checks_day ON listing_checks (day);

-- What became of them, for admins.
CREATE TABLE directory_log (
    id TEXT PRIMARY KEY NOT NULL,
    domain TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    line TEXT NOT NULL
);
CREATE INDEX directory_log_domain ON directory_log (domain, id);
CREATE INDEX directory_log_at ON directory_log (at);

-- Whoever adds one holds this row, and counts the others.
CREATE TABLE directory_gate (
    id BIGINT PRIMARY KEY NOT NULL,
    held BIGINT NOT NULL
);
INSERT INTO directory_gate (id, held) VALUES (1, 0);
