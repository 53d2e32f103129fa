CREATE TABLE posts (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    told_by TEXT NOT NULL,
    service TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    revision BIGINT NOT NULL,
    first_hand BOOLEAN NOT NULL,
    on_blog BOOLEAN NOT NULL,
    public BOOLEAN NOT NULL,
    access TEXT,
    author_jid TEXT,
    author_name TEXT,
    title TEXT,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    tags TEXT NOT NULL,
    alternate TEXT,
    comments_service TEXT,
    comments_node TEXT,
    in_reply_to TEXT,
    published_at TIMESTAMP NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    received_at TIMESTAMP NOT NULL,
    retracted_at TIMESTAMP,
    PRIMARY KEY (pod_id, id)
);
CREATE UNIQUE INDEX posts_item ON posts (pod_id, service, node, item, told_by);
CREATE INDEX posts_of_pod ON posts (pod_id, on_blog, published_at, id);
CREATE INDEX posts_of_member ON posts (pod_id, service, on_blog, published_at, id);

CREATE TABLE grants (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    post_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    in_feed BOOLEAN NOT NULL,
    published_at TIMESTAMP NOT NULL,
    PRIMARY KEY (pod_id, member_id, post_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE,
    FOREIGN KEY (pod_id, post_id) REFERENCES posts (pod_id, id) ON DELETE CASCADE
);
CREATE INDEX grants_feed ON grants (pod_id, member_id, in_feed, published_at, post_id);
CREATE INDEX grants_post ON grants (pod_id, post_id);
