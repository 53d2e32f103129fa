//! Who is responsible for a pod, and for the machines that it runs on.

use crate::context::Context;
use crate::locales::t;
use crate::people::Person;
use crate::samples;
use crate::sanitise::Clean;
use crate::url;
use maud::{Markup, html};

/// What the legal notice says, and the page on privacy with it.
#[derive(Clone, Debug, Default)]
pub struct Responsible {
    /// Who runs the pod, by the names that they show.
    pub operators: Vec<Person>,
    /// Who runs the deployment; may be empty, as the two below.
    pub host: String,
    /// Its postal address, line by line.
    pub address: String,
    /// How it is reached.
    pub contact: String,
    /// What the operators add.
    pub text: Option<Clean>,
}

impl Responsible {
    /// Who runs the pod.
    pub fn of_the_pod(&self, ctx: &Context<'_>) -> Markup {
        html! {
            @if self.operators.is_empty() { p { (t!(ctx, "legal-nobody")) } }
            ul { @for person in &self.operators { li { bdi { (person.name) } @if let Some(handle) = &person.handle { " " a href=(url::member(handle)) { "/@" (handle) } } } } }
        }
    }

    /// Who runs the deployment, where they are, and how they are reached.
    pub fn of_the_deployment(&self, ctx: &Context<'_>) -> Markup {
        html! {
            p { (t!(ctx, "legal-runs", platform = ctx.platform)) }
            @if !self.host.is_empty() { p { bdi { (self.host) } } }
            @if !self.address.is_empty() { p.lines { (self.address) } }
            @if !self.contact.is_empty() { p { (t!(ctx, "legal-contact")) " " bdi { (self.contact) } } }
        }
    }

    /// All of it under one heading, with a link to the legal notice.
    pub fn in_short(&self, ctx: &Context<'_>) -> Markup {
        html! {
            section.prose aria-labelledby="responsible" {
                h2.section-title id="responsible" { (t!(ctx, "privacy-responsible")) }
                h3 { (t!(ctx, "legal-operators")) }
                (self.of_the_pod(ctx))
                @if let Some(text) = &self.text { div.prose dir="auto" { (text) } }
                h3 { (t!(ctx, "legal-host")) }
                (self.of_the_deployment(ctx))
                p { a href=(url::legal()) { (t!(ctx, "foot-legal")) } }
            }
        }
    }

    /// A sample with everything.
    pub(crate) fn sample() -> Self {
        Self {
            operators: vec![samples::person("alice", "Alice Moreau"), samples::stranger()],
            host: "Cosse & Cie".to_owned(),
            address: "1 quai des Pods\n44000 Nantes".to_owned(),
            contact: "legal@pods.example".to_owned(),
            text: Some(Clean::text("Responsible: Alice Moreau")),
        }
    }
}
