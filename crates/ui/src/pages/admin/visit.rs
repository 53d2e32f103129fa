//! Where an admin says why she looks into a pod's console, and for how long.

use crate::components::{AdminDesk, Choice, TextArea, admin_desks, hidden, icon, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/admin/pods/{id}/visit`; also what `POST` answers: the link, or what is wrong.
#[derive(Clone, Debug)]
pub struct VisitPage {
    /// The pod's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was typed as the reason.
    pub reason: String,
    /// For how many minutes: one of [`VisitPage::MINUTES`], in figures.
    pub minutes: String,
    /// The full link of the visit that just began: it is shown this once.
    pub made: Option<String>,
    /// What is wrong: `reason`, `minutes`.
    pub errors: Errors,
}

impl VisitPage {
    /// For how many minutes a visit can be.
    pub const MINUTES: [&'static str; 3] = ["15", "60", "240"];

    /// For how many it is, if nothing else is said.
    pub const USUAL: &'static str = Self::MINUTES[1];

    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_pod_visit(&self.id);
        let reason = TextArea {
            form: "visit",
            name: "reason",
            label: t!(ctx, "visit-reason"),
            value: &self.reason,
            hint: t!(ctx, "visit-reason-hint"),
            rows: 3,
        };
        let words = [t!(ctx, "visit-for-15"), t!(ctx, "visit-for-60"), t!(ctx, "visit-for-240")];
        let minutes = Choice {
            form: "visit",
            name: "minutes",
            label: t!(ctx, "visit-minutes"),
            hint: String::new(),
            options: Self::MINUTES.into_iter().zip(words).collect(),
            chosen: &self.minutes,
        };
        html! {
            form.stack method="post" action=(action) id="visit" {
                (hidden(ctx, &action))
                (summary(ctx, "visit", &self.errors))
                (reason.render(ctx, &self.errors))
                (minutes.render(ctx, &self.errors))
                p.actions {
                    button.button type="submit" { (t!(ctx, "visit-begin")) }
                    a.button.button-quiet href=(url::admin_pod(&self.id)) { (t!(ctx, "confirm-no-change")) }
                }
            }
        }
    }
}

impl Page for VisitPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "visit-title", pod = self.name.as_str())
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Pods))
            p.back { a href=(url::admin_pod(&self.id)) { (icon(ctx, "arrow-left")) bdi { (self.name) } } }
            h1 { (self.title(ctx)) }
            @if let Some(link) = &self.made {
                div.notice.notice-done role="status" {
                    (icon(ctx, "circle-check"))
                    p { (t!(ctx, "visit-made")) " " a href=(link) { (link) } }
                }
            } @else {
                p.lead { (t!(ctx, "visit-lead")) }
                p { (t!(ctx, "visits-never")) }
                (self.form(ctx))
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            id: "01HSAMPLE".to_owned(),
            name: "La Cantine <b>".to_owned(),
            reason: String::new(),
            minutes: Self::USUAL.to_owned(),
            made: None,
            errors: Errors::none(),
        };
        let made = Some(format!("http://cantine.localhost:8080/visit/{}", "0".repeat(64)));
        vec![
            fresh.clone(),
            Self { made, ..fresh.clone() },
            Self { errors: Errors::one("reason", Problem::Required), ..fresh },
        ]
    }
}
