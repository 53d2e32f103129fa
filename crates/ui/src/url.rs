//! Every address of a pod and of the platform, as functions: a link cannot be misspelt.

mod admin;
mod branding;
mod chats;
mod community;
mod directory;
mod imports;
mod invites;
mod members;
mod operate;
mod query;
mod recoveries;
mod safety;
mod segment;
mod support;
mod waiting_list;

use crate::accent::Accent;
pub use admin::{
    PodSort, PodState, PodTurn, PodsQuery, admin, admin_admin_remove, admin_admins,
    admin_announcement_withdraw, admin_announcements, admin_audit, admin_blocks, admin_blocks_after,
    admin_blocks_remove, admin_health, admin_new_pod, admin_plan_remove, admin_plans, admin_pod,
    admin_pod_before, admin_pod_domain, admin_pod_domain_again, admin_pod_domain_drop, admin_pod_host_check,
    admin_pod_host_primary, admin_pod_host_remove, admin_pod_hosts, admin_pod_invite, admin_pod_limits,
    admin_turn, login_then, setup,
};
pub use branding::{
    LogoSide, logo, logo_of, mark, operate_introduction, operate_logo, operate_logo_forget,
    operate_logo_forgetting, operate_logo_restore, read_logo, read_mark,
};
pub use chats::{chat, chat_again, chat_discard, chat_page, chat_read, chat_typing, chats, chats_page};
pub use community::{
    announcement_close, announcements, funds, guest, letterbox, operate_announcement_withdraw,
    operate_announcements, operate_entry, operate_entry_remove, operate_entry_restore, operate_funds,
    operate_funds_file, operate_gifts, operate_guest, operate_guest_revoke, operate_invite_mail,
    operate_wave_undo, operate_waves, operate_waves_by, operate_waves_from, settings_mail,
    settings_mail_remove,
};
pub use directory::{
    ListingTurn, PeerTurn, add, admin_directory, admin_directory_turn, admin_peers, admin_peers_rule,
    admin_peers_turn, admin_pod_report, admin_pod_reports, admin_statement_withdraw, admin_statements, go_to,
    join, pod_icon, pod_report, pod_report_receipt, pod_sheet, read_icon,
};
pub use imports::{admin_imports, admin_imports_read, admin_imports_remove};
pub use invites::{
    befriend_in_app, invite, invite_take, login_by, operate_invite_members, operate_invite_tree, register_by,
    register_in_app, settings_invite_revoke, settings_invites,
};
pub use members::{
    MemberAct, MemberRole, MemberSort, MemberState, MembersQuery, operate_member, operate_member_act,
};
pub use operate::{
    operate, operate_audit, operate_branding, operate_days, operate_invite_revoke, operate_invites,
    operate_invites_before, operate_listing, operate_mail_again, operate_mails, operate_members,
    operate_newcomers, operate_notice_again, operate_notices, operate_quotas, operate_registration,
    operate_request_accept, operate_request_refuse, operate_requests, operate_sign_ups_pause,
    operate_sign_ups_resume,
};
pub use query::{DirectoryQuery, FeedFilter, Mode, Sort, Wish};
pub use recoveries::{
    recover, recover_by, recover_mail, recover_of, settings_recovery, settings_recovery_codes,
};
pub use safety::{
    ReportAct, TextKind, legal, operate_blocks, operate_blocks_after, operate_blocks_remove, operate_report,
    operate_report_act, operate_reports, operate_reports_after, operate_reports_all, operate_text,
    operate_text_withdraw, operate_texts, post_appeal, report, report_appeal, report_member, report_post,
    report_receipt, text, text_version, verdict, verdict_appeal,
};
pub use segment::{LONGEST, Segment};
pub use support::{admin_pod_visit, operate_visit_end, operate_visits, visit, visit_end, visit_over};
pub use waiting_list::{
    confirm, operate_waiter_remove, operate_waiting, waiting_list, waiting_list_confirm, waiting_list_leave,
    waiting_list_of,
};

/// What can be done to a post by `POST /post/…/{act}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostAct {
    /// Says something below it.
    Comment,
    /// Says that one likes it.
    Like,
    /// Changes it (one's own).
    Edit,
    /// Takes it back (one's own).
    Delete,
    /// Shows it to one's own readers.
    Share,
}

