//! The tables of what directories tell each other.

use super::{hosts, pods};

diesel::table! {
    directory_self (id) {
        id -> BigInt,
        kid -> Text,
        public_key -> Text,
        secret -> Binary,
        last_day -> BigInt,
        last_number -> BigInt,
        lost -> BigInt,
        agree -> BigInt,
    }
}

diesel::table! {
    directory_handovers (number) {
        number -> BigInt,
        kid -> Text,
        document -> Text,
    }
}

diesel::table! {
    directory_feed (domain) {
        domain -> Text,
        number -> BigInt,
        own -> Bool,
        serial -> BigInt,
        sha256 -> Text,
        state -> Text,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    directory_peers (host) {
        host -> Text,
        paused -> Bool,
        trusted -> Bool,
        added_at -> Timestamp,
        key -> Text,
        cursor -> Text,
        known -> BigInt,
        turn -> BigInt,
        due_at -> Timestamp,
        good_at -> Nullable<Timestamp>,
        failures -> BigInt,
        error -> Text,
        taken -> BigInt,
        refused -> BigInt,
        hour -> Timestamp,
        hour_pages -> BigInt,
        hour_bytes -> BigInt,
        hour_rows -> BigInt,
        hour_hints -> BigInt,
        telling_at -> Nullable<Timestamp>,
        telling_turn -> BigInt,
        telling_failures -> BigInt,
    }
}

diesel::table! {
    directory_statements (id) {
        id -> Text,
        peer -> Text,
        subject -> Text,
        document -> Text,
        withdrawn -> Bool,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    directory_announced (peer, host) {
        peer -> Text,
        host -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(directory_announced, hosts);
diesel::allow_tables_to_appear_in_same_query!(directory_announced, pods);
