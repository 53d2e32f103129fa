DROP TABLE places;
DROP TABLE released_handles;
DROP TABLE members;
