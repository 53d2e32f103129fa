//! What was typed into a form that came too late, to be sent again.

use crate::components::{TextArea, command_id};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::problems::Errors;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// Fields that somebody types, and that say something even in one word. Names that buttons send by themselves, as `host` and `members`, are
/// not among them: what was only pressed does not come back.
const SPOKEN: [&str; 13] = [
    "body", "text", "title", "reason", "about", "note", "name", "words", "email", "media", "sessions",
    "signups", "upload",
];

/// A form that was not taken, though nothing was wrong with what was typed.
#[derive(Clone, Debug)]
pub struct TypedPage {
    /// Where it goes: a path of this host.
    pub action: String,
    /// Its fields, without the token.
    pub fields: Vec<(String, String)>,
    /// Why it came too late.
    pub late: Late,
}

/// Why a form came too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// The browser is not signed in any more.
    SignedOut,
    /// It was there for support, and the visit is over.
    VisitOver,
    /// It has signed in since, and what was bound to the visit before is worth nothing.
    OldToken,
}

impl Page for TypedPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match self.late {
            Late::SignedOut => t!(ctx, "typed-signed-out"),
            Late::VisitOver => t!(ctx, "visit-over"),
            Late::OldToken => t!(ctx, "typed-old"),
        }
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn head(&self, _ctx: &Context<'_>) -> Markup {
        html! { meta name="robots" content="noindex"; }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            @match self.late {
                Late::SignedOut => {
                    p.lead { (t!(ctx, "typed-signed-out-text")) }
                    p { a.button href=(url::login()) target="_blank" rel="noopener" { (t!(ctx, "typed-sign-in")) } }
                }
                Late::VisitOver => p.lead { (t!(ctx, "typed-visit-over-text")) }
                Late::OldToken => p.lead { (t!(ctx, "typed-old-text")) }
            }
            (self.form(ctx))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![
            field("command", "01J-abc"),
            field("audience", "contacts"),
            field("body", "</textarea><script>alert(1)</script>"),
            field("name", "Two words"),
        ];
        let signed_out = Self { action: url::publish(), fields: fields.clone(), late: Late::SignedOut };
        let bare = vec![field("title", "Soup")];
        let plan = vec![field("name", "Small"), field("members", "80"), field("media", "500")];
        vec![
            signed_out.clone(),
            Self { late: Late::VisitOver, ..signed_out },
            Self { action: url::publish(), fields, late: Late::OldToken },
            Self { action: url::operate_announcements(), fields: bare, late: Late::OldToken },
            Self { action: url::admin_plans(), fields: plan, late: Late::SignedOut },
        ]
    }
}

impl TypedPage {
    /// Whether anything is in it that would be a pity to lose.
    pub fn has_words(&self) -> bool {
        self.fields.iter().any(|(name, value)| is_words(name, value))
    }

    fn form(&self, ctx: &Context<'_>) -> Markup {
        let has_command = self.fields.iter().any(|(name, _)| name == "command");
        html! {
            form.stack method="post" action=(self.action) id="typed" {
                input type="hidden" name="csrf" value=(ctx.csrf);
                @if !has_command { input type="hidden" name="command" value=(command_id(ctx, &self.action)); }
                @for (name, value) in &self.fields {
                    @if is_words(name, value) { (words(ctx, name, value)) }
                    @else { input type="hidden" name=(name) value=(value); }
                }
                p { button.button type="submit" { (t!(ctx, "typed-send")) } }
            }
        }
    }
}

fn words(ctx: &Context<'_>, name: &str, value: &str) -> Markup {
    let rows = if value.contains('\n') { 6 } else { 2 };
    let label = t!(ctx, "typed-words");
    TextArea { form: "typed", name, label, value, hint: String::new(), rows }.render(ctx, &Errors::none())
}

/// What somebody wrote, rather than chose.
fn is_words(name: &str, value: &str) -> bool {
    let value = value.trim();
    !value.is_empty() && (SPOKEN.contains(&name) || value.contains(char::is_whitespace))
}
