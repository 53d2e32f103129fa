-- Who may come in by whose word, how often, and until when. Of a code only its hash is here. Who made an invitation may have left since.
CREATE TABLE invites (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    made_by TEXT,
    note TEXT NOT NULL,
    uses BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0,
    expires_at TIMESTAMP,
    revoked_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX invites_code ON invites (pod_id, code_hash);

ALTER TABLE places ADD COLUMN invite_id TEXT;
ALTER TABLE members ADD COLUMN invite_id TEXT;
