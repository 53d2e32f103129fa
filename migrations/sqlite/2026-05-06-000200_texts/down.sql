DROP TABLE text_readers;
DROP TABLE texts;
