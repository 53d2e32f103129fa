//! The table of visits for support.

diesel::table! {
    visits (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        jid -> Text,
        reason -> Text,
        token_hash -> Binary,
        began_at -> Timestamp,
        followed_at -> Nullable<Timestamp>,
        ends_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
    }
}
