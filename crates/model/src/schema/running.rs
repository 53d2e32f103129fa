//! The tables of the processes that run, and of what their jobs did.

diesel::table! {
    processes (id) {
        id -> Text,
        roles -> Text,
        version -> Text,
        machine -> Text,
        started_at -> Timestamp,
        seen_at -> Timestamp,
        ending -> Bool,
        shards -> BigInt,
        online -> BigInt,
        signing_in -> BigInt,
        reconnecting -> BigInt,
    }
}

diesel::table! {
    job_runs (job) {
        job -> Text,
        process_id -> Text,
        begun_at -> Timestamp,
        ended_at -> Timestamp,
        due_at -> Timestamp,
        took -> BigInt,
        error -> Nullable<Text>,
        failures -> BigInt,
    }
}
