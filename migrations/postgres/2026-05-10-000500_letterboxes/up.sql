-- Where a member gets mail, if she gave an address; it counts once she has said by a mail to it that it is hers.
CREATE TABLE letterboxes (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    confirmed_at TIMESTAMP,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);

-- That members were told of the day on which their pod closes: when it was set, and when it was near.
CREATE TABLE closings_told (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    closing_at TIMESTAMP NOT NULL,
    stage TEXT NOT NULL,
    PRIMARY KEY (pod_id, closing_at, stage)
);
