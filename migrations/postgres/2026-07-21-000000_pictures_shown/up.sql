-- Who shows a picture: one that nobody shows is not kept.
CREATE INDEX members_picture ON members (pod_id, picture) WHERE picture IS NOT NULL;
CREATE INDEX contacts_picture ON contacts (pod_id, picture) WHERE picture IS NOT NULL;
