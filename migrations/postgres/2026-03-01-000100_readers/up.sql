ALTER TABLE contacts ADD COLUMN promised BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE contacts ADD COLUMN followed BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE leavers (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    jid TEXT NOT NULL,
    PRIMARY KEY (pod_id, member_id, jid),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
