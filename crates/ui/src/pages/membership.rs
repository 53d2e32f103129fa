//! One member, for those who run or moderate the pod: how she stands, and what can be done.

use crate::components::{self, Choice, Desk, Size, face, hidden, icon, summary};
use crate::context::{Context, SessionState};
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::MemberRow;
use crate::pages::invites::{self, CameBy};
use crate::pages::members::{role_word, state_word};
use crate::people::Person;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url::{self, MemberAct, MemberRole, MemberState};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/members/{id}`; also what a role answers that cannot be given.
#[derive(Clone, Debug)]
pub struct MembershipPage {
    /// Who she is, and how she stands.
    pub member: MemberRow,
    /// Since when and why she is kept out, if she is.
    pub suspension: Option<Suspension>,
    /// Her XMPP session here; none where she has none.
    pub session: Option<SessionState>,
    /// In how many browsers she is signed in.
    pub browsers: u64,
    /// What the viewer may do.
    pub reach: Reach,
    /// Until when she is new, if she is and that means anything here.
    pub new: Option<NewUntil>,
    /// By whose word she came; none where she came by herself.
    pub by: Option<CameBy>,
    /// Whether the viewer sees whom she invited.
    pub tree: bool,
    /// How her XMPP account is, where it is one of the pod's own domain and Cosse looks after it.
    pub account: Option<AccountState>,
    /// The full link by which she sets another password, just made: it is shown this once.
    pub link: Option<String>,
    /// What is wrong with the role that was chosen.
    pub errors: Errors,
}

/// Since when and why somebody is kept out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Since when.
    pub since: OffsetDateTime,
    /// Why; may be empty.
    pub reason: String,
}

/// Until when a member is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewUntil {
    /// Until when.
    pub until: OffsetDateTime,
    /// Whether she is not limited all the same.
    pub lifted: bool,
}

/// How an XMPP account is that Cosse looks after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// It signs in.
    Active,
    /// It signs in nowhere.
    Suspended,
    /// It was deleted; a link makes it anew.
    Gone,
    /// Its server does not say.
    Unknown,
}

/// What the viewer may do to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing.
    Nothing,
    /// Suspend and let in again.
    Suspend,
    /// Give another role only: she runs the pod.
    Role,
    /// All.
    All,
}

impl Page for MembershipPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.member.person.name.clone()
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Members))
            p.back { a href=(url::operate_members()) { (icon(ctx, "arrow-left")) (t!(ctx, "members-title")) } }
            (who(ctx, &self.member.person))
            @if let Some(suspension) = &self.suspension { (kept_out(ctx, suspension)) }
            (facts(ctx, self))
            @match self.reach {
                Reach::Nothing => {}
                Reach::Suspend => { div.actions { (suspending(ctx, self)) } }
                Reach::Role => { p.hint { (t!(ctx, "membership-operator")) } (role(ctx, self)) }
                Reach::All => {
                    @if self.suspension.is_none() { (role(ctx, self)) }
                    div.actions {
                        (suspending(ctx, self))
                        a.button.button-danger href=(url::operate_member_act(&self.member.id, MemberAct::Remove)) { (t!(ctx, "membership-remove")) }
                    }
                    @if let Some(new) = self.new { (newness(ctx, &self.member.id, new)) }
                    @if let Some(state) = self.account { (account(ctx, self, state)) }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |person: Person, role, state| MemberRow {
            id: "01HSAMPLE".to_owned(),
            person,
            role,
            state,
            since: now - Duration::days(90),
            seen: now - Duration::hours(7),
        };
        let bob = row(samples::person("bob", "Bob Le Guen"), MemberRole::Member, MemberState::Active);
        let alice = row(samples::person("alice", "Alice Moreau"), MemberRole::Operator, MemberState::Active);
        let stranger = row(samples::stranger(), MemberRole::Moderator, MemberState::Suspended);
        let well = Self::well(bob);
        let since = now - Duration::days(3);
        let kept_out = |reason: &str| Some(Suspension { since, reason: reason.to_owned() });
        let out = Self { member: stranger, session: None, browsers: 0, ..well.clone() };
        let errors = Errors::one("role", Problem::LastOperator);
        let link = Some("http://cantine.localhost:8080/recover/0".to_owned());
        let inviter = Some(CameBy::Member("01HSAMPLE".to_owned(), "Alice <b>".to_owned()));
        let new = |lifted| Some(NewUntil { until: now + Duration::days(4), lifted });
        vec![
            well.clone(),
            Self { new: new(false), account: Some(AccountState::Active), link, ..well.clone() },
            Self { new: new(true), account: Some(AccountState::Suspended), ..well.clone() },
            Self { account: Some(AccountState::Gone), by: Some(CameBy::Gone), ..well.clone() },
            Self { account: Some(AccountState::Unknown), by: Some(CameBy::Pod), ..well.clone() },
            Self { by: inviter, tree: false, ..well.clone() },
            Self { reach: Reach::Suspend, session: Some(SessionState::NeedsPassword), ..well.clone() },
            Self { suspension: kept_out("Insults, after two warnings."), ..out.clone() },
            Self { suspension: kept_out(""), reach: Reach::Nothing, ..out },
            Self { member: alice, reach: Reach::Role, errors, ..well },
        ]
    }
}

impl MembershipPage {
    /// A sample where all is well.
    fn well(member: MemberRow) -> Self {
        Self {
            member,
            suspension: None,
            session: Some(SessionState::Online),
            browsers: 2,
            reach: Reach::All,
            new: None,
            by: None,
            tree: true,
            account: None,
            link: None,
            errors: Errors::none(),
        }
    }
}

fn who(ctx: &Context<'_>, person: &Person) -> Markup {
    html! {
        header.profile {
            (face(person, Size::Large))
            div.profile-who {
                h1 { bdi { (person.name) } }
                p.address { bdi { (person.address()) } }
                @if let Some(handle) = &person.handle {
                    p { a href=(url::member(handle)) { (icon(ctx, "globe")) (t!(ctx, "contact-public-page")) } }
                }
            }
        }
    }
}

fn kept_out(ctx: &Context<'_>, suspension: &Suspension) -> Markup {
    html! {
        div.notice.notice-warning {
            (icon(ctx, "lock"))
            p {
                (t!(ctx, "membership-suspended", day = dates::weekday_and_day(ctx, suspension.since)))
                @if !suspension.reason.is_empty() { " " bdi { (suspension.reason) } }
            }
        }
    }
}

fn facts(ctx: &Context<'_>, page: &MembershipPage) -> Markup {
    let member = &page.member;
    html! {
        dl.facts {
            div { dt { (t!(ctx, "members-state")) } dd { (state_word(ctx, member.state)) } }
            div { dt { (t!(ctx, "members-role")) } dd { (role_word(ctx, member.role)) } }
            div { dt { (t!(ctx, "members-since")) } dd { (dates::day(ctx, member.since)) } }
            @if let Some(by) = &page.by { div { dt { (t!(ctx, "membership-came")) } dd { (invites::by(ctx, by)) } } }
            @if page.tree { div { dt { (t!(ctx, "membership-invited")) } dd {
                a href=(url::operate_invite_tree(Some(&member.id), None)) { (t!(ctx, "membership-tree")) }
            } } }
            @if let Some(new) = page.new { div { dt { (t!(ctx, "membership-new")) } dd { (new_until(ctx, new)) } } }
            div { dt { (t!(ctx, "members-seen")) } dd { (dates::relative(ctx, member.seen)) } }
            div { dt { (t!(ctx, "membership-session")) } dd { (session_word(ctx, page.session)) } }
            div { dt { (t!(ctx, "membership-browsers")) } dd { (page.browsers) } }
        }
    }
}

fn new_until(ctx: &Context<'_>, new: NewUntil) -> String {
    let until = dates::exact(ctx, new.until);
    if new.lifted { t!(ctx, "membership-new-lifted", until = until) } else { until }
}

fn session_word(ctx: &Context<'_>, session: Option<SessionState>) -> String {
    match session {
        Some(SessionState::Online) => t!(ctx, "membership-online"),
        Some(SessionState::SigningIn | SessionState::Reconnecting { .. }) => t!(ctx, "membership-away"),
        Some(SessionState::NeedsPassword) => t!(ctx, "membership-needs-password"),
        Some(SessionState::Ended) | None => t!(ctx, "membership-no-session"),
    }
}

/// Suspend asks for a reason first; letting somebody in again hurts nobody.
fn suspending(ctx: &Context<'_>, page: &MembershipPage) -> Markup {
    let id = &page.member.id;
    let resume = url::operate_member_act(id, MemberAct::Resume);
    html! {
        @if page.suspension.is_some() {
            form method="post" action=(resume) {
                (hidden(ctx, &resume))
                button.button type="submit" { (t!(ctx, "membership-resume")) }
            }
        } @else {
            a.button.button-quiet href=(url::operate_member_act(id, MemberAct::Suspend)) { (t!(ctx, "membership-suspend")) }
        }
    }
}

/// Whether she is limited as others are who are new.
fn newness(ctx: &Context<'_>, id: &str, new: NewUntil) -> Markup {
    let (act, word) = if new.lifted {
        (MemberAct::NewcomerLimit, t!(ctx, "membership-new-limit"))
    } else {
        (MemberAct::NewcomerLift, t!(ctx, "membership-new-lift"))
    };
    html! {
        section aria-labelledby="newness" {
            h2.section-title id="newness" { (t!(ctx, "newcomers-title")) }
            p.hint { (t!(ctx, "membership-new-hint")) }
            (one_button(ctx, &url::operate_member_act(id, act), &word))
        }
    }
}

/// The account itself, which is more than the membership: it is used in other apps and on other pods, too. What takes something from
/// her is asked about first.
fn account(ctx: &Context<'_>, page: &MembershipPage, state: AccountState) -> Markup {
    let act = |act| url::operate_member_act(&page.member.id, act);
    html! {
        section aria-labelledby="xmpp-account" {
            h2.section-title id="xmpp-account" { (t!(ctx, "account-section")) }
            p { (account_word(ctx, state)) }
            p.hint { (t!(ctx, "account-difference")) }
            @if let Some(link) = &page.link {
                div.notice.notice-done role="status" {
                    (icon(ctx, "circle-check"))
                    p { (t!(ctx, "account-link")) " " code { (link) } }
                }
            }
            @if state != AccountState::Unknown {
                div.actions {
                    @match state {
                        AccountState::Active => { a.button.button-quiet href=(act(MemberAct::AccountSuspend)) { (t!(ctx, "account-suspend")) } }
                        AccountState::Suspended => { (one_button(ctx, &act(MemberAct::AccountResume), &t!(ctx, "account-resume"))) }
                        AccountState::Gone | AccountState::Unknown => {}
                    }
                    a.button.button-quiet href=(act(MemberAct::Reset)) { (t!(ctx, "account-reset")) }
                }
            }
        }
    }
}

fn one_button(ctx: &Context<'_>, action: &str, word: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (hidden(ctx, action))
            button.button.button-quiet type="submit" { (word) }
        }
    }
}

fn account_word(ctx: &Context<'_>, state: AccountState) -> String {
    match state {
        AccountState::Active => t!(ctx, "account-active"),
        AccountState::Suspended => t!(ctx, "account-suspended"),
        AccountState::Gone => t!(ctx, "account-gone"),
        AccountState::Unknown => t!(ctx, "account-unknown"),
    }
}

fn role(ctx: &Context<'_>, page: &MembershipPage) -> Markup {
    let action = url::operate_member_act(&page.member.id, MemberAct::Role);
    let role = Choice {
        form: "role",
        name: "role",
        label: t!(ctx, "members-role"),
        hint: t!(ctx, "membership-role-hint"),
        options: MemberRole::ALL.map(|role| (role.code(), role_word(ctx, role))).to_vec(),
        chosen: page.member.role.code(),
    };
    html! {
        section aria-labelledby="role-title" {
            h2.section-title id="role-title" { (t!(ctx, "membership-role")) }
            form.stack method="post" action=(action) id="role" {
                (hidden(ctx, &action))
                (summary(ctx, "role", &page.errors))
                (role.render(ctx, &page.errors))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
        }
    }
}
