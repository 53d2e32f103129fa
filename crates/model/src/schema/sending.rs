//! The tables of what is told by XMPP.

use super::pods;

diesel::table! {
    notices (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        recipient -> Text,
        language -> Text,
        kind -> Text,
        detail -> Text,
        state -> Text,
        tries -> BigInt,
        reason -> Text,
        due_at -> Timestamp,
        leased_until -> Nullable<Timestamp>,
        queued_at -> Timestamp,
    }
}

diesel::table! {
    messengers (jid) {
        jid -> Text,
        seen_at -> Timestamp,
    }
}

// here rather than in the list of all tables: nothing else appears beside them
diesel::allow_tables_to_appear_in_same_query!(notices, pods);
