//! What was done to a pod, by whom and when.

mod samples;

use crate::components::{self, Desk};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::url;
use jid::BareJid;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The audit log, the newest first.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// What was done.
    pub entries: Vec<AuditEntry>,
    /// The entry before which an older page ends; none where there is none.
    pub older: Option<i64>,
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// Its place in the log, from 1.
    pub number: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: AuditActor,
    /// What.
    pub act: AuditAct,
    /// On what: an address, a host name, a state; may be empty.
    pub object: String,
    /// What there is to say of it, name by name.
    pub details: Vec<(String, String)>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditActor {
    /// Whoever may run commands on the deployment.
    CommandLine,
    /// The program by itself.
    Program,
    /// A token of the API, by its name.
    Token(String),
    /// An account.
    Person(BareJid),
    /// An admin of the deployment on a visit for support.
    Support(BareJid),
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditAct {
    /// The pod was made.
    Create,
    /// Its settings or limits were changed.
    Change,
    /// It was put into another state.
    State,
    /// A host name was given to it.
    HostAdd,
    /// A host name was proven.
    HostProve,
    /// The proof of a host name was missing for too long.
    HostLapse,
    /// Another host name became the first.
    HostPrimary,
    /// A host name was taken from it.
    HostRemove,
    /// An invitation was made.
    InviteCreate,
    /// An invitation was made worth nothing.
    InviteRevoke,
    /// A member was suspended.
    MemberSuspend,
    /// A member was let in again.
    MemberResume,
    /// A member was removed.
    MemberRemove,
    /// Somebody who asked to be let in is.
    RequestAccept,
    /// Somebody who asked to be let in is not.
    RequestRefuse,
    /// What newcomers are asked, or when the pod pauses, was changed.
    NewcomersChange,
    /// A member is not limited as new any more.
    NewcomerLift,
    /// A member is limited again for as long as she is new.
    NewcomerLimit,
    /// Only who was invited signs up.
    SignupsPause,
    /// Newcomers sign up again.
    SignupsResume,
    /// Somebody was given a role.
    RoleGrant,
    /// A role was taken from somebody.
    RoleRevoke,
    /// The account of a member who wished it deleted could not be, so far.
    AccountKept,
    /// What was reported was read by command or by a program.
    ReportRead,
    /// What somebody reported was decided.
    ReportDecide,
    /// An appeal was answered.
    ReportAnswer,
    /// A post or comment that was hidden is shown again.
    PostShow,
    /// An address or a domain is kept out.
    BlockAdd,
    /// An address or a domain may come in again.
    BlockRemove,
    /// Rules, or another text, were written.
    TextChange,
    /// A text that was announced was taken back.
    TextWithdraw,
    /// Something was announced.
    AnnouncementMake,
    /// An announcement was withdrawn.
    AnnouncementWithdraw,
    /// What the pod says of money was changed.
    FundsChange,
    /// What the pod tells directories of itself was changed.
    ListingChange,
    /// Another key was made that signs what the pod says of itself.
    KeyRotate,
    /// Something was written into the ledger.
    EntryMake,
    /// An entry of the ledger was corrected.
    EntryCorrect,
    /// An entry was taken out of the ledger.
    EntryRemove,
    /// An entry was put back into the ledger.
    EntryRestore,
    /// A member became the guest.
    GuestName,
    /// Nobody looks around as a guest any more.
    GuestRevoke,
    /// Sign-ups were undone together.
    WaveRemove,
    /// They are members again.
    WaveUndo,
    /// It was given another XMPP domain.
    DomainChange,
    /// Its XMPP domain is there.
    DomainReady,
    /// The XMPP account of a member was suspended.
    AccountSuspend,
    /// It may sign in again.
    AccountResume,
    /// A link was made by which a member sets another password.
    ResetIssue,
    /// A member set another password without the old one.
    AccountRecover,
    /// It was given a logo, or other words for it.
    LogoSet,
    /// Its logo was taken away.
    LogoRemove,
    /// The logo that was before was brought back.
    LogoRestore,
    /// The logo that was before was forgotten.
    LogoForget,
    /// Its links, or the languages that it speaks, were changed.
    IntroductionChange,
    /// An admin came for support.
    VisitBegin,
    /// Her visit ended.
    VisitEnd,
    /// A mail was sent again.
    MailAgain,
    /// A notice was sent again.
    NoticeAgain,
}

impl Page for AuditPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "audit-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Audit))
            h1 { (t!(ctx, "audit-title")) }
            p.lead { (t!(ctx, "audit-lead")) }
            (records(ctx, &self.entries))
            (components::older(ctx, self.older.map(|number| url::operate_audit(Some(number))).as_deref()))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        samples::logs(now)
    }
}

