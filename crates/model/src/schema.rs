//! The tables, one description for both databases; `migrations/` makes them.

mod branding;
mod community;
pub(crate) mod directory;
mod domains;
pub(crate) mod drawing;
pub(crate) mod federation;
pub(crate) mod imports;
mod inviters;
mod letters;
mod newness;
mod platform;
mod published;
mod running;
mod safety;
mod sending;
mod support;
mod withdrawn;

pub(crate) use branding::{introductions, logos};
pub(crate) use community::{
    announcements, arrivals, closed_announcements, closings_told, fund_entries, funds, guests, letterboxes,
    wave_members, waves,
};
pub(crate) use domains::{account_wishes, lent, pod_domains, recovery_codes, reset_links};
pub(crate) use inviters::{confirmations, invite_contacts, inviting};
pub(crate) use letters::{applications, mails, newcomers, usages, waiters, warnings};
pub(crate) use newness::{newcomer_lifts, newcomer_limits, newcomer_tallies};
pub(crate) use platform::{
    admin_browsers, admin_links, answers, plans, platform_audit, platform_audit_heads, pod_plans, token_pods,
    tokens,
};
pub(crate) use published::{listing_keys, listing_settings, listings, pod_moves};
pub(crate) use running::{job_runs, processes};
pub(crate) use safety::{blocks, hidden_posts, platform_blocks, reports, text_readers, texts};
pub(crate) use sending::{messengers, notices};
pub(crate) use support::visits;
pub(crate) use withdrawn::text_withdrawals;

