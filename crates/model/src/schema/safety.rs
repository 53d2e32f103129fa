//! The tables of reports, of what is hidden and who is blocked, and of what operators have written down.

diesel::table! {
    reports (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        what -> Text,
        service -> Text,
        node -> Text,
        item -> Text,
        author -> Nullable<Text>,
        author_name -> Text,
        content -> Text,
        kind -> Text,
        words -> Text,
        email -> Nullable<Text>,
        language -> Text,
        member_id -> Nullable<Text>,
        state -> Text,
        told -> Bool,
        created_at -> Timestamp,
        verdict -> Nullable<Text>,
        reason -> Text,
        decided_by -> Nullable<Text>,
        decided_at -> Nullable<Timestamp>,
        appeal -> Text,
        appealed_at -> Nullable<Timestamp>,
        upheld -> Nullable<Bool>,
        answer -> Text,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    hidden_posts (pod_id, service, node, item) {
        pod_id -> Text,
        service -> Text,
        node -> Text,
        item -> Text,
        author -> Nullable<Text>,
        reason -> Text,
        report_id -> Text,
        hidden_at -> Timestamp,
    }
}

diesel::table! {
    blocks (pod_id, subject) {
        pod_id -> Text,
        subject -> Text,
        pattern -> Text,
        reason -> Text,
        made_by -> Text,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    platform_blocks (subject) {
        subject -> Text,
        pattern -> Text,
        reason -> Text,
        made_by -> Text,
        created_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    texts (pod_id, kind, version) {
        pod_id -> Text,
        kind -> Text,
        version -> BigInt,
        body -> Text,
        since -> Timestamp,
        made_at -> Timestamp,
        applied -> Bool,
    }
}

diesel::table! {
    text_readers (pod_id, member_id, kind) {
        pod_id -> Text,
        member_id -> Text,
        kind -> Text,
        version -> BigInt,
    }
}
