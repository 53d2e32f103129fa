//! Logs with something of everything that is done to a pod.

use super::{AuditAct, AuditActor, AuditEntry, AuditPage, SETTINGS};
use crate::samples;
use time::{Duration, OffsetDateTime};

/// Logs.
pub(super) fn logs(now: OffsetDateTime) -> Vec<AuditPage> {
    let mut entries = of_pods(now);
    entries.extend(SAFETY.map(|(act, object, details)| said(now, 20, alice(), act, object, details)));
    entries.extend(NEWER.map(|act| said(now, 20, alice(), act, "Summer <b>", &[("members", "12")])));
    entries.push(said(now, 2, alice(), AuditAct::Change, "", &SETTINGS.map(|name| (name, "50"))));
    entries.push(said(now, 1, AuditActor::CommandLine, AuditAct::Create, "cantine.localhost", &[]));
    let domains = of_domains(now);
    vec![
        AuditPage { entries: entries.clone(), older: Some(1) },
        AuditPage { entries, older: None },
        AuditPage { entries: domains, older: None },
        AuditPage { entries: of_visits(now), older: None },
    ]
}

/// Something that was done, for samples.
fn said(
    now: OffsetDateTime,
    number: i64,
    actor: AuditActor,
    act: AuditAct,
    object: &str,
    details: &[(&str, &str)],
) -> AuditEntry {
    let details = details.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let at = now - Duration::hours(60 - number);
    AuditEntry { number, at, actor, act, object: object.to_owned(), details }
}

fn alice() -> AuditActor {
    samples::person("alice", "Alice Moreau").jid.map_or(AuditActor::Program, AuditActor::Person)
}

/// What is done to a pod, its host names and its people.
fn of_pods(now: OffsetDateTime) -> Vec<AuditEntry> {
    let at = |number, actor, act, object, details| said(now, number, actor, act, object, details);
    vec![
        at(19, alice(), AuditAct::SignupsResume, "", &[]),
        at(18, AuditActor::Program, AuditAct::SignupsPause, "", &[("newcomers", "31")]),
        at(17, alice(), AuditAct::NewcomersChange, "", &[("crowd", "30")]),
        at(16, alice(), AuditAct::RequestRefuse, "01HSAMPLE", &[("waiting", "true")]),
        at(16, alice(), AuditAct::RequestRefuse, "01HSAMPLE", &[]),
        at(15, alice(), AuditAct::RequestAccept, "01HSAMPLE", &[]),
        at(14, alice(), AuditAct::NewcomerLimit, "bob@cantine.localhost", &[]),
        at(14, alice(), AuditAct::NewcomerLift, "bob@cantine.localhost", &[]),
        at(14, alice(), AuditAct::MemberRemove, "bob@cantine.localhost", &[]),
        at(13, alice(), AuditAct::MemberResume, "bob@cantine.localhost", &[]),
        at(12, alice(), AuditAct::MemberSuspend, "bob@cantine.localhost", &[("reason", "Insults <b>")]),
        at(11, AuditActor::Program, AuditAct::AccountKept, "bob@cantine.localhost", &[]),
        at(10, alice(), AuditAct::InviteRevoke, "01HSAMPLE", &[]),
        at(9, alice(), AuditAct::InviteCreate, "01HSAMPLE", &[("uses", "3")]),
        at(9, alice(), AuditAct::InviteCreate, "01HS", &[("role", "operator"), ("mail", "eve@mail.example")]),
        at(9, alice(), AuditAct::InviteCreate, "01HS", &[("role", "operator"), ("mail", "true")]),
        at(8, AuditActor::Token("billing".to_owned()), AuditAct::State, "read-only", &[]),
        at(7, alice(), AuditAct::RoleRevoke, "bob@cantine.localhost", &[("role", "moderator")]),
        at(6, alice(), AuditAct::RoleGrant, "bob@cantine.localhost", &[("role", "moderator")]),
        at(5, AuditActor::CommandLine, AuditAct::HostRemove, "old.example", &[]),
        at(4, AuditActor::CommandLine, AuditAct::HostPrimary, "cantine.example", &[]),
        at(3, AuditActor::CommandLine, AuditAct::HostAdd, "cantine.example", &[]),
        at(3, AuditActor::CommandLine, AuditAct::HostAdd, "soup.example", &[("claim", "trusted")]),
        at(3, AuditActor::CommandLine, AuditAct::HostAdd, "bread.example", &[("claim", "to-prove")]),
        at(3, AuditActor::Program, AuditAct::HostProve, "bread.example", &[]),
        at(3, AuditActor::Program, AuditAct::HostLapse, "bread.example", &[]),
    ]
}

