-- Other directories that are followed. `key` is the one that was seen first, as JSON; `cursor` and `known` say how far their feeds were
-- read. The last columns count what was taken since `hour`, by which they are bounded.
CREATE TABLE directory_peers (
    host TEXT PRIMARY KEY NOT NULL,
    paused BOOLEAN NOT NULL,
    trusted BOOLEAN NOT NULL,
    added_at TIMESTAMP NOT NULL,
    key TEXT NOT NULL,
    cursor TEXT NOT NULL,
    known BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    good_at TIMESTAMP,
    failures BIGINT NOT NULL,
    error TEXT NOT NULL,
    taken BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    hour TIMESTAMP NOT NULL,
    hour_pages BIGINT NOT NULL,
    hour_bytes BIGINT NOT NULL,
    hour_rows BIGINT NOT NULL,
    hour_hints BIGINT NOT NULL
);
CREATE INDEX directory_peers_due ON directory_peers (due_at);
