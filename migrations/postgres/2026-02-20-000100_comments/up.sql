CREATE INDEX posts_of_comments ON posts (pod_id, comments_service, comments_node);
