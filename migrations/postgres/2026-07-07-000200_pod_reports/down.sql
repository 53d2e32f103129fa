DROP TABLE pod_reports;
