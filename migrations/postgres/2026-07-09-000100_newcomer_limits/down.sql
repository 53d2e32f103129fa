DROP TABLE newcomer_tallies;
DROP TABLE newcomer_lifts;
DROP TABLE newcomer_limits;
