//! The tables of who invites, and whom it makes a contact.

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
