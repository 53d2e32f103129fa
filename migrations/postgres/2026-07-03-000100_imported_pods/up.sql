-- Lists that others keep of pods: where they are, when each is read next (never again, where it was a file), and what came of it.
CREATE TABLE import_sources (
    address TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    added_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP,
    ran_at TIMESTAMP,
    found BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX import_sources_due ON import_sources (due_at);

-- What they say of pods, which nobody has signed. A domain is a row, of the list that was read last; it is shown once its robots.txt was
-- asked (`footing`).
CREATE TABLE imported_pods (
    domain TEXT PRIMARY KEY NOT NULL,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    software TEXT NOT NULL,
    website TEXT NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    footing TEXT NOT NULL,
    looked_at TIMESTAMP
);
CREATE INDEX imported_pods_source ON imported_pods (source);
CREATE INDEX imported_pods_seen ON imported_pods (seen_at);
CREATE INDEX imported_pods_looked ON imported_pods (looked_at);
