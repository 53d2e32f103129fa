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
