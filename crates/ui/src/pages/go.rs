//! Type your address, arrive at your pod.

use crate::components::{Field, Kind, pod_card, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::pages::directory::PodCard;
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/go`: the field `address` (GET), and where one went last from this browser.
#[derive(Clone, Debug)]
pub struct GoPage {
    /// What was typed: an address or a pod's host name.
    pub address: String,
    /// Where this browser went last: name of the pod and its address.
    pub last: Option<(String, String)>,
    /// For whom no pod is called like the server of her account: those that let her in.
    pub welcome: Option<Welcome>,
    /// What is wrong: `address`.
    pub errors: Errors,
}

/// Pods for who has an account elsewhere.
#[derive(Clone, Debug)]
pub struct Welcome {
    /// The server of the account.
    pub domain: String,
    /// Pods that have accounts there, or say so.
    pub own: Vec<PodCard>,
    /// Others that let her in.
    pub open: Vec<PodCard>,
    /// Whether there are more of them.
    pub more: bool,
}

impl Page for GoPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "go-title")
    }

    fn section(&self) -> Section {
        Section::Go
    }

    fn layout(&self) -> Layout {
        if self.welcome.is_some() { Layout::Wide } else { Layout::Alone }
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let field = Field {
            form: "go",
            name: "address",
            label: t!(ctx, "go-label"),
            value: &self.address,
            kind: Kind::Address,
            hint: t!(ctx, "go-hint"),
            autocomplete: "username",
            required: true,
            ..Field::default()
        };
        html! {
            h1 { (t!(ctx, "go-title")) }
            p.lead { (t!(ctx, "go-lead")) }
            @if let Some((name, address)) = &self.last {
                p.notice.notice-plain { span { (t!(ctx, "go-last")) " " a href=(address) { bdi { (name) } } } }
            }
            form.stack method="get" action=(url::go()) id="go" {
                (summary(ctx, "go", &self.errors))
                (field.render(ctx, &self.errors))
                p { button.button.button-wide type="submit" { (t!(ctx, "go-submit")) } }
            }
            @if let Some(welcome) = &self.welcome { (pods(ctx, welcome)) }
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let last = Some(("La Cantine".to_owned(), "http://cantine.localhost:8080/".to_owned()));
        vec![
            Self { address: String::new(), last, welcome: None, errors: Errors::none() },
            Self {
                address: "alice@elsewhere.example".to_owned(),
                last: None,
                welcome: Some(Welcome {
                    domain: "elsewhere.example".to_owned(),
                    own: PodCard::samples().into_iter().take(1).collect(),
                    open: PodCard::samples().into_iter().skip(1).collect(),
                    more: true,
                }),
                errors: Errors::none(),
            },
            Self {
                address: "alice@nowhere.example".to_owned(),
                last: None,
                welcome: None,
                errors: Errors::one("address", Problem::UnknownServer("nowhere.example".to_owned())),
            },
        ]
    }
}

/// The pods for an account from elsewhere. Those that say that its server is theirs are not led to before she has seen which they are.
fn pods(ctx: &Context<'_>, welcome: &Welcome) -> Markup {
    let domain = welcome.domain.as_str();
    html! {
        @if !welcome.own.is_empty() {
            h2.section-title { (t!(ctx, "go-own", domain = domain)) }
            p.hint { (t!(ctx, "go-own-text")) }
            div.pods { @for pod in &welcome.own { (pod_card(ctx, pod)) } }
        }
        @if !welcome.open.is_empty() {
            h2.section-title { (t!(ctx, "go-open", domain = domain)) }
            p.hint { (t!(ctx, "go-open-text")) }
            div.pods { @for pod in &welcome.open { (pod_card(ctx, pod)) } }
            @if welcome.more { p.hint { (t!(ctx, "go-more")) } }
        }
    }
}
