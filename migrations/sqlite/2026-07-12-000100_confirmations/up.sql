-- Invitations that went to an address which somebody typed who signs up: whoever comes in by one has shown that it is hers.
CREATE TABLE confirmations (
    pod_id TEXT NOT NULL,
    invite_id TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, invite_id),
    FOREIGN KEY (pod_id, invite_id) REFERENCES invites (pod_id, id) ON DELETE CASCADE
);
CREATE INDEX confirmations_email ON confirmations (pod_id, email);
CREATE INDEX confirmations_asked ON confirmations (asked_at);
