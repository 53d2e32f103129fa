DROP TABLE directory_gate;
DROP TABLE directory_log;
DROP TABLE listing_checks;
DROP TABLE listed_pods;
