//! The host names of a pod, on its page for the deployment's admins.

use super::PodPage;
use crate::components::{Checkbox, Field, command_id, hidden, hidden_again, icon};
use crate::context::Context;
use crate::locales::t;
use crate::url::{self, PodState};
use maud::{Markup, html};

/// A host name of a pod.
#[derive(Clone, Debug)]
pub struct HostRow {
    /// The name.
    pub host: String,
    /// Whether links lead to it.
    pub primary: bool,
    /// What is known of whose it is.
    pub footing: HostFooting,
    /// The record in DNS that proves it, as it stands in a zone; none where it needs none.
    pub record: Option<String>,
}

/// What is known of whose a host name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFooting {
    /// It needs no proof.
    Given,
    /// It is not proven so far, and not served.
    Pending,
    /// It is proven.
    Proven,
    /// Its proof was missing when it was last looked for.
    Missing,
    /// Its proof was missing for too long; it is not served.
    Lapsed,
}

/// What was typed as one more host name: `POST /admin/pods/{id}/hosts`.
#[derive(Clone, Debug, Default)]
pub struct HostTyped {
    /// The name.
    pub host: String,
    /// Whether somebody vouches for it.
    pub trusted: bool,
    /// Whether it may be like another pod's.
    pub although_like: bool,
}

/// What was seen when it was looked for the record that proves a host name.
#[derive(Clone, Debug)]
pub struct HostChecked {
    /// The name.
    pub host: String,
    /// What DNS says where the record should be; none where no name server answered.
    pub said: Option<Vec<String>>,
}

impl PodPage {
    /// The host names, and a form for one more; of a pod that is deleted, only the names.
    pub(super) fn host_names(&self, ctx: &Context<'_>) -> Markup {
        let is_there = self.pod.state != PodState::Deleted;
        html! {
            section aria-labelledby="hosts" {
                h2.section-title id="hosts" { (t!(ctx, "pod-hosts")) }
                @if let Some(checked) = &self.checked { (seen(ctx, checked)) }
                ul { @for host in &self.hosts {
                    li { (named(ctx, host)) @if is_there { (self.host_acts(ctx, host)) } }
                } }
                @if is_there { (self.host_form(ctx)) }
            }
        }
    }

    /// What can be done with a host name.
    fn host_acts(&self, ctx: &Context<'_>, host: &HostRow) -> Markup {
        let (pod, name) = (&self.pod.id, &host.host);
        html! {
            @if host.record.is_some() {
                (host_act(ctx, &url::admin_pod_host_check(pod), name, &t!(ctx, "pod-host-check")))
            }
            @if !host.primary && host.footing.is_served() {
                (host_act(ctx, &url::admin_pod_host_primary(pod), name, &t!(ctx, "pod-host-make-primary")))
            }
            @if !host.primary {
                (host_act(ctx, &url::admin_pod_host_remove(pod), name, &t!(ctx, "pod-host-remove")))
            }
        }
    }

    fn host_form(&self, ctx: &Context<'_>) -> Markup {
        let (action, typed) = (url::admin_pod_hosts(&self.pod.id), &self.new_host);
        let host = Field {
            form: "host-add",
            name: "host",
            label: t!(ctx, "pod-host-new"),
            value: &typed.host,
            hint: t!(ctx, "new-pod-host-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="host-add" {
                (hidden(ctx, &action))
                (host.render(ctx, &self.errors))
                (Checkbox { name: "trusted", label: t!(ctx, "new-pod-trusted"), ticked: typed.trusted }.render("host-add"))
                (Checkbox { name: "although_like", label: t!(ctx, "new-pod-like"), ticked: typed.although_like }.render("host-add"))
                p { button.button type="submit" { (t!(ctx, "pod-host-add")) } }
            }
        }
    }
}

impl HostFooting {
    /// Whether such a name shows the pod.
    fn is_served(self) -> bool {
        match self {
            Self::Given | Self::Proven | Self::Missing => true,
            Self::Pending | Self::Lapsed => false,
        }
    }
}

impl HostChecked {
    pub(super) fn sample(state: PodState) -> Option<Self> {
        let said = match state {
            PodState::Active => return None,
            PodState::ReadOnly => None,
            PodState::Closing => Some(Vec::new()),
            _ => Some(vec!["v=spf1 -all & <b>".to_owned()]),
        };
        Some(Self { host: "a.example".to_owned(), said })
    }
}

impl HostRow {
    pub(super) fn samples() -> Vec<Self> {
        let host = |host: &str, footing: HostFooting, record: Option<&str>| Self {
            host: host.to_owned(),
            primary: footing == HostFooting::Given,
            footing,
            record: record.map(|token| format!("_cosse.{host}. TXT \"cosse-pod={token}\"")),
        };
        vec![
            host("cantine.example", HostFooting::Given, None),
            host("a.example", HostFooting::Pending, Some("0123456789abcdef")),
            host("b.example", HostFooting::Proven, Some("123456789abcdef0")),
            host("c.example", HostFooting::Missing, Some("23456789abcdef01")),
            host("d.example", HostFooting::Lapsed, Some("3456789abcdef012")),
        ]
    }
}

/// A button that does something with a host name.
fn host_act(ctx: &Context<'_>, action: &str, host: &str, word: &str) -> Markup {
    let command = command_id(ctx, &format!("{action} {host}"));
    html! {
        form method="post" action=(action) {
            (hidden_again(ctx, "", Some(&command)))
            input type="hidden" name="host" value=(host);
            button.button.button-quiet type="submit" { (word) span.visually-hidden { " " (host) } }
        }
    }
}

/// That a host name is not proven, and what DNS says instead.
fn seen(ctx: &Context<'_>, HostChecked { host, said }: &HostChecked) -> Markup {
    let words = match said.as_deref() {
        None => t!(ctx, "pod-host-silent", host = host.as_str()),
        Some([]) => t!(ctx, "pod-host-nothing", host = host.as_str()),
        Some(_) => t!(ctx, "pod-host-says", host = host.as_str()),
    };
    html! {
        div.notice.notice-warning role="status" {
            (icon(ctx, "triangle-alert"))
            p { (words) @for text in said.iter().flatten() { " " code dir="auto" { (text) } } }
        }
    }
}

/// A host name with what is known of it.
fn named(ctx: &Context<'_>, host: &HostRow) -> Markup {
    html! {
        bdi { (host.host) } " (" (footing_word(ctx, host.footing))
        @if host.primary { ", " (t!(ctx, "pod-host-primary")) }
        ")"
        @if let Some(record) = &host.record { p { (t!(ctx, "pod-host-record")) " " code { (record) } } }
    }
}

fn footing_word(ctx: &Context<'_>, footing: HostFooting) -> String {
    match footing {
        HostFooting::Given => t!(ctx, "footing-given"),
        HostFooting::Pending => t!(ctx, "footing-pending"),
        HostFooting::Proven => t!(ctx, "footing-proven"),
        HostFooting::Missing => t!(ctx, "footing-missing"),
        HostFooting::Lapsed => t!(ctx, "footing-lapsed"),
    }
}
