DROP INDEX posts_of_comments;
