//! The tables of what others say of pods, and of names that can be taken for others.

use super::directory::listed_pods;
use super::hosts;

diesel::table! {
    import_sources (address) {
        address -> Text,
        kind -> Text,
        added_at -> Timestamp,
        due_at -> Nullable<Timestamp>,
        ran_at -> Nullable<Timestamp>,
        found -> BigInt,
        left_out -> BigInt,
        error -> Text,
    }
}

diesel::table! {
    imported_pods (domain) {
        domain -> Text,
        source -> Text,
        name -> Text,
        about -> Text,
        software -> Text,
        website -> Text,
        first_seen -> Timestamp,
        seen_at -> Timestamp,
        footing -> Text,
        looked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    lookalikes (domain, other) {
        domain -> Text,
        other -> Text,
        likeness -> Text,
        found_at -> Timestamp,
        verdict -> Nullable<Text>,
        reason -> Text,
        decided_by -> Text,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(imported_pods, listed_pods);
diesel::allow_tables_to_appear_in_same_query!(imported_pods, hosts);
diesel::allow_tables_to_appear_in_same_query!(lookalikes, listed_pods);
