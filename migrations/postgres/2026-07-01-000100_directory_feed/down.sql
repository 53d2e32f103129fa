DROP TABLE directory_feed;
DROP TABLE directory_self;
