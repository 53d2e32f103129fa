-- How many invitations each member of a pod may have open. Of a pod that is not here only those who run it invite.
CREATE TABLE inviting (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    open_each BIGINT NOT NULL
);

-- Invitations by which whoever makes an account in another app is a contact of whoever invites her.
CREATE TABLE invite_contacts (
    pod_id TEXT NOT NULL,
    invite_id TEXT NOT NULL,
    PRIMARY KEY (pod_id, invite_id),
    FOREIGN KEY (pod_id, invite_id) REFERENCES invites (pod_id, id) ON DELETE CASCADE
);
