//! The tables of what a pod uses, of those who wait for it, and of what it writes to people.

diesel::table! {
    usages (pod_id, day) {
        pod_id -> Text,
        day -> BigInt,
        members -> BigInt,
        active -> BigInt,
        storage -> BigInt,
        sessions -> BigInt,
        signups -> BigInt,
    }
}

diesel::table! {
    mails (pod_id, id) {
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
    warnings (pod_id, quota) {
        pod_id -> Text,
        quota -> Text,
        percent -> BigInt,
    }
}

diesel::table! {
    newcomers (pod_id) {
        pod_id -> Text,
        question -> Text,
        crowd -> BigInt,
        crowd_times -> BigInt,
        resumed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    applications (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        email -> Text,
        language -> Text,
        reason -> Text,
        state -> Text,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    waiters (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        email -> Text,
        language -> Text,
        state -> Text,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        invited_until -> Nullable<Timestamp>,
        invite_id -> Nullable<Text>,
    }
}
