-- Bytes that a pod's people may upload on a domain that Cosse looks after, as its server may have been told: written down before it is,
-- so that nothing else takes them. No server holds more than the limit when this is made; what it holds is known when it answers next.
CREATE TABLE lent (
    pod_id TEXT NOT NULL REFERENCES pods (id) ON DELETE CASCADE,
    domain TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    PRIMARY KEY (pod_id, domain)
);
INSERT INTO lent (pod_id, domain, bytes, turn)
    SELECT pods.id, pod_domains.domain, pods.storage_max, 0
    FROM pods JOIN pod_domains ON pod_domains.pod_id = pods.id AND pod_domains.domain = pods.xmpp_domain
    WHERE pod_domains.kind IN ('managed', 'shared');
