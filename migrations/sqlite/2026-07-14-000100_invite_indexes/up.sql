CREATE INDEX invites_made_by ON invites (pod_id, made_by, created_at);
CREATE INDEX members_invite ON members (pod_id, invite_id);
