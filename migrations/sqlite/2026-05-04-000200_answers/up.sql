-- What the API answered to a request that has a key of its own, so that the same request again gets the same answer. Sealed; none while
-- the request is under way.
CREATE TABLE answers (
    token_id TEXT NOT NULL,
    request_key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    sealed BLOB,
    PRIMARY KEY (token_id, request_key)
);
CREATE INDEX answers_begun ON answers (begun_at);
