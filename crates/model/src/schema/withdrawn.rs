//! The table of changes that were announced and taken back.

diesel::table! {
    text_withdrawals (pod_id, kind) {
        pod_id -> Text,
        kind -> Text,
        version -> BigInt,
        since -> Timestamp,
        made_at -> Timestamp,
    }
}
