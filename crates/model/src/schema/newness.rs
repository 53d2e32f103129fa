//! The tables of what members may do while they are new.

diesel::table! {
    newcomer_limits (pod_id) {
        pod_id -> Text,
        days -> BigInt,
        posts -> BigInt,
        contacts -> BigInt,
        bytes -> BigInt,
    }
}

diesel::table! {
    newcomer_lifts (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        lifted_at -> Timestamp,
    }
}

diesel::table! {
    newcomer_tallies (pod_id, member_id, act) {
        pod_id -> Text,
        member_id -> Text,
        act -> Text,
        day -> BigInt,
        used -> BigInt,
        last -> Text,
    }
}