/// Entries of a pod's log as a table.
pub(super) fn records(ctx: &Context<'_>, entries: &[AuditEntry]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "audit-title")) }
            thead { tr {
                th.number scope="col" { (t!(ctx, "audit-number")) }
                th scope="col" { (t!(ctx, "audit-when")) }
                th scope="col" { (t!(ctx, "audit-who")) }
                th scope="col" { (t!(ctx, "audit-what")) }
            } }
            tbody { @for entry in entries { (row(ctx, entry)) } }
        }
    }
}

fn row(ctx: &Context<'_>, entry: &AuditEntry) -> Markup {
    html! {
        tr {
            td.number { (entry.number) }
            td { (dates::relative(ctx, entry.at)) }
            td { (who(ctx, &entry.actor)) }
            td {
                (what(ctx, entry))
                @if has_reason(entry.act) && !detail(entry, "reason").is_empty() { p { bdi { (detail(entry, "reason")) } } }
                @if matches!(entry.act, AuditAct::Change | AuditAct::NewcomersChange) {
                    dl.changed { @for (name, value) in &entry.details { div { dt { (setting(ctx, name)) } dd { bdi { (value) } } } } }
                }
            }
        }
    }
}

/// Whether somebody said why.
fn has_reason(act: AuditAct) -> bool {
    use AuditAct::{BlockAdd, MemberSuspend, VisitBegin, VisitEnd};
    matches!(act, MemberSuspend | BlockAdd | VisitBegin | VisitEnd)
}

