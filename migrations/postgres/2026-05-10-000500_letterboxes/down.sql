DROP TABLE closings_told;
DROP TABLE letterboxes;
