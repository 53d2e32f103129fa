//! What new members may do, for those who run a pod: a part of the page on who comes in.

use crate::components::{Field, Kind, hidden, newness, summary};
use crate::context::Context;
use crate::locales::t;
use crate::newness::Newness;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `POST /operate/registration/newcomers`: `days`, `posts`, `contacts`, `kilobytes`.
#[derive(Clone, Debug, Default)]
pub struct NewcomersForm {
    /// The days for which somebody is new, as they were typed.
    pub days: String,
    /// Posts and comments a day that everybody reads, as they were typed.
    pub posts: String,
    /// People a day who are added, or written to without being contacts, as they were typed.
    pub contacts: String,
    /// Kilobytes a day that are uploaded, as they were typed.
    pub kilobytes: String,
    /// What somebody who comes now is told; none where nobody is limited.
    pub seen: Option<Newness>,
    /// What is wrong, field by field.
    pub errors: Errors,
}

impl NewcomersForm {
    /// Off, on, and filled in wrongly.
    pub(super) fn samples(now: OffsetDateTime) -> [Self; 3] {
        let form = |days: &str, posts: &str| Self {
            days: days.to_owned(),
            posts: posts.to_owned(),
            contacts: "10".to_owned(),
            kilobytes: "2000".to_owned(),
            ..Self::default()
        };
        let errors = Errors::one("days", Problem::NoNumber(0, 90)).with("posts", Problem::NoNumber(0, 1000));
        [
            form("0", "3"),
            Self { seen: Some(Newness::sample(now)), ..form("7", "3") },
            Self { seen: Some(Newness::nothing(now)), errors, ..form("soon", "<b>") },
        ]
    }
}

/// The section of the page.
pub(super) fn newcomers(ctx: &Context<'_>, form: &NewcomersForm) -> Markup {
    let action = url::operate_newcomers();
    let field = |name, label, value, hint| {
        let kind = Kind::Number;
        Field { form: "newcomers", name, label, value, hint, kind, required: true, ..Field::default() }
            .render(ctx, &form.errors)
    };
    html! {
        section aria-labelledby="newcomers-title" {
            h2.section-title id="newcomers-title" { (t!(ctx, "newcomers-title")) }
            p { (t!(ctx, "newcomers-text")) }
            p.hint { (t!(ctx, "newcomers-elsewhere")) }
            form.stack method="post" action=(action) id="newcomers" {
                (hidden(ctx, &action))
                (summary(ctx, "newcomers", &form.errors))
                (field("days", t!(ctx, "newcomers-days"), &form.days, t!(ctx, "newcomers-days-hint")))
                (field("posts", t!(ctx, "newcomers-posts"), &form.posts, t!(ctx, "newcomers-posts-hint")))
                (field("contacts", t!(ctx, "newcomers-contacts"), &form.contacts, t!(ctx, "newcomers-contacts-hint")))
                (field("kilobytes", t!(ctx, "newcomers-bytes"), &form.kilobytes, String::new()))
                p { button.button type="submit" { (t!(ctx, "settings-save")) } }
            }
            @if let Some(seen) = &form.seen {
                p { (t!(ctx, "newcomers-seen")) }
                (newness(ctx, seen))
            } @else { p { (t!(ctx, "newcomers-off")) } }
        }
    }
}
