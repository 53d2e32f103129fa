-- How many people the directory sent to a pod on a day, and nothing of who they were. The deployment's own: a domain may be another's pod.
CREATE TABLE directory_sent (
    domain TEXT NOT NULL,
    day BIGINT NOT NULL,
    sent BIGINT NOT NULL,
    PRIMARY KEY (domain, day)
);
CREATE INDEX directory_sent_day ON directory_sent (day);

-- Who runs a pod by its listing (a host name), and when the DNS of that name was last seen to say the same.
CREATE TABLE pod_providers (
    domain TEXT PRIMARY KEY NOT NULL,
    provider TEXT NOT NULL,
    confirmed_at TIMESTAMP,
    looked_at TIMESTAMP NOT NULL
);
CREATE INDEX pod_providers_looked_at ON pod_providers (looked_at);
