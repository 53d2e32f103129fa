//! Pods that others tell of in lists of theirs: on the directory's page, apart from all that was checked.

use crate::context::Context;
use crate::dates;
use crate::locales::t;
use maud::{Markup, html};
use time::OffsetDateTime;
use time::macros::datetime;

/// A pod that others tell of, in their words. Texts may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedPod {
    /// Its host name.
    pub domain: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub about: String,
    /// What it runs.
    pub software: String,
    /// Its page.
    pub website: String,
    /// Which list has it: a host name, or the name of a file.
    pub source: String,
    /// When it was in there last.
    pub seen_at: OffsetDateTime,
}

impl ImportedPod {
    /// Samples, for pages that show some.
    pub(super) fn samples() -> Vec<Self> {
        let pod = |domain: &str| Self {
            domain: domain.to_owned(),
            name: String::new(),
            about: String::new(),
            software: String::new(),
            website: format!("https://{domain}/"),
            source: "data.xmpp.net".to_owned(),
            seen_at: datetime!(2026-11-22 15:30 UTC),
        };
        let told = Self {
            name: "Le jardin & <b>".to_owned(),
            about: "A pod of gardeners".to_owned(),
            software: "Movim 0.30".to_owned(),
            ..pod("jardin.example")
        };
        vec![told, pod("movim.example")]
    }
}

/// The section of the page; nothing where there is none.
pub(super) fn section(ctx: &Context<'_>, pods: &[ImportedPod]) -> Markup {
    html! {
        @if !pods.is_empty() {
            section.imported aria-labelledby="imported" {
                h2.section-title id="imported" { (t!(ctx, "imported-title")) }
                p { (t!(ctx, "imported-text")) }
                ul { @for one in pods { (pod(ctx, one)) } }
            }
        }
    }
}

fn pod(ctx: &Context<'_>, pod: &ImportedPod) -> Markup {
    html! {
        li {
            a href=(pod.website) rel="nofollow noopener noreferrer ugc" { bdi { (pod.domain) } }
            @if !pod.name.is_empty() { " " bdi { (pod.name) } }
            @if !pod.about.is_empty() { " " bdi { (pod.about) } }
            @if !pod.software.is_empty() { " " bdi { (pod.software) } }
            " "
            span.imported-from { (t!(ctx, "imported-from", source = pod.source.as_str())) " " (dates::relative(ctx, pod.seen_at)) }
        }
    }
}
