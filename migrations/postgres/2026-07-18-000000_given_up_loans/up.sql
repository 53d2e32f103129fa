-- When the server of a domain that a pod has given up is asked again what is left there of what it was lent; at once when it is given up.
ALTER TABLE lent ADD COLUMN due_at TIMESTAMP;
CREATE INDEX lent_due ON lent (due_at);
-- those that were given up before
UPDATE lent SET due_at = '2026-07-18 00:00:00' WHERE
    NOT EXISTS (SELECT 1 FROM pods JOIN pod_domains ON pod_domains.pod_id = pods.id AND pod_domains.domain = pods.xmpp_domain
        WHERE pods.id = lent.pod_id AND pods.xmpp_domain = lent.domain AND pod_domains.kind IN ('managed', 'shared'));