pub(super) fn who(ctx: &Context<'_>, actor: &AuditActor) -> Markup {
    html! {
        @match actor {
            AuditActor::CommandLine => (t!(ctx, "audit-by-command-line")),
            AuditActor::Program => (t!(ctx, "audit-by-program")),
            AuditActor::Token(name) => (t!(ctx, "audit-by-token", name = name.as_str())),
            AuditActor::Person(jid) => bdi { (jid.as_str()) },
            AuditActor::Support(jid) => (t!(ctx, "audit-by-support", who = jid.as_str())),
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: a line for each act")]
fn what(ctx: &Context<'_>, entry: &AuditEntry) -> String {
    let object = entry.object.as_str();
    match entry.act {
        AuditAct::Create => t!(ctx, "audit-create", host = object),
        AuditAct::Change => t!(ctx, "audit-change"),
        AuditAct::State => t!(ctx, "audit-state", state = object),
        AuditAct::HostAdd => t!(ctx, "audit-host-add", host = object, claim = detail(entry, "claim")),
        AuditAct::HostProve => t!(ctx, "audit-host-prove", host = object),
        AuditAct::HostLapse => t!(ctx, "audit-host-lapse", host = object),
        AuditAct::HostPrimary => t!(ctx, "audit-host-primary", host = object),
        AuditAct::HostRemove => t!(ctx, "audit-host-remove", host = object),
        AuditAct::InviteCreate if detail(entry, "role") == "operator" => invite_operator(ctx, entry),
        AuditAct::InviteCreate => t!(ctx, "audit-invite-create"),
        AuditAct::InviteRevoke => t!(ctx, "audit-invite-revoke"),
        AuditAct::MemberSuspend => t!(ctx, "audit-member-suspend", who = object),
        AuditAct::MemberResume => t!(ctx, "audit-member-resume", who = object),
        AuditAct::MemberRemove => t!(ctx, "audit-member-remove", who = object),
        AuditAct::AccountKept => t!(ctx, "audit-account-kept", who = object),
        AuditAct::ReportRead
        | AuditAct::ReportDecide
        | AuditAct::ReportAnswer
        | AuditAct::PostShow
        | AuditAct::BlockAdd
        | AuditAct::BlockRemove
        | AuditAct::TextChange
        | AuditAct::TextWithdraw => for_safety(ctx, entry),
        AuditAct::AnnouncementMake => t!(ctx, "audit-announcement-make", title = object),
        AuditAct::AnnouncementWithdraw => t!(ctx, "audit-announcement-withdraw", title = object),
        AuditAct::FundsChange => t!(ctx, "audit-funds-change"),
        AuditAct::ListingChange => t!(ctx, "audit-listing-change"),
        AuditAct::KeyRotate => t!(ctx, "audit-key-rotate", key = object),
        AuditAct::EntryMake => t!(ctx, "audit-entry-make"),
        AuditAct::EntryCorrect => t!(ctx, "audit-entry-correct"),
        AuditAct::EntryRemove => t!(ctx, "audit-entry-remove"),
        AuditAct::EntryRestore => t!(ctx, "audit-entry-restore"),
        AuditAct::GuestName => t!(ctx, "audit-guest-name", who = object),
        AuditAct::GuestRevoke => t!(ctx, "audit-guest-revoke", who = object),
        AuditAct::WaveRemove => t!(ctx, "audit-wave-remove", n = members(entry)),
        AuditAct::WaveUndo => t!(ctx, "audit-wave-undo", n = members(entry)),
        AuditAct::DomainChange => {
            t!(ctx, "audit-domain-change", domain = object, kind = detail(entry, "kind"))
        }
        AuditAct::DomainReady => t!(ctx, "audit-domain-ready", domain = object),
        AuditAct::AccountSuspend => t!(ctx, "audit-account-suspend", who = object),
        AuditAct::AccountResume => t!(ctx, "audit-account-resume", who = object),
        AuditAct::ResetIssue => t!(ctx, "audit-reset-issue", who = object),
        AuditAct::AccountRecover => {
            t!(ctx, "audit-account-recover", who = object, means = detail(entry, "means"))
        }
        AuditAct::LogoSet => t!(ctx, "audit-logo-set"),
        AuditAct::LogoRemove => t!(ctx, "audit-logo-remove"),
        AuditAct::LogoRestore => t!(ctx, "audit-logo-restore"),
        AuditAct::LogoForget => t!(ctx, "audit-logo-forget"),
        AuditAct::IntroductionChange => t!(ctx, "audit-introduction-change"),
        AuditAct::VisitBegin => t!(ctx, "audit-visit-begin", who = object, n = detail(entry, "minutes")),
        AuditAct::VisitEnd => t!(ctx, "audit-visit-end", who = object),
        AuditAct::MailAgain => t!(ctx, "audit-mail-again"),
        AuditAct::NoticeAgain => t!(ctx, "audit-notice-again"),
        AuditAct::RequestAccept => t!(ctx, "audit-request-accept"),
        AuditAct::RequestRefuse if detail(entry, "waiting") == "true" => t!(ctx, "audit-waiter-remove"),
        AuditAct::RequestRefuse => t!(ctx, "audit-request-refuse"),
        AuditAct::NewcomersChange => t!(ctx, "audit-change"),
        AuditAct::NewcomerLift => t!(ctx, "audit-newcomer-lift", who = object),
        AuditAct::NewcomerLimit => t!(ctx, "audit-newcomer-limit", who = object),
        AuditAct::SignupsPause => t!(ctx, "audit-signups-pause"),
        AuditAct::SignupsResume => t!(ctx, "audit-signups-resume"),
        AuditAct::RoleGrant => t!(ctx, "audit-role-grant", who = object, role = detail(entry, "role")),
        AuditAct::RoleRevoke => t!(ctx, "audit-role-revoke", who = object, role = detail(entry, "role")),
    }
}

fn invite_operator(ctx: &Context<'_>, entry: &AuditEntry) -> String {
    match detail(entry, "mail") {
        "" => t!(ctx, "audit-invite-operator"),
        "true" => t!(ctx, "audit-invite-operator-sent"),
        // as it was written before
        mail => t!(ctx, "audit-invite-operator-mail", mail = mail),
    }
}

fn for_safety(ctx: &Context<'_>, entry: &AuditEntry) -> String {
    let (object, everywhere) = (entry.object.as_str(), detail(entry, "everywhere"));
    let until = detail(entry, "until");
    match entry.act {
        AuditAct::ReportRead => t!(ctx, "audit-report-read", report = object),
        AuditAct::ReportDecide => t!(ctx, "audit-report-decide", verdict = detail(entry, "verdict")),
        AuditAct::ReportAnswer => t!(ctx, "audit-report-answer", upheld = detail(entry, "upheld")),
        AuditAct::PostShow => t!(ctx, "audit-post-show"),
        AuditAct::BlockAdd if !until.is_empty() => {
            t!(ctx, "audit-block-add-until", who = object, everywhere = everywhere, day = until)
        }
        AuditAct::BlockAdd => t!(ctx, "audit-block-add", who = object, everywhere = everywhere),
        AuditAct::BlockRemove => t!(ctx, "audit-block-remove", who = object, everywhere = everywhere),
        AuditAct::TextWithdraw => {
            t!(ctx, "audit-text-withdraw", kind = object, day = detail(entry, "since"))
        }
        _ => t!(ctx, "audit-text-change", kind = object, day = detail(entry, "since")),
    }
}

fn detail<'a>(entry: &'a AuditEntry, wanted: &str) -> &'a str {
    entry.details.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value)
}

