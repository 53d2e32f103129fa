DROP INDEX roles_account;
DROP INDEX members_account;
UPDATE pods SET storage_used = storage_used - (SELECT uploaded FROM pod_domains WHERE pod_domains.pod_id = pods.id)
    WHERE id IN (SELECT pod_id FROM pod_domains);
DROP TABLE pod_domains;
