CREATE TABLE chats (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    peer TEXT NOT NULL,
    unread BIGINT NOT NULL DEFAULT 0,
    read_position BIGINT NOT NULL DEFAULT 0,
    marked_position BIGINT NOT NULL DEFAULT 0,
    peer_position BIGINT NOT NULL DEFAULT 0,
    last_id TEXT,
    last_position BIGINT NOT NULL DEFAULT 0,
    oldest_stanza_id TEXT,
    oldest_position BIGINT,
    complete BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (pod_id, member_id, peer),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

CREATE TABLE messages (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    id TEXT NOT NULL,
    peer TEXT NOT NULL,
    incoming BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    position BIGINT NOT NULL,
    state TEXT,
    refusal TEXT,
    origin_id TEXT,
    stanza_id TEXT,
    markable BOOLEAN NOT NULL,
    encrypted BOOLEAN NOT NULL,
    damaged BOOLEAN NOT NULL,
    PRIMARY KEY (pod_id, member_id, id),
    FOREIGN KEY (pod_id, member_id, peer) REFERENCES chats (pod_id, member_id, peer) ON DELETE CASCADE
);
CREATE INDEX messages_chat ON messages (pod_id, member_id, peer, position);
CREATE UNIQUE INDEX messages_stanza ON messages (pod_id, member_id, stanza_id);
CREATE INDEX messages_origin ON messages (pod_id, member_id, origin_id, peer, position);

CREATE TABLE archives (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    stanza_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
