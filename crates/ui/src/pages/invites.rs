//! A pod's invitations, for those who run it.

use crate::components::{self, Desk, Empty, Field, Kind, empty, hidden, icon, older, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

mod members;
mod tree;

pub use members::MemberInvitesForm;
pub(super) use tree::by;
pub use tree::{CameBy, InviteTreeLine, InviteTreePage};

/// `/operate/invites`; also what `POST` answers: the link of the one that was made, or what is wrong.
#[derive(Clone, Debug)]
pub struct InvitesPage {
    /// The full link of the one that was just made: it is shown this once.
    pub made: Option<String>,
    /// The form for another.
    pub form: InviteForm,
    /// The form for one by mail; none where no mail is sent.
    pub mail: Option<MailInviteForm>,
    /// Whether members invite.
    pub members: MemberInvitesForm,
    /// Those of this page, the newest first.
    pub invites: Vec<InviteRow>,
    /// The last of them where there are older ones.
    pub older: Option<String>,
}

/// `POST /operate/invites/mail`: `email`.
#[derive(Clone, Debug, Default)]
pub struct MailInviteForm {
    /// To whom.
    pub email: String,
    /// What is wrong.
    pub errors: Errors,
}

/// `POST /operate/invites`: `note`, `uses`, `days`.
#[derive(Clone, Debug, Default)]
pub struct InviteForm {
    /// What it is for.
    pub note: String,
    /// How many may come in by it.
    pub uses: String,
    /// For how many days it is good; empty for ever.
    pub days: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// An invitation.
#[derive(Clone, Debug)]
pub struct InviteRow {
    /// Its id, for the form.
    pub id: String,
    /// What it is for; may be empty.
    pub note: String,
    /// Whether whoever takes it runs the pod.
    pub runs: bool,
    /// The name of the member who made it; none where the pod did.
    pub by: Option<String>,
    /// How many have come in by it.
    pub used: u64,
    /// How many may.
    pub uses: u64,
    /// Until when it is good.
    pub until: Option<OffsetDateTime>,
    /// Whether it is not used up, withdrawn or too old.
    pub good: bool,
    /// Whether who made it is not kept out, and not gone: else nobody comes in by it.
    pub vouched: bool,
}

impl Page for InvitesPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "invites-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let before = self.older.as_deref().map(url::operate_invites_before);
        html! {
            (components::desks(ctx, Desk::Invites))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "invites-lead")) }
            @if let Some(link) = &self.made {
                div.notice.notice-done role="status" {
                    (icon(ctx, "circle-check"))
                    p { (t!(ctx, "invites-made")) " " a href=(link) { (link) } }
                }
            }
            @if ctx.support.is_none() {
                (form(ctx, &self.form))
                @if let Some(mail) = &self.mail { (mail_form(ctx, mail)) }
                (members::form(ctx, &self.members))
            }
            section aria-labelledby="list" {
                h2.section-title id="list" { (t!(ctx, "invites-list")) }
                p { a href=(url::operate_invite_tree(None, None)) { (t!(ctx, "invite-tree-title")) } }
                @if self.invites.is_empty() { (empty(&Empty { title: t!(ctx, "invites-empty"), text: t!(ctx, "invites-empty-text"), step: None })) }
                @else { (table(ctx, &self.invites)) }
                (older(ctx, before.as_deref()))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, note: &str, by: Option<&str>, used: u64, until: Option<i64>, good| InviteRow {
            id: id.to_owned(),
            note: note.to_owned(),
            runs: used == 0,
            by: by.map(str::to_owned),
            used,
            uses: 10,
            until: until.map(|days| now + Duration::days(days)),
            good,
            vouched: by.is_none(),
        };
        let invites = vec![
            row("01A", "The choir of Saint-Roch", None, 3, Some(20), true),
            row("01B", "", Some("Alice Moreau"), 0, None, true),
            row("01C", "Summer party", None, 10, Some(-90), false),
        ];
        let form = InviteForm { uses: "1".to_owned(), ..InviteForm::default() };
        let wrong = InviteForm {
            uses: "many".to_owned(),
            errors: Errors::one("uses", Problem::NoNumber(1, 10_000)),
            ..form.clone()
        };
        let lately = MailInviteForm {
            email: "alice@mail.example".to_owned(),
            errors: Errors::one("email", Problem::InvitedLately),
        };
        let [members, too_many] = MemberInvitesForm::samples();
        let none = Self { made: None, form, mail: None, members, invites: vec![], older: None };
        let made = Self {
            made: Some("http://cantine.localhost:8080/invite/0".to_owned()),
            mail: Some(MailInviteForm::default()),
            invites: invites.clone(),
            older: Some("01C".to_owned()),
            ..none.clone()
        };
        let again = Self { form: wrong, mail: Some(lately), members: too_many, invites, ..none.clone() };
        vec![none, made, again]
    }
}

