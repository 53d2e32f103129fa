-- Icons of pods of other deployments, written anew here. One without a picture is what could not be had.
CREATE TABLE pod_icons (
    domain TEXT PRIMARY KEY NOT NULL,
    sha256 TEXT NOT NULL,
    picture BLOB,
    tried_at TIMESTAMP NOT NULL
);
