DROP TABLE reset_links;
DROP TABLE recovery_codes;
