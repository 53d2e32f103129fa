//! What is announced on the pod, for those who run it.

use crate::components::{self, Checkbox, Desk, Empty, Field, Kind, TextArea, empty, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/announcements`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct AnnouncingPage {
    /// The form for a new one.
    pub form: AnnouncementForm,
    /// All, the newest first.
    pub announcements: Vec<AnnouncementRow>,
}

/// `POST /operate/announcements`: `title`, `text`, `from`, `until`, `everyone`, `mail`.
#[derive(Clone, Debug, Default)]
pub struct AnnouncementForm {
    /// In a few words.
    pub title: String,
    /// More of it, in Markdown.
    pub text: String,
    /// The day from which on it is shown; empty for at once.
    pub from: String,
    /// The last day on which it is shown; empty for ever.
    pub until: String,
    /// Whether visitors read it, too.
    pub everyone: bool,
    /// Whether it goes by mail, too; none where no mail is sent.
    pub mail: Option<bool>,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// An announcement in the list.
#[derive(Clone, Debug)]
pub struct AnnouncementRow {
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
    /// Whether those who run the platform said it.
    pub of_platform: bool,
    /// How it is.
    pub state: AnnouncementState,
}

/// How an announcement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnouncementState {
    /// It will be shown.
    Ahead,
    /// It is shown.
    Shown,
    /// It was shown.
    Over,
    /// It is withdrawn.
    Withdrawn,
}

impl Page for AnnouncingPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "announcing-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Announcements))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "announcing-lead")) }
            (form(ctx, &self.form))
            section aria-labelledby="list" {
                h2.section-title id="list" { (t!(ctx, "announcing-list")) }
                @if self.announcements.is_empty() {
                    (empty(&Empty { title: t!(ctx, "announcing-empty"), text: t!(ctx, "announcing-empty-text"), step: None }))
                } @else { (table(ctx, &self.announcements)) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |id: &str, days: i64, of_platform, state| AnnouncementRow {
            id: id.to_owned(),
            title: "No soup in <b>August</b>".to_owned(),
            from: now + Duration::days(days),
            until: (days < 0).then(|| now + Duration::days(days + 2)),
            everyone: days == 0,
            of_platform,
            state,
        };
        let announcements = vec![
            row("01A", 3, false, AnnouncementState::Ahead),
            row("01B", 0, false, AnnouncementState::Shown),
            row("01C", 0, true, AnnouncementState::Shown),
            row("01D", -9, false, AnnouncementState::Over),
            row("01E", -10, false, AnnouncementState::Withdrawn),
        ];
        let wrong = AnnouncementForm {
            text: "</textarea><script>".to_owned(),
            until: "soon".to_owned(),
            everyone: true,
            mail: Some(true),
            errors: Errors::one("title", Problem::Required).with("until", Problem::DayInvalid),
            ..AnnouncementForm::default()
        };
        vec![
            Self { form: AnnouncementForm::default(), announcements: Vec::new() },
            Self { form: wrong, announcements },
        ]
    }
}

fn form(ctx: &Context<'_>, page: &AnnouncementForm) -> Markup {
    let action = url::operate_announcements();
    let field = |name, label, value, hint, kind| {
        Field { form: "announcement", name, label, value, hint, kind, ..Field::default() }
            .render(ctx, &page.errors)
    };
    let text = TextArea {
        form: "announcement",
        name: "text",
        label: t!(ctx, "announcing-text"),
        value: &page.text,
        hint: t!(ctx, "announcing-text-hint"),
        rows: 4,
    };
    let everyone = t!(ctx, "announcing-everyone");
    html! {
        form.stack method="post" action=(action) id="announcement" {
            (hidden(ctx, &action))
            (summary(ctx, "announcement", &page.errors))
            (field("title", t!(ctx, "announcing-name"), &page.title, String::new(), Kind::Text))
            (text.render(ctx, &page.errors))
            (field("from", t!(ctx, "announcing-from"), &page.from, t!(ctx, "announcing-from-hint"), Kind::Date))
            (field("until", t!(ctx, "announcing-until"), &page.until, t!(ctx, "announcing-until-hint"), Kind::Date))
            (Checkbox { name: "everyone", label: everyone, ticked: page.everyone }.render("announcement"))
            @if let Some(ticked) = page.mail {
                (Checkbox { name: "mail", label: t!(ctx, "announcing-mail"), ticked }.render("announcement"))
            }
            p { button.button type="submit" { (t!(ctx, "announcing-make")) } }
        }
    }
}

fn table(ctx: &Context<'_>, announcements: &[AnnouncementRow]) -> Markup {
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
            tbody { @for one in announcements { (row(ctx, one)) } }
        }
    }
}

fn row(ctx: &Context<'_>, one: &AnnouncementRow) -> Markup {
    let withdraw = url::operate_announcement_withdraw(&one.id);
    let stands = matches!(one.state, AnnouncementState::Ahead | AnnouncementState::Shown);
    html! {
        tr {
            td { bdi { (one.title) } @if one.of_platform { p.hint { (t!(ctx, "announcement-of-platform")) } } }
            td { (dates::day(ctx, one.from)) }
            td { @match one.until { Some(until) => (dates::day(ctx, until)), None => (t!(ctx, "announcing-for-ever")) } }
            td { @if one.everyone { (t!(ctx, "announcing-for-everyone")) } @else { (t!(ctx, "announcing-for-members")) } }
            td {
                (state(ctx, one.state))
                @if stands && !one.of_platform { a.button.button-quiet href=(withdraw) { (t!(ctx, "announcing-withdraw")) } }
            }
        }
    }
}

pub(super) fn state(ctx: &Context<'_>, state: AnnouncementState) -> String {
    match state {
        AnnouncementState::Ahead => t!(ctx, "announcing-ahead"),
        AnnouncementState::Shown => t!(ctx, "announcing-shown"),
        AnnouncementState::Over => t!(ctx, "announcing-over"),
        AnnouncementState::Withdrawn => t!(ctx, "announcing-withdrawn"),
    }
}
