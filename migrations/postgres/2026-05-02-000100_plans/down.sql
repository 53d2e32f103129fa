DROP TABLE pod_plans;
DROP TABLE plans;
