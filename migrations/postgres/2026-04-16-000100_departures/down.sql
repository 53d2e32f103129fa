DROP TRIGGER departures_public ON departures;
DROP TABLE departures;
