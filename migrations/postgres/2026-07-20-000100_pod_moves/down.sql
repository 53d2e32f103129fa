DROP TABLE pod_moves;
