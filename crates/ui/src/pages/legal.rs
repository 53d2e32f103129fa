//! Who is responsible for a pod, where it runs, and what the law wants said.

use crate::components::{self, Versions};
use crate::context::Context;
use crate::locales::t;
use crate::page::Page;
use crate::people::Person;
use crate::samples;
use crate::sanitise::Clean;
use crate::url::{self, TextKind};
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/legal`.
#[derive(Clone, Debug)]
pub struct LegalPage {
    /// Who runs the pod, by the names that they show.
    pub operators: Vec<Person>,
    /// Addresses of whoever runs and moderates it (`xmpp:`); may be empty.
    pub contacts: Vec<String>,
    /// Who runs the deployment; may be empty, as the two below.
    pub host: String,
    /// Its postal address, line by line.
    pub address: String,
    /// How it is reached.
    pub contact: String,
    /// What the operators add.
    pub text: Option<Clean>,
    /// Since when, what they will add, and what they did.
    pub versions: Versions,
}

impl Page for LegalPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "legal-title", pod = ctx.place_name())
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "legal-lead")) }
            section aria-labelledby="operators" {
                h2.section-title id="operators" { (t!(ctx, "legal-operators")) }
                @if self.operators.is_empty() { p { (t!(ctx, "legal-nobody")) } }
                ul { @for person in &self.operators { li { bdi { (person.name) } @if let Some(handle) = &person.handle { " " a href=(url::member(handle)) { "/@" (handle) } } } } }
            }
            section aria-labelledby="host" {
                h2.section-title id="host" { (t!(ctx, "legal-host")) }
                p { (t!(ctx, "legal-runs", platform = ctx.platform)) }
                @if !self.host.is_empty() { p { bdi { (self.host) } } }
                @if !self.address.is_empty() { p.lines { (self.address) } }
                @if !self.contact.is_empty() { p { (t!(ctx, "legal-contact")) " " bdi { (self.contact) } } }
            }
            @if let Some(text) = &self.text {
                section aria-labelledby="added" {
                    h2.section-title id="added" { (t!(ctx, "legal-added")) }
                    div.prose dir="auto" { (text) }
                }
            }
            (self.versions.render(ctx, TextKind::Legal))
            (components::whom(ctx, &self.contacts))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let bare = Self {
            operators: Vec::new(),
            contacts: Vec::new(),
            host: String::new(),
            address: String::new(),
            contact: String::new(),
            text: None,
            versions: Versions::default(),
        };
        let full = Self {
            operators: vec![samples::person("alice", "Alice Moreau"), samples::stranger()],
            contacts: vec!["xmpp:alice@cantine.localhost".to_owned()],
            host: "Cosse & Cie".to_owned(),
            address: "1 quai des Pods\n44000 Nantes".to_owned(),
            contact: "legal@pods.example".to_owned(),
            text: Some(Clean::text("Responsible: Alice Moreau")),
            versions: Versions::sample(now),
        };
        vec![bare, full]
    }
}
