DROP TABLE introductions;
DROP TABLE logos;
