-- What the operators of a pod have written down, each version since when it holds: rules, and what they add to privacy and legal
-- matters. `pods.rules` stays the text that holds now; `applied` says whether a version got there.
CREATE TABLE texts (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    since TIMESTAMP NOT NULL,
    made_at TIMESTAMP NOT NULL,
    applied BOOLEAN NOT NULL,
    PRIMARY KEY (pod_id, kind, version)
);
CREATE INDEX texts_due ON texts (applied, since);
INSERT INTO texts (pod_id, kind, version, body, since, made_at, applied)
    SELECT id, 'rules', 1, rules, created_at, created_at, TRUE FROM pods WHERE rules <> '';

-- Which announced version a member has seen.
CREATE TABLE text_readers (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (pod_id, member_id, kind),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
