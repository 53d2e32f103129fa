DROP TABLE wave_members;
DROP TABLE waves;
DROP TABLE arrivals;
