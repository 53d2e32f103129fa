//! Why a pod is kept out, as far as directories said so in public, and where its operators appeal.

use crate::context::Context;
use crate::locales::t;
use maud::{Markup, html};

/// Why a pod is kept out, and where that can be objected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOut {
    /// What directories said of it; empty where it is out by a decision of an admin's that has no public reason.
    pub voices: Vec<Voice>,
    /// Whom to write to here: an address.
    pub appeal: String,
}

/// What a directory said of a pod. All of it may be a stranger's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The host of who says it; none where this directory does.
    pub by: Option<String>,
    /// Why.
    pub reason: String,
    /// Where the pod's operators can object: an address.
    pub appeal: String,
}

impl KeptOut {
    pub(super) fn render(&self, ctx: &Context<'_>) -> Markup {
        html! {
            @if !self.voices.is_empty() {
                section aria-labelledby="kept-out" {
                    h2.section-title id="kept-out" { (t!(ctx, "sheet-kept-out")) }
                    ul { @for voice in &self.voices { li { (voice.render(ctx)) } } }
                }
            }
            p.hint { (t!(ctx, "sheet-appeal")) " " a href=(self.appeal) { (t!(ctx, "sheet-appeal-ours")) } }
        }
    }

    pub(super) fn sample() -> Self {
        let ours = Voice {
            by: None,
            reason: "It is none & <b>".to_owned(),
            appeal: "mailto:pods@example.org".to_owned(),
        };
        let theirs = Voice {
            by: Some("dir.example".to_owned()),
            reason: "Spam <script>".to_owned(),
            appeal: "https://dir.example/appeal".to_owned(),
        };
        Self { voices: vec![ours, theirs], appeal: "mailto:pods@example.org".to_owned() }
    }
}

impl Voice {
    fn render(&self, ctx: &Context<'_>) -> Markup {
        let Some(by) = self.by.as_deref() else {
            return html! { (t!(ctx, "sheet-kept-out-ours")) " " bdi { (self.reason) } };
        };
        html! {
            (t!(ctx, "sheet-kept-out-theirs", directory = by)) " " bdi { (self.reason) }
            " – " a href=(self.appeal) rel="nofollow noopener noreferrer" { (t!(ctx, "sheet-appeal-theirs", directory = by)) }
        }
    }
}
