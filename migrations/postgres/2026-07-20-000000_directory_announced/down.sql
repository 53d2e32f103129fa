DROP TABLE directory_announced;