fn form(ctx: &Context<'_>, page: &InviteForm) -> Markup {
    let action = url::operate_invites();
    let field = |name, label, value, hint, kind| {
        Field { form: "invite", name, label, value, hint, kind, ..Field::default() }.render(ctx, &page.errors)
    };
    html! {
        form.stack method="post" action=(action) id="invite" {
            (hidden(ctx, &action))
            (summary(ctx, "invite", &page.errors))
            (field("note", t!(ctx, "invites-note"), &page.note, t!(ctx, "invites-note-hint"), Kind::Text))
            (field("uses", t!(ctx, "invites-uses"), &page.uses, String::new(), Kind::Number))
            (field("days", t!(ctx, "invites-days"), &page.days, t!(ctx, "invites-days-hint"), Kind::Number))
            p { button.button type="submit" { (t!(ctx, "invites-make")) } }
        }
    }
}

fn mail_form(ctx: &Context<'_>, page: &MailInviteForm) -> Markup {
    let action = url::operate_invite_mail();
    let email = Field {
        form: "mail-invite",
        name: "email",
        label: t!(ctx, "invites-mail-email"),
        value: &page.email,
        kind: Kind::Email,
        required: true,
        ..Field::default()
    };
    html! {
        section aria-labelledby="by-mail" {
            h2.section-title id="by-mail" { (t!(ctx, "invites-mail-title")) }
            p { (t!(ctx, "invites-mail-text")) }
            form.stack method="post" action=(action) id="mail-invite" {
                (hidden(ctx, &action))
                (summary(ctx, "mail-invite", &page.errors))
                (email.render(ctx, &page.errors))
                p { button.button type="submit" { (t!(ctx, "invites-mail-send")) } }
            }
        }
    }
}

fn table(ctx: &Context<'_>, invites: &[InviteRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "invites-list")) }
            thead { tr {
                th scope="col" { (t!(ctx, "invites-note")) }
                th scope="col" { (t!(ctx, "invites-by")) }
                th scope="col" { (t!(ctx, "invites-used")) }
                th scope="col" { (t!(ctx, "invites-until")) }
                th scope="col" { (t!(ctx, "invites-act")) }
            } }
            tbody { @for invite in invites { (row(ctx, invite)) } }
        }
    }
}

fn row(ctx: &Context<'_>, invite: &InviteRow) -> Markup {
    html! {
        tr {
            td { bdi { (invite.note) } @if invite.runs { " " strong { (t!(ctx, "invites-runs")) } } }
            td { @match &invite.by { Some(name) => bdi { (name) }, None => (t!(ctx, "invites-by-pod")) } }
            td {
                (t!(ctx, "invites-used-of", used = invite.used, uses = invite.uses))
                @if invite.used > 0 { " " a href=(url::operate_waves_by(&invite.id)) { (t!(ctx, "invites-who")) } }
            }
            td { @match invite.until { Some(until) => (dates::day(ctx, until)), None => (t!(ctx, "invites-for-ever")) } }
            td {
                @if !invite.good { (t!(ctx, "invites-over")) }
                @else if !invite.vouched { (t!(ctx, "invites-unvouched")) " " }
                @if invite.good && ctx.support.is_none() {
                    a.button.button-quiet href=(url::operate_invite_revoke(&invite.id)) { (t!(ctx, "invites-revoke")) }
                }
            }
        }
    }
}
