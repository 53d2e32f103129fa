DROP TABLE fund_entries;
DROP TABLE funds;
