//! Type your address, arrive at your pod.

use crate::components::{Field, Kind, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Layout, Page, Section};
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
    /// What is wrong: `address`.
    pub errors: Errors,
}

impl Page for GoPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "go-title")
    }

    fn section(&self) -> Section {
        Section::Go
    }

    fn layout(&self) -> Layout {
        Layout::Alone
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
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let last = Some(("La Cantine".to_owned(), "http://cantine.localhost:8080/".to_owned()));
        vec![
            Self { address: String::new(), last, errors: Errors::none() },
            Self {
                address: "alice@nowhere.example".to_owned(),
                last: None,
                errors: Errors::one("address", Problem::UnknownServer("nowhere.example".to_owned())),
            },
        ]
    }
}