/// How many members it was about: a number, so that one of them is said in the singular.
fn members(entry: &AuditEntry) -> u64 {
    detail(entry, "members").parse().unwrap_or_default()
}

/// The settings of a pod, by their names in the log.
const SETTINGS: [&str; 27] = [
    "plan",
    "name",
    "tagline",
    "accent",
    "language",
    "rules_characters",
    "registration",
    "accounts",
    "allowed_domains",
    "xmpp_domain",
    "members_max",
    "storage_max",
    "sessions_max",
    "signups_per_day",
    "session_days",
    "message_days",
    "message_days_before",
    "contact_email",
    "question_characters",
    "crowd",
    "crowd_times",
    "new_days",
    "new_posts",
    "new_contacts",
    "new_bytes",
    "upload_max",
    "invites_each",
];

/// What a setting is called; one of another version by its name in the log.
fn setting(ctx: &Context<'_>, name: &str) -> String {
    match name {
        "plan" => t!(ctx, "audit-plan"),
        "name" => t!(ctx, "audit-name"),
        "tagline" => t!(ctx, "audit-tagline"),
        "accent" => t!(ctx, "audit-accent"),
        "language" => t!(ctx, "audit-language"),
        "rules_characters" => t!(ctx, "audit-rules"),
        "registration" => t!(ctx, "audit-registration"),
        "accounts" => t!(ctx, "audit-accounts"),
        "allowed_domains" => t!(ctx, "audit-allowed-domains"),
        "xmpp_domain" => t!(ctx, "audit-xmpp-domain"),
        "members_max" => t!(ctx, "audit-members"),
        "storage_max" => t!(ctx, "audit-storage"),
        "sessions_max" => t!(ctx, "audit-sessions"),
        "signups_per_day" => t!(ctx, "audit-signups"),
        "session_days" => t!(ctx, "audit-session-days"),
        "message_days" => t!(ctx, "audit-message-days"),
        "message_days_before" => t!(ctx, "audit-message-days-before"),
        "contact_email" => t!(ctx, "audit-contact"),
        "question_characters" => t!(ctx, "audit-question"),
        "crowd" => t!(ctx, "audit-crowd"),
        "crowd_times" => t!(ctx, "audit-crowd-times"),
        "new_days" => t!(ctx, "audit-new-days"),
        "new_posts" => t!(ctx, "audit-new-posts"),
        "new_contacts" => t!(ctx, "audit-new-contacts"),
        "new_bytes" => t!(ctx, "audit-new-bytes"),
        "upload_max" => t!(ctx, "audit-upload-max"),
        "invites_each" => t!(ctx, "audit-invites-each"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// What the log says of a wave of so many.
    fn wave(language: Language, act: AuditAct, members: &str) -> String {
        let assets = crate::samples::assets();
        let details = vec![("members".to_owned(), members.to_owned())];
        let (actor, object) = (AuditActor::Program, String::new());
        let entry = AuditEntry { number: 1, at: crate::samples::NOW, actor, act, object, details };
        what(&crate::samples::member(language, &assets), &entry)
    }

    #[test]
    fn a_wave_of_one_is_of_one_member_and_others_are_of_many() {
        use AuditAct::{WaveRemove, WaveUndo};
        use Language::{English, French};
        assert_eq!(wave(English, WaveRemove, "1"), "A wave of sign-ups was undone: one member");
        assert_eq!(wave(English, WaveRemove, "12"), "A wave of sign-ups was undone: 12 members");
        assert_eq!(wave(English, WaveUndo, "1"), "A wave of one member was let in again");
        assert_eq!(wave(English, WaveUndo, "12"), "A wave of 12 members was let in again");
        assert_eq!(wave(French, WaveUndo, "1"), "Une vague d’un membre a pu revenir");
        assert_eq!(wave(French, WaveUndo, "12"), "Une vague de 12 membres a pu revenir");
    }
}
