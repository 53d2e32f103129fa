-- Names of pods elsewhere that can be taken for others: which, in which way, and what an admin decided. A decision holds for as long as the
-- pod is known.
CREATE TABLE lookalikes (
    domain TEXT NOT NULL,
    other TEXT NOT NULL,
    likeness TEXT NOT NULL,
    found_at TIMESTAMP NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP,
    PRIMARY KEY (domain, other)
);