diesel::table! {
    pods (id) {
        id -> Text,
        state -> Text,
        name -> Text,
        tagline -> Text,
        accent -> Text,
        language -> Text,
        rules -> Text,
        registration -> Text,
        accounts -> Text,
        allowed_domains -> Text,
        xmpp_domain -> Nullable<Text>,
        members_max -> BigInt,
        storage_max -> BigInt,
        sessions_max -> BigInt,
        signups_per_day -> BigInt,
        session_days -> BigInt,
        message_days -> BigInt,
        members_used -> BigInt,
        storage_used -> BigInt,
        sessions_used -> BigInt,
        signups_today -> BigInt,
        signups_day -> BigInt,
        created_at -> Timestamp,
        state_since -> Nullable<Timestamp>,
        state_before -> Text,
        state_reason -> Text,
        closing_at -> Nullable<Timestamp>,
        farewell -> Text,
        contact_email -> Nullable<Text>,
        waiting -> BigInt,
        signups_paused_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    audit_heads (pod_id) {
        pod_id -> Text,
        number -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    audit (pod_id, number) {
        pod_id -> Text,
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
    hosts (pod_id, host) {
        pod_id -> Text,
        host -> Text,
        is_primary -> Bool,
        served -> Bool,
    }
}

diesel::table! {
    host_proofs (pod_id, host) {
        pod_id -> Text,
        host -> Text,
        token -> Text,
        asked_at -> Timestamp,
        proven_at -> Nullable<Timestamp>,
        missing_since -> Nullable<Timestamp>,
        due_at -> Timestamp,
    }
}

diesel::table! {
    held_hosts (host) {
        host -> Text,
        pod_id -> Text,
        held_until -> Timestamp,
    }
}

diesel::table! {
    roles (pod_id, jid) {
        pod_id -> Text,
        jid -> Text,
        role -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    admins (jid) {
        jid -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    members (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        jid -> Text,
        domain -> Text,
        handle -> Text,
        name -> Text,
        about -> Text,
        website -> Text,
        picture -> Nullable<Text>,
        language -> Nullable<Text>,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        invite_id -> Nullable<Text>,
        suspended_at -> Nullable<Timestamp>,
        suspended_reason -> Text,
    }
}

diesel::table! {
    departures (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        jid -> Text,
        left_at -> Timestamp,
        account -> Bool,
        secret -> Nullable<Binary>,
        failures -> BigInt,
    }
}

diesel::table! {
    released_handles (pod_id, handle) {
        pod_id -> Text,
        handle -> Text,
        jid -> Text,
        released_at -> Timestamp,
    }
}

diesel::table! {
    places (pod_id, jid) {
        pod_id -> Text,
        jid -> Text,
        signup_day -> BigInt,
        expires_at -> Timestamp,
        invite_id -> Nullable<Text>,
    }
}

diesel::table! {
    invites (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        code_hash -> Binary,
        made_by -> Nullable<Text>,
        note -> Text,
        uses -> BigInt,
        used -> BigInt,
        expires_at -> Nullable<Timestamp>,
        revoked_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        role -> Nullable<Text>,
    }
}

diesel::table! {
    sessions (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        jid -> Text,
        resource -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        secret -> Nullable<Binary>,
        stream -> Nullable<Binary>,
        generation -> BigInt,
        updated_at -> Timestamp,
        shard -> Nullable<Integer>,
    }
}

diesel::table! {
    browsers (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        member_id -> Text,
        token_hash -> Binary,
        label -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    waiting (pod_id, member_id, id) {
        pod_id -> Text,
        member_id -> Text,
        id -> Text,
        body -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    contacts (pod_id, member_id, jid) {
        pod_id -> Text,
        member_id -> Text,
        jid -> Text,
        in_roster -> Bool,
        name -> Nullable<Text>,
        subscription -> Text,
        ask -> Bool,
        groups -> Text,
        pending_in -> Bool,
        pending_note -> Nullable<Text>,
        nick -> Nullable<Text>,
        picture -> Nullable<Text>,
        show -> Text,
        status -> Nullable<Text>,
        updated_at -> Timestamp,
        promised -> Bool,
        followed -> Bool,
    }
}

diesel::table! {
    leavers (pod_id, member_id, jid) {
        pod_id -> Text,
        member_id -> Text,
        jid -> Text,
    }
}

diesel::table! {
    pictures (pod_id, hash) {
        pod_id -> Text,
        hash -> Text,
        mime -> Text,
        bytes -> Binary,
        size -> BigInt,
        width -> Integer,
        height -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    public_versions (pod_id) {
        pod_id -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    posts (pod_id, id) {
        pod_id -> Text,
        id -> Text,
        told_by -> Text,
        service -> Text,
        node -> Text,
        item -> Text,
        revision -> BigInt,
        first_hand -> Bool,
        on_blog -> Bool,
        public -> Bool,
        access -> Nullable<Text>,
        author_jid -> Nullable<Text>,
        author_name -> Nullable<Text>,
        title -> Nullable<Text>,
        html -> Text,
        text -> Text,
        tags -> Text,
        alternate -> Nullable<Text>,
        comments_service -> Nullable<Text>,
        comments_node -> Nullable<Text>,
        in_reply_to -> Nullable<Text>,
        published_at -> Timestamp,
        updated_at -> Timestamp,
        received_at -> Timestamp,
        retracted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    grants (pod_id, member_id, post_id) {
        pod_id -> Text,
        member_id -> Text,
        post_id -> Text,
        revision -> BigInt,
        in_feed -> Bool,
        published_at -> Timestamp,
    }
}

diesel::table! {
    chats (pod_id, member_id, peer) {
        pod_id -> Text,
        member_id -> Text,
        peer -> Text,
        unread -> BigInt,
        read_position -> BigInt,
        marked_position -> BigInt,
        peer_position -> BigInt,
        last_id -> Nullable<Text>,
        last_position -> BigInt,
        oldest_stanza_id -> Nullable<Text>,
        oldest_position -> Nullable<BigInt>,
        complete -> Bool,
    }
}

diesel::table! {
    messages (pod_id, member_id, id) {
        pod_id -> Text,
        member_id -> Text,
        id -> Text,
        peer -> Text,
        incoming -> Bool,
        body -> Text,
        at -> Timestamp,
        position -> BigInt,
        state -> Nullable<Text>,
        refusal -> Nullable<Text>,
        refused_because -> Nullable<Text>,
        origin_id -> Nullable<Text>,
        stanza_id -> Nullable<Text>,
        markable -> Bool,
        encrypted -> Bool,
        damaged -> Bool,
    }
}

diesel::table! {
    archives (pod_id, member_id) {
        pod_id -> Text,
        member_id -> Text,
        stanza_id -> Text,
        position -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    admin_browsers,
    admin_links,
    admins,
    announcements,
    answers,
    applications,
    archives,
    arrivals,
    audit,
    audit_heads,
    blocks,
    browsers,
    chats,
    closed_announcements,
    closings_told,
    confirmations,
    contacts,
    departures,
    fund_entries,
    funds,
    grants,
    guests,
    held_hosts,
    hidden_posts,
    host_proofs,
    hosts,
    invites,
    leavers,
    letterboxes,
    mails,
    members,
    messages,
    newcomers,
    pictures,
    places,
    plans,
    platform_audit,
    platform_audit_heads,
    platform_blocks,
    pod_domains,
    pod_plans,
    pods,
    posts,
    public_versions,
    recovery_codes,
    released_handles,
    reports,
    reset_links,
    roles,
    sessions,
    text_readers,
    text_withdrawals,
    texts,
    token_pods,
    tokens,
    usages,
    visits,
    waiters,
    waiting,
    warnings,
    wave_members,
    waves,
);
