DROP TABLE grants;
DROP TABLE posts;
