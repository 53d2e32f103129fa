DROP TABLE listings;
DROP TABLE listing_keys;
