-- Which of the directories that are followed were asked to look at which of this deployment's pods. `done` are those that answered, or that
-- were asked often enough.
CREATE TABLE directory_announced (
    peer TEXT NOT NULL,
    host TEXT NOT NULL,
    done BOOLEAN NOT NULL,
    tries BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    PRIMARY KEY (peer, host)
);
CREATE INDEX directory_announced_due ON directory_announced (done, due_at);
