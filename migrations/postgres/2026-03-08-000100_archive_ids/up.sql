-- ejabberd's ids are the microsecond: two people's messages may have the same
DROP INDEX messages_stanza;
CREATE UNIQUE INDEX messages_stanza ON messages (pod_id, member_id, stanza_id, peer, incoming);