/// What can be done to a person by `POST /contact/{jid}/{act}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactAct {
    /// Lets a person who asks become a contact, and asks back.
    Accept,
    /// Says no to a person who asks.
    Refuse,
    /// Ends it both ways.
    Remove,
    /// Gives a contact a name of one's own (`name`).
    Rename,
}

/// What can be done to something that is not sent yet by `POST /waiting/{id}/{act}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsentAct {
    /// Tries once more what was refused.
    Again,
    /// Forgets it.
    Discard,
}

/// The pod's front page, or the directory on the platform's host.
pub fn front() -> String {
    "/".to_owned()
}

/// The form for signing in (`jid`, `password`, `keep`).
pub fn login() -> String {
    "/login".to_owned()
}

/// The form for a new account on the pod's own XMPP server (`username`, `password`, …).
pub fn register() -> String {
    "/register".to_owned()
}

/// Ends this browser's sign-in, with `everywhere=1` the XMPP session and all browsers too (POST).
pub fn logout() -> String {
    "/logout".to_owned()
}

/// The form that asks for the password again (`password`) when the session needs it.
pub fn password_needed() -> String {
    "/login/again".to_owned()
}

/// Posts of contacts, newest first.
pub fn feed() -> String {
    "/feed".to_owned()
}

/// Posts of contacts narrowed to one kind; `before` is where an older page starts.
pub fn feed_page(filter: FeedFilter, before: Option<&str>) -> String {
    query::with("/feed", &[("filter", filter.code()), ("before", before)])
}

/// Takes `title`, `body`, `audience` (POST).
pub fn publish() -> String {
    "/publish".to_owned()
}

/// An act on something that is not sent yet (POST).
pub fn unsent_act(command: &str, act: UnsentAct) -> String {
    let act = match act {
        UnsentAct::Again => "again",
        UnsentAct::Discard => "discard",
    };
    format!("/waiting/{}/{act}", Segment::write(command))
}

/// One post with its comments, for members.
pub fn post(service: &str, node: &str, item: &str) -> String {
    format!("/post/{}/{}/{}", Segment::write(service), Segment::write(node), Segment::write(item))
}

/// An act on a post (POST).
pub fn post_act(service: &str, node: &str, item: &str, act: PostAct) -> String {
    let act = match act {
        PostAct::Comment => "comment",
        PostAct::Like => "like",
        PostAct::Edit => "edit",
        PostAct::Delete => "delete",
        PostAct::Share => "share",
    };
    format!("{}/{act}", post(service, node, item))
}

/// A member's public blog.
pub fn member(handle: &str) -> String {
    format!("/@{}", Segment::write(handle))
}

/// An older page of a member's public blog.
pub fn member_page(handle: &str, before: Option<&str>) -> String {
    query::with(&member(handle), &[("before", before)])
}

/// One public post of a member. An item named like the feed is written encoded, since `feed.atom` is reserved.
pub fn member_post(handle: &str, item: &str) -> String {
    let item = if item == "feed.atom" { Segment::write_encoded(item) } else { Segment::write(item) };
    format!("{}/{item}", member(handle))
}

/// A member's public blog as an Atom feed (RFC 4287).
pub fn member_feed(handle: &str) -> String {
    format!("{}/feed.atom", member(handle))
}

/// The member's contacts and who asks to be one; POST `jid` adds.
pub fn contacts() -> String {
    "/contacts".to_owned()
}

/// One person, by address.
pub fn contact(jid: &str) -> String {
    format!("/contact/{}", Segment::write(jid))
}

/// An older page of a person's posts.
pub fn contact_page(jid: &str, before: Option<&str>) -> String {
    query::with(&contact(jid), &[("before", before)])
}

/// An act on a person (POST).
pub fn contact_act(jid: &str, act: ContactAct) -> String {
    let act = match act {
        ContactAct::Accept => "accept",
        ContactAct::Refuse => "refuse",
        ContactAct::Remove => "remove",
        ContactAct::Rename => "rename",
    };
    format!("{}/{act}", contact(jid))
}

/// The page that asks whether to remove a contact (for browsers without script, and before any harm).
pub fn contact_remove_confirm(jid: &str) -> String {
    contact_act(jid, ContactAct::Remove)
}

/// The page that asks whether to delete a post.
pub fn post_delete_confirm(service: &str, node: &str, item: &str) -> String {
    post_act(service, node, item, PostAct::Delete)
}

