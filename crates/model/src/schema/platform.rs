//! The tables of admins, their plans and their log, and of the API.

diesel::table! {
    admin_browsers (token_hash) {
        token_hash -> Binary,
        jid -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    admin_links (token_hash) {
        token_hash -> Binary,
        jid -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    plans (name) {
        name -> Text,
        members_max -> BigInt,
        storage_max -> BigInt,
        sessions_max -> BigInt,
        signups_per_day -> BigInt,
        upload_max -> Nullable<BigInt>,
    }
}

diesel::table! {
    platform_audit (number) {
        number -> BigInt,
        at -> Timestamp,
        actor -> Text,
        act -> Text,
        object -> Text,
        detail -> Text,
        hash -> Binary,
    }
}

diesel::table! {
    platform_audit_heads (id) {
        id -> BigInt,
        number -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    pod_plans (pod_id) {
        pod_id -> Text,
        plan -> Text,
    }
}

diesel::table! {
    tokens (id) {
        id -> Text,
        name -> Text,
        token_hash -> Binary,
        scopes -> Text,
        all_pods -> Bool,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        used_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    token_pods (pod_id, token_id) {
        pod_id -> Text,
        token_id -> Text,
    }
}

diesel::table! {
    answers (token_id, request_key) {
        token_id -> Text,
        request_key -> Text,
        request_hash -> Binary,
        begun_at -> Timestamp,
        sealed -> Nullable<Binary>,
    }
}
