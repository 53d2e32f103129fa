//! What runs here, its source code, whom to ask; for a pod and for the platform.

use crate::components::{Link, links, whom};
use crate::context::{Context, Place};
use crate::locales::t;
use crate::page::{Layout, Page, Section};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// `/about` of a pod and of the platform.
#[derive(Clone, Debug)]
pub struct AboutPage {
    /// The program's version.
    pub version: String,
    /// Where its source code is.
    pub source: String,
    /// Addresses of whoever runs it (`xmpp:` or `mailto:`); may be empty.
    pub contacts: Vec<String>,
    /// The domain of the pod's own accounts, if it has one.
    pub domain: Option<String>,
    /// Whether the reader may see what it costs and is given.
    pub funds: bool,
    /// Where else the pod is.
    pub links: Vec<Link>,
}

impl Page for AboutPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        match ctx.place {
            Place::Pod(pod) => t!(ctx, "about-title", pod = pod.name),
            Place::Platform => t!(ctx, "about-platform-title"),
        }
    }

    fn section(&self) -> Section {
        Section::About
    }

    fn layout(&self) -> Layout {
        Layout::Column
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            div.prose {
                @if let Place::Pod(pod) = &ctx.place { @if !pod.tagline.is_empty() { p.lead { (pod.tagline) } } }
                p { (t!(ctx, "about-what")) }
                p { (t!(ctx, "about-yours")) }
                @if let Some(domain) = &self.domain { p { (t!(ctx, "about-domain", domain = domain.as_str())) } }
            }
            @if self.funds { p { a href=(url::funds()) { (t!(ctx, "about-funds")) } } }
            (links(ctx, &self.links))
            (whom(ctx, &self.contacts))
            (program(ctx, self))
        }
    }

    fn samples(_now: OffsetDateTime) -> Vec<Self> {
        let full = Self {
            version: "0.1.0".to_owned(),
            source: "https://cosse.example/source".to_owned(),
            contacts: vec![
                "xmpp:alice@cantine.localhost".to_owned(),
                "mailto:hello@cantine.example".to_owned(),
            ],
            domain: Some("cantine.localhost".to_owned()),
            funds: true,
            links: Link::samples(),
        };
        let (contacts, links) = (Vec::new(), Vec::new());
        vec![full.clone(), Self { contacts, domain: None, funds: false, links, ..full }]
    }
}

fn program(ctx: &Context<'_>, page: &AboutPage) -> Markup {
    html! {
        h2.section-title { (t!(ctx, "about-program")) }
        p { (t!(ctx, "about-version", version = page.version.as_str())) " " a href=(page.source) { (t!(ctx, "about-source")) } }
        @if let Place::Pod(pod) = &ctx.place {
            p { a href=(url::absolute(ctx.platform, &url::front())) { (t!(ctx, "about-directory")) } }
            p { a href=(url::absolute(ctx.platform, &url::pod_report(pod.host))) { (t!(ctx, "about-report")) } }
        }
    }
}
