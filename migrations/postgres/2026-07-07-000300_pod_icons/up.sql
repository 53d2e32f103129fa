-- Icons of pods of other deployments, written anew here. One without a picture is what could not be had.
CREATE TABLE pod_icons (
    domain TEXT PRIMARY KEY NOT NULL,
    sha256 TEXT NOT NULL,
    picture BYTEA,
    tried_at TIMESTAMP NOT NULL
);
-- which there are is asked every second: nobody reads all pictures for that
CREATE INDEX pod_icons_there ON pod_icons (domain, sha256) WHERE picture IS NOT NULL;
