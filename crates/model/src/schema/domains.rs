//! The tables of pods' XMPP domains and what is wished of their accounts, and of how members get back in.

diesel::table! {
    pod_domains (pod_id) {
        pod_id -> Text,
        kind -> Text,
        domain -> Nullable<Text>,
        standing -> Text,
        reason -> Text,
        since -> Timestamp,
        tries -> BigInt,
        due_at -> Timestamp,
        looked_at -> Nullable<Timestamp>,
        uploaded -> BigInt,
        upload_max -> BigInt,
    }
}

diesel::table! {
    lent (pod_id, domain) {
        pod_id -> Text,
        domain -> Text,
        bytes -> BigInt,
        turn -> BigInt,
        due_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    reset_links (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        token_hash -> Binary,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (pod_id, member_id, code_hash) {
        pod_id -> Text,
        member_id -> Text,
        code_hash -> Binary,
        created_at -> Timestamp,
    }
}

diesel::table! {
    account_wishes (pod_id, jid) {
        pod_id -> Text,
        jid -> Text,
        wish -> Text,
        actor -> Text,
        due_at -> Timestamp,
        claimed_until -> Nullable<Timestamp>,
        tries -> BigInt,
        reason -> Text,
    }
}
