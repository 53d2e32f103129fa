//! The tables of what pods say of themselves, and of the keys that sign it.

use super::{hosts, pods};

diesel::table! {
    listing_keys (pod_id, kid) {
        pod_id -> Text,
        kid -> Text,
        public_key -> Text,
        secret -> Binary,
        signs_from -> Timestamp,
        last_day -> BigInt,
    }
}

diesel::table! {
    listings (pod_id) {
        pod_id -> Text,
        serial -> BigInt,
        digest -> Text,
        document -> Text,
        issued_at -> Timestamp,
    }
}

diesel::table! {
    listing_settings (pod_id) {
        pod_id -> Text,
        visibility -> Text,
        topics -> Text,
        region -> Text,
        country -> Text,
        provider -> Text,
        organization -> Text,
        bus_factor -> Nullable<BigInt>,
        min_age -> Nullable<BigInt>,
        daily_budget -> Nullable<BigInt>,
        price -> Text,
        backups -> Text,
        shutdown_notice_days -> Nullable<BigInt>,
        abuse -> Text,
        support -> Text,
        status_page -> Text,
    }
}

diesel::table! {
    pod_moves (pod_id) {
        pod_id -> Text,
        moved_to -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(listing_settings, hosts);
diesel::allow_tables_to_appear_in_same_query!(listing_settings, pods);
