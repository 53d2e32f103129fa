//! Plans: limits with a name, which pods can be given.

use super::PodLimits;
use crate::components::{AdminDesk, Empty, Field, admin_desks, empty, hidden, summary};
use crate::context::Context;
use crate::locales::{number, t};
use crate::measures::bytes;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/admin/plans`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct PlansPage {
    /// All, by name.
    pub plans: Vec<PlanRow>,
    /// The form for another, or for one that is to change.
    pub form: PlanForm,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Its name.
    pub name: String,
    /// Members at most.
    pub members: u64,
    /// Bytes of media at most.
    pub media: u64,
    /// Live sessions at most.
    pub sessions: u64,
    /// New members a day at most.
    pub signups: u64,
    /// Bytes of one upload at most; none if the plan does not say it.
    pub upload: Option<u64>,
    /// How many pods have it.
    pub pods: u64,
}

/// `POST /admin/plans`: `name`, `members`, `media`, `sessions`, `signups`, `upload`.
#[derive(Clone, Debug, Default)]
pub struct PlanForm {
    /// Its name.
    pub name: String,
    /// What was typed.
    pub limits: PodLimits,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl Page for PlansPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "plans-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Plans))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "plans-lead")) }
            section aria-labelledby="list" {
                h2.visually-hidden id="list" { (t!(ctx, "plans-title")) }
                @if self.plans.is_empty() {
                    (empty(&Empty { title: t!(ctx, "plans-empty"), text: t!(ctx, "plans-empty-text"), step: None }))
                } @else { (table(ctx, &self.plans)) }
            }
            section aria-labelledby="put" {
                h2.section-title id="put" { (t!(ctx, "plans-put")) }
                p { (t!(ctx, "plans-put-text")) }
                (form(ctx, &self.form))
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let plan = |name: &str, upload, pods| PlanRow {
            name: name.to_owned(),
            members: 1200,
            media: 1 << 30,
            sessions: 400,
            signups: 50,
            upload,
            pods,
        };
        let errors = Errors::one("name", Problem::Required).with("members", Problem::NoNumber(0, 1_000_000));
        let wrong = PlanForm { name: String::new(), limits: PodLimits::sample(), errors };
        vec![
            Self { plans: Vec::new(), form: PlanForm::default() },
            Self {
                plans: vec![plan("Large & <b>", Some(50_000_000), 0), plan("Small", None, 12)],
                form: wrong,
            },
        ]
    }
}

fn table(ctx: &Context<'_>, plans: &[PlanRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "plans-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "branding-name")) }
                th.amount scope="col" { (t!(ctx, "limit-members")) }
                th.amount scope="col" { (t!(ctx, "limit-storage")) }
                th.amount scope="col" { (t!(ctx, "limit-sessions")) }
                th.amount scope="col" { (t!(ctx, "limits-signups")) }
                th.amount scope="col" { (t!(ctx, "plans-upload")) }
                th.amount scope="col" { (t!(ctx, "plans-pods")) }
                th scope="col" { (t!(ctx, "plans-remove")) }
            } }
            tbody { @for plan in plans { (row(ctx, plan)) } }
        }
    }
}

fn row(ctx: &Context<'_>, plan: &PlanRow) -> Markup {
    let action = url::admin_plan_remove(&plan.name);
    let amount = |value| number(ctx.language, value);
    let upload = plan.upload.map_or_else(|| t!(ctx, "plans-upload-unsaid"), |most| bytes(ctx, most));
    html! {
        tr {
            td { bdi { (plan.name) } }
            td.amount data-label=(t!(ctx, "limit-members")) { (amount(plan.members)) }
            td.amount data-label=(t!(ctx, "limit-storage")) { (bytes(ctx, plan.media)) }
            td.amount data-label=(t!(ctx, "limit-sessions")) { (amount(plan.sessions)) }
            td.amount data-label=(t!(ctx, "limits-signups")) { (amount(plan.signups)) }
            td.amount data-label=(t!(ctx, "plans-upload")) { (upload) }
            td.amount data-label=(t!(ctx, "plans-pods")) { (amount(plan.pods)) }
            td { form method="post" action=(action) {
                (hidden(ctx, &action))
                button.button.button-quiet type="submit" { (t!(ctx, "plans-remove")) }
            } }
        }
    }
}

fn form(ctx: &Context<'_>, form: &PlanForm) -> Markup {
    let action = url::admin_plans();
    let name = Field {
        form: "plan",
        name: "name",
        label: t!(ctx, "branding-name"),
        value: &form.name,
        required: true,
        ..Field::default()
    };
    html! {
        form.stack method="post" action=(action) id="plan" {
            (hidden(ctx, &action))
            (summary(ctx, "plan", &form.errors))
            (name.render(ctx, &form.errors))
            (form.limits.figures(ctx, "plan", t!(ctx, "plans-upload-hint"), &form.errors))
            p { button.button type="submit" { (t!(ctx, "plans-save")) } }
        }
    }
}
