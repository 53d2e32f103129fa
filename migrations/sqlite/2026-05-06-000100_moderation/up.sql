-- What people report of what they can see on a pod, with a copy of it as it was, the decision with its reasons, and the one appeal.
CREATE TABLE reports (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    service TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    author TEXT,
    author_name TEXT NOT NULL,
    content TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    email TEXT,
    language TEXT NOT NULL,
    member_id TEXT,
    state TEXT NOT NULL,
    told BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMP NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL DEFAULT '',
    decided_by TEXT,
    decided_at TIMESTAMP,
    appeal TEXT NOT NULL DEFAULT '',
    appealed_at TIMESTAMP,
    upheld BOOLEAN,
    answer TEXT NOT NULL DEFAULT '',
    answered_by TEXT,
    answered_at TIMESTAMP,
    PRIMARY KEY (pod_id, id)
);
CREATE INDEX reports_waiting ON reports (pod_id, state, id);
CREATE INDEX reports_old ON reports (created_at);

-- Posts and comments that moderators have hidden on their pod. The item stays on its server.
CREATE TABLE hidden_posts (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    author TEXT,
    reason TEXT NOT NULL,
    report_id TEXT NOT NULL,
    hidden_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, service, node, item)
);

-- Addresses and domains that a pod, or the whole deployment, keeps out. `pattern` is what LIKE takes for an address of theirs.
CREATE TABLE blocks (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    pattern TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP,
    PRIMARY KEY (pod_id, subject)
);
CREATE TABLE platform_blocks (
    subject TEXT NOT NULL PRIMARY KEY,
    pattern TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP
);

-- Both change what visitors see.
CREATE TRIGGER hidden_posts_public_insert AFTER INSERT ON hidden_posts
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER hidden_posts_public_delete AFTER DELETE ON hidden_posts
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;
CREATE TRIGGER blocks_public_insert AFTER INSERT ON blocks
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = NEW.pod_id;
END;
CREATE TRIGGER blocks_public_delete AFTER DELETE ON blocks
BEGIN
    UPDATE public_versions SET version = version + 1 WHERE pod_id = OLD.pod_id;
END;
CREATE TRIGGER platform_blocks_public_insert AFTER INSERT ON platform_blocks
BEGIN
    UPDATE public_versions SET version = version + 1;
END;
CREATE TRIGGER platform_blocks_public_delete AFTER DELETE ON platform_blocks
BEGIN
    UPDATE public_versions SET version = version + 1;
END;
