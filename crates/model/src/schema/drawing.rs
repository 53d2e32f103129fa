//! The tables of the directory's draw: how many were sent where, and who runs which pod.

diesel::table! {
    directory_sent (domain, day) {
        domain -> Text,
        day -> BigInt,
        sent -> BigInt,
    }
}

diesel::table! {
    pod_providers (domain) {
        domain -> Text,
        provider -> Text,
        confirmed_at -> Nullable<Timestamp>,
        looked_at -> Timestamp,
    }
}
