-- The processes of the deployment, each of which says every few seconds that it runs, and what it holds.
CREATE TABLE processes (
    id TEXT PRIMARY KEY NOT NULL,
    roles TEXT NOT NULL,
    version TEXT NOT NULL,
    machine TEXT NOT NULL,
    started_at TIMESTAMP NOT NULL,
    seen_at TIMESTAMP NOT NULL,
    ending BOOLEAN NOT NULL,
    shards BIGINT NOT NULL,
    online BIGINT NOT NULL,
    signing_in BIGINT NOT NULL,
    reconnecting BIGINT NOT NULL
);
CREATE INDEX processes_seen ON processes (seen_at);

-- What became of each job when it was last done; `took` in milliseconds, `failures` in a row.
CREATE TABLE job_runs (
    job TEXT PRIMARY KEY NOT NULL,
    process_id TEXT NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    took BIGINT NOT NULL,
    error TEXT,
    failures BIGINT NOT NULL
);