/// All settings of the member on one page.
pub fn settings() -> String {
    "/settings".to_owned()
}

/// Takes `name`, `about`, `website` (POST).
pub fn settings_profile() -> String {
    "/settings/profile".to_owned()
}

/// Takes `picture`, a file; or `remove=1` (POST, multipart).
pub fn settings_picture() -> String {
    "/settings/picture".to_owned()
}

/// Takes `handle` (POST).
pub fn settings_handle() -> String {
    "/settings/handle".to_owned()
}

/// Takes `language`: `en`, `fr`, or empty for what the browser says (POST).
pub fn settings_language() -> String {
    "/settings/language".to_owned()
}

/// Signs one browser out (POST `browser`), or all but this one (`others=1`).
pub fn settings_browsers() -> String {
    "/settings/browsers".to_owned()
}

/// Takes `present`, `password` and `others`: another password for the account (POST).
pub fn settings_password() -> String {
    "/settings/password".to_owned()
}

/// What leaving the pod means; POST leaves. To who has left, it says until when she may come back.
pub fn settings_leave() -> String {
    "/settings/leave".to_owned()
}

/// To who has left, the same as a text to take along.
pub fn settings_leave_receipt() -> String {
    "/settings/leave/receipt".to_owned()
}

/// Comes back to the pod (POST).
pub fn settings_leave_undo() -> String {
    "/settings/leave/undo".to_owned()
}

/// What deleting the account means; POST `jid`, `password` does it.
pub fn settings_delete() -> String {
    "/settings/delete".to_owned()
}

/// Server-sent events of the member who is signed in.
pub fn events() -> String {
    "/events".to_owned()
}

/// The events after the one with this id (`epoch-id`).
pub fn events_after(last: Option<&str>) -> String {
    query::with("/events", &[("after", last)])
}

/// First steps; POST takes `handle`.
pub fn welcome() -> String {
    "/welcome".to_owned()
}

/// What runs here, its source code, whom to ask.
pub fn about() -> String {
    "/about".to_owned()
}

/// The pod's rules.
pub fn rules() -> String {
    "/rules".to_owned()
}

/// What the pod keeps of people.
pub fn privacy() -> String {
    "/privacy".to_owned()
}

/// A file of the pod by the hex hash of its content.
pub fn media(hash: &str) -> String {
    format!("/media/{}", Segment::write(hash))
}

/// The stylesheet with a pod's colour.
pub fn accent(accent: Accent) -> String {
    format!("/style/{}.css", accent.hex())
}

/// What the demo sent as mail.
pub fn outbox() -> String {
    "/demo/outbox".to_owned()
}

/// The directory's list with its search.
pub fn pods(query: &DirectoryQuery) -> String {
    query.address()
}

/// Type your address, arrive at your pod (`address`).
pub fn go() -> String {
    "/go".to_owned()
}

/// One pod, drawn.
pub fn pick() -> String {
    "/pick".to_owned()
}

/// The full address of a path; `origin` is scheme, host and port without a slash at the end.
pub fn absolute(origin: &str, path: &str) -> String {
    format!("{}{path}", origin.trim_end_matches('/'))
}

/// The first page at another host.
pub fn elsewhere(host: &str) -> String {
    absolute(&format!("https://{host}"), &front())
}

/// An address of XMPP as a link (RFC 5122), opened by any client on the machine.
pub fn xmpp(jid: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEEP: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    format!("xmpp:{}", utf8_percent_encode(jid, KEEP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_with_slashes_stay_one_segment() {
        assert_eq!(
            post("alice@cantine.localhost", "urn:xmpp:microblog:0", "a/../b"),
            "/post/alice@cantine.localhost/urn:xmpp:microblog:0/~YS8uLi9i"
        );
    }

    #[test]
    fn an_item_cannot_take_the_place_of_the_feed() {
        assert_ne!(member_post("alice", "feed.atom"), member_feed("alice"));
        let written = member_post("alice", "feed.atom");
        assert_eq!(Segment::parse(written.rsplit('/').next().unwrap()).as_deref(), Some("feed.atom"));
    }

    #[test]
    fn queries_leave_out_what_is_not_said() {
        assert_eq!(feed_page(FeedFilter::All, None), "/feed");
        assert_eq!(feed_page(FeedFilter::Contacts, Some("a&b")), "/feed?filter=contacts&before=a%26b");
    }
}
