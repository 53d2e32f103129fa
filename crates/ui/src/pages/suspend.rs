//! Asks whether to suspend a member, and why.

use crate::components::{TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::people::Person;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url::{self, MemberAct};
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/members/{id}/suspend`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct SuspendPage {
    /// Her id.
    pub id: String,
    /// Who she is.
    pub person: Person,
    /// What was typed as the reason.
    pub reason: String,
    /// What is wrong: `reason`.
    pub errors: Errors,
}

impl Page for SuspendPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "suspend-title", name = self.person.name.as_str())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_member_act(&self.id, MemberAct::Suspend);
        let reason = TextArea {
            form: "suspend",
            name: "reason",
            label: t!(ctx, "suspend-reason"),
            value: &self.reason,
            hint: t!(ctx, "suspend-reason-hint"),
            rows: 3,
        };
        html! {
            h1 { (self.title(ctx)) }
            p { (t!(ctx, "suspend-text")) }
            p { (t!(ctx, "suspend-stays")) }
            form.stack method="post" action=(action) id="suspend" {
                (hidden(ctx, &action))
                (summary(ctx, "suspend", &self.errors))
                (reason.render(ctx, &self.errors))
                p.actions {
                    button.button.button-danger type="submit" { (t!(ctx, "membership-suspend")) }
                    a.button.button-quiet href=(url::operate_member(&self.id)) { (t!(ctx, "confirm-no-change")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = |person, reason: &str, errors| Self {
            id: "01HSAMPLE".to_owned(),
            person,
            reason: reason.to_owned(),
            errors,
        };
        vec![
            page(samples::person("bob", "Bob Le Guen"), "", Errors::none()),
            page(samples::stranger(), "Too <long> & more", Errors::one("reason", Problem::TooLong(500))),
        ]
    }
}
