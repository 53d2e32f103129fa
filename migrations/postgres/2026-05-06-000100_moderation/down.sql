DROP TRIGGER platform_blocks_public ON platform_blocks;
DROP TRIGGER blocks_public ON blocks;
DROP TRIGGER hidden_posts_public ON hidden_posts;
DROP FUNCTION next_public_version_of_all;
DROP TABLE platform_blocks;
DROP TABLE blocks;
DROP TABLE hidden_posts;
DROP TABLE reports;
