//! Whether a pod's members invite.

use crate::components::{Field, Kind, hidden, summary};
use crate::context::Context;
use crate::locales::t;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};

/// `POST /operate/invites/members`: `each`.
#[derive(Clone, Debug, Default)]
pub struct MemberInvitesForm {
    /// How many each member may have open.
    pub each: String,
    /// What is wrong.
    pub errors: Errors,
}

impl MemberInvitesForm {
    /// As it is, and with what is wrong.
    pub(super) fn samples() -> [Self; 2] {
        let errors = Errors::one("each", Problem::NoNumber(0, 100));
        let wrong = Self { each: "many".to_owned(), errors };
        [Self { each: "2".to_owned(), ..Self::default() }, wrong]
    }
}

/// The form.
pub(super) fn form(ctx: &Context<'_>, page: &MemberInvitesForm) -> Markup {
    let action = url::operate_invite_members();
    let each = Field {
        form: "member-invites",
        name: "each",
        label: t!(ctx, "invites-members-each"),
        value: &page.each,
        hint: t!(ctx, "invites-members-hint"),
        kind: Kind::Number,
        required: true,
        ..Field::default()
    };
    html! {
        section aria-labelledby="by-members" {
            h2.section-title id="by-members" { (t!(ctx, "invites-members-title")) }
            p { (t!(ctx, "invites-members-text")) }
            form.stack method="post" action=(action) id="member-invites" {
                (hidden(ctx, &action))
                (summary(ctx, "member-invites", &page.errors))
                (each.render(ctx, &page.errors))
                p { button.button type="submit" { (t!(ctx, "invites-members-save")) } }
            }
        }
    }
}
