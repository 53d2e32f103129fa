-- What those who run a pod, or the whole deployment, have to say to its members, and to everybody where they wish so. What the
-- deployment says is a row of each pod that hears it, all of them with the same batch.
CREATE TABLE announcements (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    batch TEXT,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    for_everyone BOOLEAN NOT NULL,
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP,
    -- the id of the form that it came with: sent twice is said once
    command TEXT,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX announcements_command ON announcements (pod_id, command);

-- Which of them a member does not want to see on top of her feed any more.
CREATE TABLE closed_announcements (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    announcement_id TEXT NOT NULL,
    PRIMARY KEY (pod_id, member_id, announcement_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE,
    FOREIGN KEY (pod_id, announcement_id) REFERENCES announcements (pod_id, id) ON DELETE CASCADE
);
CREATE INDEX closed_announcements_of ON closed_announcements (pod_id, announcement_id);
