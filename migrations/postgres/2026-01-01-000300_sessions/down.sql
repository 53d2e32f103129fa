DROP TABLE waiting;
DROP TABLE browsers;
DROP TABLE sessions;
