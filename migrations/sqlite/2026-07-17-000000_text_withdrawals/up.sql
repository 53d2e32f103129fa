-- The change of a text that was announced last and taken back, until there is another: who was told of it is told that, too.
CREATE TABLE text_withdrawals (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    since TIMESTAMP NOT NULL,
    made_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, kind)
);
