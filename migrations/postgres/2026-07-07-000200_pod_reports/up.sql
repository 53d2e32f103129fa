-- What people report of pods in the directory, for the deployment's admins.
CREATE TABLE pod_reports (
    id TEXT PRIMARY KEY NOT NULL,
    domain TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    verdict TEXT,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMP
);
CREATE INDEX pod_reports_open ON pod_reports (verdict, id);
CREATE INDEX pod_reports_domain ON pod_reports (domain, verdict);
