DROP TABLE held_hosts;
DROP TABLE host_proofs;
ALTER TABLE hosts DROP COLUMN served;
