//! The tables of announcements and letterboxes, of money, guests and waves of sign-ups.

diesel::table! {
    announcements (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        batch -> Nullable<Text>,
        title -> Text,
        body -> Text,
        for_everyone -> Bool,
        starts_at -> Timestamp,
        ends_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
        command -> Nullable<Text>,
    }
}

diesel::table! {
    closed_announcements (pod_id, member_id, announcement_id) {
        pod_id -> Text,
        member_id -> Text,
        announcement_id -> Text,
    }
}

diesel::table! {
    letterboxes (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        email -> Text,
        language -> Text,
        asked_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    closings_told (pod_id, closing_at, stage) {
        pod_id -> Text,
        closing_at -> Timestamp,
        stage -> Text,
    }
}

diesel::table! {
    funds (pod_id) {
        pod_id -> Text,
        shown_to -> Text,
        currency -> Text,
        words -> Text,
        links -> Text,
        amounts -> Text,
    }
}

diesel::table! {
    fund_entries (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        day -> BigInt,
        direction -> Text,
        amount -> BigInt,
        currency -> Text,
        words -> Text,
        created_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
        command -> Nullable<Text>,
    }
}

diesel::table! {
    guests (pod_id) {
        pod_id -> Text,
        member_id -> Text,
        since -> Timestamp,
        cleared_at -> Timestamp,
    }
}

diesel::table! {
    arrivals (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        network -> Text,
        arrived_at -> Timestamp,
    }
}

diesel::table! {
    waves (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        at -> Timestamp,
        size -> BigInt,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    wave_members (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        wave_id -> Text,
        due_at -> Timestamp,
    }
}
