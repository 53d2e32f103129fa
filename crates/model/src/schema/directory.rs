//! The tables of the directory: pods of other deployments, and what became of them.

diesel::table! {
    listed_pods (domain) {
        domain -> Text,
        state -> Text,
        since -> Timestamp,
        first_seen -> Timestamp,
        checked_at -> Nullable<Timestamp>,
        good_at -> Nullable<Timestamp>,
        expires_at -> Nullable<Timestamp>,
        document -> Nullable<Binary>,
        serial -> BigInt,
        keys -> Text,
        address -> Text,
        good -> BigInt,
        total -> BigInt,
        due_at -> Nullable<Timestamp>,
        claimed_until -> Nullable<Timestamp>,
        turn -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    listing_checks (domain, day) {
        domain -> Text,
        day -> BigInt,
        good -> BigInt,
        total -> BigInt,
    }
}

diesel::table! {
    directory_log (id) {
        id -> Text,
        domain -> Text,
        at -> Timestamp,
        line -> Text,
    }
}

diesel::table! {
    directory_gate (id) {
        id -> BigInt,
        held -> BigInt,
    }
}

diesel::table! {
    pod_reports (id) {
        id -> Text,
        domain -> Text,
        kind -> Text,
        words -> Text,
        created_at -> Timestamp,
        verdict -> Nullable<Text>,
        reason -> Text,
        decided_by -> Text,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pod_icons (domain) {
        domain -> Text,
        sha256 -> Text,
        picture -> Nullable<Binary>,
        tried_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(listed_pods, pod_icons);
