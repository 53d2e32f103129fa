DROP TABLE pod_providers;
DROP TABLE directory_sent;
