//! The tables of how a pod looks.

diesel::table! {
    logos (pod_id, hash) {
        pod_id -> Text,
        hash -> Text,
        words -> Text,
        small -> Binary,
        medium -> Binary,
        large -> Binary,
        size -> BigInt,
        shown -> Bool,
        set_at -> Timestamp,
    }
}

diesel::table! {
    introductions (pod_id) {
        pod_id -> Text,
        links -> Text,
        languages -> Text,
        welcome -> Text,
    }
}
