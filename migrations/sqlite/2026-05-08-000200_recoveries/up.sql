-- How somebody gets back in who has lost her password: codes that she keeps, and links that are good once. Only hashes are
-- here.
CREATE TABLE recovery_codes (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id, code_hash),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

CREATE TABLE reset_links (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX reset_links_token ON reset_links (pod_id, token_hash);
