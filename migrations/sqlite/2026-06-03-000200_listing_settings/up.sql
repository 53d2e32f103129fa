-- What a pod says of itself that its other settings do not know: whether and how directories show it. A pod without a row is listed,
-- and says no more. Lists are JSON; an empty text and NULL say nothing.
CREATE TABLE listing_settings (
    pod_id TEXT NOT NULL PRIMARY KEY REFERENCES pods (id) ON DELETE CASCADE,
    visibility TEXT NOT NULL,
    topics TEXT NOT NULL,
    region TEXT NOT NULL,
    country TEXT NOT NULL,
    provider TEXT NOT NULL,
    organization TEXT NOT NULL,
    bus_factor BIGINT,
    min_age BIGINT,
    daily_budget BIGINT,
    price TEXT NOT NULL,
    backups TEXT NOT NULL,
    shutdown_notice_days BIGINT,
    abuse TEXT NOT NULL,
    support TEXT NOT NULL,
    status_page TEXT NOT NULL
);
