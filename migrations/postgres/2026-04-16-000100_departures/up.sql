-- Members who have left a pod and may come back for a while; then their rows go, and this one with them. What they wrote for everyone
-- is not shown meanwhile. Where the account is to be deleted on its server, too, what signs in to it for that is sealed here, and how
-- often it failed is counted.
CREATE TABLE departures (
    pod_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    jid TEXT NOT NULL,
    left_at TIMESTAMP NOT NULL,
    account BOOLEAN NOT NULL,
    secret BYTEA,
    failures BIGINT NOT NULL,
    PRIMARY KEY (pod_id, member_id),
    FOREIGN KEY (pod_id, member_id) REFERENCES members (pod_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX departures_jid ON departures (pod_id, jid);
CREATE INDEX departures_left ON departures (left_at);

CREATE CONSTRAINT TRIGGER departures_public AFTER INSERT OR DELETE ON departures
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_public_version();
