//! Asks before pods are put into another state, one or many.

use crate::components::{Field, TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url::{self, PodTurn};
use maud::{Markup, html};
use time::OffsetDateTime;

/// What `POST /admin/turn` answers before it does anything, or when something is wrong.
#[derive(Clone, Debug)]
pub struct TurnPage {
    /// What is to be done.
    pub to: PodTurn,
    /// To which pods.
    pub pods: Vec<TurningPod>,
    /// What was typed.
    pub typed: TurnTyped,
    /// Where to go afterwards, a path of this host; none for the pod's own page.
    pub back: Option<String>,
    /// What is wrong: `reason`, `on`, `farewell`, `moved_to` or the whole.
    pub errors: Errors,
}

/// A pod that is to be put into another state.
#[derive(Clone, Debug)]
pub struct TurningPod {
    /// Its id, for the form.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its primary host name.
    pub host: String,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct TurnTyped {
    /// Why.
    pub reason: String,
    /// The day on which they close, as in `2027-01-31`.
    pub on: String,
    /// What they say from then on, in Markdown.
    pub farewell: String,
    /// The host at which they go on.
    pub moved_to: String,
}

impl Page for TurnPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        let (n, name) = (self.pods.len(), self.pods.first().map_or("", |pod| pod.name.as_str()));
        match self.to {
            PodTurn::Resume => t!(ctx, "turn-resume", n = n, name = name),
            PodTurn::ReadOnly => t!(ctx, "turn-read-only", n = n, name = name),
            PodTurn::Suspend => t!(ctx, "turn-suspend", n = n, name = name),
            PodTurn::Close => t!(ctx, "turn-close", n = n, name = name),
            PodTurn::Delete => t!(ctx, "turn-delete", n = n, name = name),
            PodTurn::Restore => t!(ctx, "turn-restore", n = n, name = name),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_turn();
        html! {
            h1 { (self.title(ctx)) }
            p { (self.means(ctx)) }
            ul { @for pod in &self.pods { li { bdi { (pod.name) } " " bdi.address { (pod.host) } } } }
            form.stack method="post" action=(action) id="turn" {
                (hidden(ctx, &action))
                input type="hidden" name="to" value=(self.to.code());
                input type="hidden" name="sure" value="1";
                @if let Some(back) = &self.back { input type="hidden" name="back" value=(back); }
                @for pod in &self.pods { input type="hidden" name={ "pod-" (pod.id) } value="1"; }
                (summary(ctx, "turn", &self.errors))
                (self.fields(ctx))
                p.actions {
                    button.button.button-danger type="submit" { (word(ctx, self.to)) }
                    a.button.button-quiet href=(self.next()) { (t!(ctx, "confirm-no-change")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let pod = |number: u32| TurningPod {
            id: format!("01HSAMPLE{number}"),
            name: format!("Cantine {number} & <b>"),
            host: format!("cantine{number}.example"),
        };
        let one = |to| Self {
            to,
            pods: vec![pod(1)],
            typed: TurnTyped::default(),
            back: None,
            errors: Errors::none(),
        };
        let (reason, on) = ("Too <long>".to_owned(), "soon".to_owned());
        let typed = TurnTyped { reason, on, moved_to: "<elsewhere>".to_owned(), ..TurnTyped::default() };
        let mut all: Vec<Self> = PodTurn::ALL.into_iter().map(one).collect();
        let early = Errors::one("on", Problem::DayTooEarly("2026-12-07".to_owned()));
        let early = early.with("moved_to", Problem::HostOwn);
        all.push(Self { typed: typed.clone(), errors: early, ..one(PodTurn::Close) });
        let errors = Errors::form(Problem::NotFromHere).with("reason", Problem::TooLong(500));
        let back = Some("/admin?q=a&page=2".to_owned());
        all.push(Self { pods: vec![pod(1), pod(2)], typed, back, errors, ..one(PodTurn::Suspend) });
        all
    }
}

impl TurnPage {
    /// What it means for the members.
    fn means(&self, ctx: &Context<'_>) -> String {
        match self.to {
            PodTurn::Resume => t!(ctx, "turn-resume-text"),
            PodTurn::ReadOnly => t!(ctx, "turn-read-only-text"),
            PodTurn::Suspend => t!(ctx, "turn-suspend-text"),
            PodTurn::Close => t!(ctx, "turn-close-text"),
            PodTurn::Delete => t!(ctx, "turn-delete-text"),
            PodTurn::Restore => t!(ctx, "turn-restore-text"),
        }
    }

    /// What is asked for.
    fn fields(&self, ctx: &Context<'_>) -> Markup {
        let area = |name, label, value, hint| {
            TextArea { form: "turn", name, label, value, hint, rows: 3 }.render(ctx, &self.errors)
        };
        let day = Field {
            form: "turn",
            name: "on",
            label: t!(ctx, "turn-on"),
            value: &self.typed.on,
            hint: t!(ctx, "turn-on-hint"),
            required: true,
            ..Field::default()
        };
        let moved_to = Field {
            form: "turn",
            name: "moved_to",
            label: t!(ctx, "turn-moved-to"),
            value: &self.typed.moved_to,
            hint: t!(ctx, "turn-moved-to-hint"),
            ..Field::default()
        };
        html! {
            @match self.to {
                PodTurn::ReadOnly | PodTurn::Suspend => {
                    (area("reason", t!(ctx, "suspend-reason"), &self.typed.reason, t!(ctx, "turn-reason-hint")))
                }
                PodTurn::Close => {
                    (day.render(ctx, &self.errors))
                    (area("farewell", t!(ctx, "turn-farewell"), &self.typed.farewell, t!(ctx, "turn-farewell-hint")))
                    (moved_to.render(ctx, &self.errors))
                }
                PodTurn::Resume | PodTurn::Delete | PodTurn::Restore => {}
            }
        }
    }

    /// Where one goes from here.
    pub fn next(&self) -> String {
        match (&self.back, &self.pods[..]) {
            (Some(back), _) => back.clone(),
            (None, [pod]) => url::admin_pod(&pod.id),
            (None, _) => url::admin(),
        }
    }
}

/// What somebody does who does it.
pub(super) fn word(ctx: &Context<'_>, turn: PodTurn) -> String {
    match turn {
        PodTurn::Resume => t!(ctx, "turn-resume-yes"),
        PodTurn::ReadOnly => t!(ctx, "turn-read-only-yes"),
        PodTurn::Suspend => t!(ctx, "turn-suspend-yes"),
        PodTurn::Close => t!(ctx, "turn-close-yes"),
        PodTurn::Delete => t!(ctx, "turn-delete-yes"),
        PodTurn::Restore => t!(ctx, "turn-restore-yes"),
    }
}
