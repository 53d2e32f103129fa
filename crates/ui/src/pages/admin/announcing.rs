//! What the deployment has to say on its pods, for its admins.

use crate::components::{
    AdminDesk, Checkbox, Empty, Field, Kind, TextArea, admin_desks, empty, hidden, summary,
};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::pages::announcing::{AnnouncementState, state};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/announcements`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct AdminAnnouncingPage {
    /// The form for a new one.
    pub form: AdminAnnouncementForm,
    /// All, the newest first.
    pub batches: Vec<BatchRow>,
}

/// `POST /admin/announcements`: `title`, `text`, `until`, `pods`, `everyone`, `mail`.
#[derive(Clone, Debug, Default)]
pub struct AdminAnnouncementForm {
    /// In a few words.
    pub title: String,
    /// More of it, in Markdown.
    pub text: String,
    /// The last day on which it is shown; empty for ever.
    pub until: String,
    /// The host names of the pods on which it is said; empty for all.
    pub pods: String,
    /// Whether visitors read it, too.
    pub everyone: bool,
    /// Whether it goes by mail, too; none where no mail is sent.
    pub mail: Option<bool>,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// An announcement on some pods, or all.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// Its id, for the form.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// From when on it is shown.
    pub from: OffsetDateTime,
    /// When it is over.
    pub until: Option<OffsetDateTime>,
    /// Whether visitors read it, too.
    pub everyone: bool,
    /// On how many pods it was said.
    pub pods: u64,
    /// How it is.
    pub state: AnnouncementState,
}

impl Page for AdminAnnouncingPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "announcing-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Announcements))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "admin-announcing-lead")) }
            (form(ctx, &self.form))
            section aria-labelledby="list" {
                h2.section-title id="list" { (t!(ctx, "announcing-list")) }
                @if self.batches.is_empty() {
                    (empty(&Empty { title: t!(ctx, "announcing-empty"), text: t!(ctx, "announcing-empty-text"), step: None }))
                } @else { (table(ctx, &self.batches)) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, days: i64, pods, state| BatchRow {
            id: id.to_owned(),
            title: "We move on <b>Sunday</b>".to_owned(),
            from: now + Duration::days(days),
            until: (days < 0).then(|| now + Duration::days(days + 2)),
            everyone: days == 0,
            pods,
            state,
        };
        let batches = vec![
            row("01A", 0, 300, AnnouncementState::Shown),
            row("01B", -9, 1, AnnouncementState::Over),
            row("01C", -10, 12, AnnouncementState::Withdrawn),
        ];
        let wrong = AdminAnnouncementForm {
            text: "</textarea><script>".to_owned(),
            until: "soon".to_owned(),
            pods: "nobody.example".to_owned(),
            everyone: true,
            mail: Some(true),
            errors: Errors::one("title", Problem::Required)
                .with("until", Problem::DayInvalid)
                .with("pods", Problem::NoSuchPod("nobody.example".to_owned())),
            ..AdminAnnouncementForm::default()
        };
        vec![
            Self { form: AdminAnnouncementForm::default(), batches: Vec::new() },
            Self { form: wrong, batches },
        ]
    }
}

fn form(ctx: &Context<'_>, page: &AdminAnnouncementForm) -> Markup {
    let action = url::admin_announcements();
    let field = |name, label, value, hint, kind| {
        Field { form: "announcement", name, label, value, hint, kind, ..Field::default() }
            .render(ctx, &page.errors)
    };
    let area = |name, label, value, hint, rows| {
        TextArea { form: "announcement", name, label, value, hint, rows }.render(ctx, &page.errors)
    };
    let everyone = t!(ctx, "announcing-everyone");
    html! {
        form.stack method="post" action=(action) id="announcement" {
            (hidden(ctx, &action))
            (summary(ctx, "announcement", &page.errors))
            (field("title", t!(ctx, "announcing-name"), &page.title, String::new(), Kind::Text))
            (area("text", t!(ctx, "announcing-text"), &page.text, t!(ctx, "announcing-text-hint"), 4))
            (field("until", t!(ctx, "announcing-until"), &page.until, t!(ctx, "announcing-until-hint"), Kind::Date))
            (area("pods", t!(ctx, "admin-announcing-pods"), &page.pods, t!(ctx, "admin-announcing-pods-hint"), 2))
            (Checkbox { name: "everyone", label: everyone, ticked: page.everyone }.render("announcement"))
            @if let Some(ticked) = page.mail {
                (Checkbox { name: "mail", label: t!(ctx, "announcing-mail"), ticked }.render("announcement"))
            }
            p { button.button type="submit" { (t!(ctx, "announcing-make")) } }
        }
    }
}

fn table(ctx: &Context<'_>, batches: &[BatchRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "announcing-list")) }
            thead { tr {
                th scope="col" { (t!(ctx, "announcing-name")) }
                th scope="col" { (t!(ctx, "announcing-from")) }
                th scope="col" { (t!(ctx, "announcing-ends")) }
                th scope="col" { (t!(ctx, "announcing-for")) }
                th scope="col" { (t!(ctx, "announcing-state")) }
            } }
            tbody { @for batch in batches { (row(ctx, batch)) } }
        }
    }
}

fn row(ctx: &Context<'_>, batch: &BatchRow) -> Markup {
    let action = url::admin_announcement_withdraw(&batch.id);
    html! {
        tr {
            td { bdi { (batch.title) } p.hint { (t!(ctx, "admin-announcing-on", n = batch.pods)) } }
            td { (dates::day(ctx, batch.from)) }
            td { @match batch.until { Some(until) => (dates::day(ctx, until)), None => (t!(ctx, "announcing-for-ever")) } }
            td { @if batch.everyone { (t!(ctx, "announcing-for-everyone")) } @else { (t!(ctx, "announcing-for-members")) } }
            td {
                (state(ctx, batch.state))
                @if batch.state == AnnouncementState::Shown {
                    form method="post" action=(action) {
                        (hidden(ctx, &action))
                        button.button.button-quiet type="submit" { (t!(ctx, "announcing-withdraw")) }
                    }
                }
            }
        }
    }
}
