-- not unique: rows that the new one allows are kept
DROP INDEX messages_stanza;
CREATE INDEX messages_stanza ON messages (pod_id, member_id, stanza_id);
