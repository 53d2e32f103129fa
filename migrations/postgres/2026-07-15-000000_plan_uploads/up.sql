-- Bytes of one upload that a plan says; none where it says nothing of them. What holds is in pod_domains.
ALTER TABLE plans ADD COLUMN upload_max BIGINT;
