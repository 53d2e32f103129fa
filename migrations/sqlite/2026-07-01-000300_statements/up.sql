-- What directories say of pods, each as it was signed. `peer` is the host of who says it; empty for this one, whose
-- `withdrawn` ones are not told any more; as long as they are there, no rule says the same again.
CREATE TABLE directory_statements (
    id TEXT PRIMARY KEY NOT NULL,
    peer TEXT NOT NULL,
    subject TEXT NOT NULL,
    document TEXT NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    expires_at TIMESTAMP NOT NULL
);
CREATE INDEX directory_statements_peer ON directory_statements (peer, id);
CREATE INDEX directory_statements_subject ON directory_statements (subject, peer);
CREATE INDEX directory_statements_expires ON directory_statements (expires_at);
