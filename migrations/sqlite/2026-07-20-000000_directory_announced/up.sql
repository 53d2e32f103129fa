-- Which of the directories that are followed were told of which of this deployment's pods: host names.
CREATE TABLE directory_announced (
    peer TEXT NOT NULL,
    host TEXT NOT NULL,
    PRIMARY KEY (peer, host)
);
-- When a directory may be told of more, how often that was begun, and how often in a row it failed.
ALTER TABLE directory_peers ADD COLUMN telling_at TIMESTAMP;
ALTER TABLE directory_peers ADD COLUMN telling_turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE directory_peers ADD COLUMN telling_failures BIGINT NOT NULL DEFAULT 0;