/// A visit for support, and what was done on it.
fn of_visits(now: OffsetDateTime) -> Vec<AuditEntry> {
    let admin = samples::person("ops", "Operations").jid;
    let support = admin.clone().map_or(AuditActor::Program, AuditActor::Support);
    let person = admin.map_or(AuditActor::Program, AuditActor::Person);
    let ops = "ops@cantine.localhost";
    let reason = ("reason", "Nobody gets mail <b>");
    vec![
        said(now, 23, alice(), AuditAct::VisitEnd, ops, &[reason]),
        said(now, 22, support.clone(), AuditAct::SignupsPause, "", &[]),
        said(now, 22, support.clone(), AuditAct::MailAgain, "01HSAMPLE", &[]),
        said(now, 22, support, AuditAct::NoticeAgain, "01HSAMPLE", &[]),
        said(now, 21, person, AuditAct::VisitBegin, ops, &[("minutes", "60"), reason]),
    ]
}

/// An act, on what, and what there is to say of it.
type Sample = (AuditAct, &'static str, &'static [(&'static str, &'static str)]);

/// Samples of what was done about reports, blocks and texts.
const SAFETY: [Sample; 10] = [
    (AuditAct::TextWithdraw, "privacy", &[("since", "2026-12-24")]),
    (AuditAct::TextChange, "rules", &[("since", "2026-12-24")]),
    (AuditAct::BlockRemove, "evil.example", &[("expired", "true")]),
    (AuditAct::BlockAdd, "evil.example", &[("everywhere", "true"), ("reason", "Spam <b>")]),
    (AuditAct::BlockAdd, "eve@evil.example", &[("reason", "Spam")]),
    (AuditAct::BlockAdd, "bread.example", &[("until", "2026-12-24"), ("reason", "Spam")]),
    (AuditAct::PostShow, "01HSAMPLE", &[]),
    (AuditAct::ReportAnswer, "01HSAMPLE", &[("upheld", "false")]),
    (AuditAct::ReportDecide, "01HSAMPLE", &[("verdict", "hidden")]),
    (AuditAct::ReportRead, "01HSAMPLE", &[]),
];

/// Samples of what is done for a community.
const NEWER: [AuditAct; 18] = [
    AuditAct::KeyRotate,
    AuditAct::ListingChange,
    AuditAct::IntroductionChange,
    AuditAct::LogoForget,
    AuditAct::LogoRestore,
    AuditAct::LogoRemove,
    AuditAct::LogoSet,
    AuditAct::WaveUndo,
    AuditAct::WaveRemove,
    AuditAct::GuestRevoke,
    AuditAct::GuestName,
    AuditAct::EntryRestore,
    AuditAct::EntryRemove,
    AuditAct::EntryCorrect,
    AuditAct::EntryMake,
    AuditAct::FundsChange,
    AuditAct::AnnouncementWithdraw,
    AuditAct::AnnouncementMake,
];

/// What is done to a pod's XMPP domain and to the accounts on it.
fn of_domains(now: OffsetDateTime) -> Vec<AuditEntry> {
    let said = |act, object: &str, name: &str, value: &str| AuditEntry {
        number: 20,
        at: now,
        actor: AuditActor::Program,
        act,
        object: object.to_owned(),
        details: vec![(name.to_owned(), value.to_owned())],
    };
    let bob = "bob@cantine.localhost";
    vec![
        said(AuditAct::AccountRecover, bob, "means", "link"),
        said(AuditAct::AccountRecover, bob, "means", "code"),
        said(AuditAct::ResetIssue, bob, "", ""),
        said(AuditAct::AccountResume, bob, "", ""),
        said(AuditAct::AccountSuspend, bob, "", ""),
        said(AuditAct::DomainReady, "cantine.example", "", ""),
        said(AuditAct::DomainChange, "cantine.example", "kind", "managed"),
        said(AuditAct::DomainChange, "cantine.example", "kind", "shared"),
        said(AuditAct::DomainChange, "", "kind", "none"),
        said(AuditAct::DomainChange, "cantine.example", "kind", "dropped"),
    ]
}
