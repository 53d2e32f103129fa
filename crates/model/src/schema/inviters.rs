//! The tables of who invites, of whom it makes a contact, and of addresses that are confirmed by coming in.

diesel::table! {
    inviting (pod_id) {
        pod_id -> Text,
        open_each -> BigInt,
    }
}

diesel::table! {
    invite_contacts (pod_id, invite_id) {
        pod_id -> Text,
        invite_id -> Text,
    }
}

diesel::table! {
    confirmations (pod_id, invite_id) {
        pod_id -> Text,
        invite_id -> Text,
        email -> Text,
        language -> Text,
        asked_at -> Timestamp,
    }
}
