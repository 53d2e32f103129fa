DROP TABLE pictures;
DROP TABLE contacts;
