-- What a pod says of the money that it needs, and of gifts. A pod without a row says nothing. Links and amounts are JSON; amounts are in
-- the smallest unit of the currency.
CREATE TABLE funds (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    shown_to TEXT NOT NULL,
    currency TEXT NOT NULL,
    words TEXT NOT NULL,
    links TEXT NOT NULL,
    amounts TEXT NOT NULL
);

-- The ledger that operators keep: what came in and what was paid. What was taken out of it is kept, to be put back.
CREATE TABLE fund_entries (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    day BIGINT NOT NULL,
    direction TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    removed_at TIMESTAMP,
    -- the id of the form that it came with: sent twice is written once
    command TEXT,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX fund_entries_command ON fund_entries (pod_id, command);
