//! Asks whether not to let in who asks, and what to say to her.

use crate::components::{TextArea, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/operate/requests/{id}/refuse`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct RefusePage {
    /// The id of her request.
    pub id: String,
    /// Where the answer goes.
    pub email: String,
    /// Why she would like to come in.
    pub asked: String,
    /// What was typed as answer.
    pub reason: String,
    /// What is wrong: `reason`.
    pub errors: Errors,
}

impl Page for RefusePage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "refuse-title", email = self.email.as_str())
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_request_refuse(&self.id);
        let reason = TextArea {
            form: "refuse",
            name: "reason",
            label: t!(ctx, "requests-reason"),
            value: &self.reason,
            hint: t!(ctx, "requests-reason-hint"),
            rows: 3,
        };
        html! {
            h1 { (self.title(ctx)) }
            blockquote.quoted.lines dir="auto" { (self.asked) }
            p { (t!(ctx, "refuse-text")) }
            form.stack method="post" action=(action) id="refuse" {
                (hidden(ctx, &action))
                (summary(ctx, "refuse", &self.errors))
                (reason.render(ctx, &self.errors))
                p.actions {
                    button.button.button-danger type="submit" { (t!(ctx, "requests-refuse")) }
                    a.button.button-quiet href=(url::operate_requests()) { (t!(ctx, "confirm-no-change")) }
                }
            }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let page = |asked: &str, reason: &str, errors| Self {
            id: "01HSAMPLE".to_owned(),
            email: "eve@mail.example".to_owned(),
            asked: asked.to_owned(),
            reason: reason.to_owned(),
            errors,
        };
        vec![
            page("I live around the corner.\n\nAnd I cook.", "", Errors::none()),
            page("<b>Let me in!</b>", "Too <long> & more", Errors::one("reason", Problem::TooLong(2_000))),
        ]
    }
}
