DROP TRIGGER departures_public_delete;
DROP TRIGGER departures_public_insert;
DROP TABLE departures;
