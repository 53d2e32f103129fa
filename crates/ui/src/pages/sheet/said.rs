//! What a pod says of itself, as a list of names and words. All of it is a stranger's text.

use crate::components::{self, country_name, how_to_join, places, price};
use crate::context::Context;
use crate::locales::t;
use crate::pages::{Places, PodCard, Terms};
use crate::url::Mode;
use maud::{Markup, html};
use time::OffsetDateTime;

/// What a pod says of itself.
#[derive(Clone, Debug)]
pub struct Said {
    /// What stands on its card, too.
    pub card: PodCard,
    /// In which country, in two letters.
    pub country: Option<String>,
    /// In which region.
    pub region: Option<String>,
    /// The least age.
    pub min_age: Option<u8>,
    /// Which accounts may sign in.
    pub lets_in: LetIn,
    /// Whoever runs it: an address, and its host.
    pub provider: Option<SaidLink>,
    /// What kind of body that is.
    pub kind: Option<ProviderKind>,
    /// The host of the deployment that runs it for them.
    pub hosted_by: Option<String>,
    /// The most megabytes of a file, and of all files of a member; 0 without a limit.
    pub upload: (Option<u64>, Option<u64>),
    /// For how many days files and messages are kept; 0 for ever.
    pub kept: (Option<u64>, Option<u64>),
    /// How often backups are made.
    pub backups: Option<String>,
    /// How many days before it closes it says so.
    pub notice_days: Option<u32>,
    /// Its legal notice, and where one sees whether all works.
    pub links: [Option<String>; 2],
    /// The program, with its version.
    pub software: String,
}

/// A link with the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidLink {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub words: String,
}

/// Whether one must give an address of e-mail to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailWish {
    /// Nobody is asked for one.
    None,
    /// One can.
    Optional,
    /// One must.
    Required,
}

/// Which accounts may sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetIn {
    /// The pod's own.
    Own,
    /// Those of any server.
    Any,
    /// Those of some servers.
    Some,
}

/// What kind of body runs a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// A company.
    Company,
    /// One person, for money.
    CommercialPerson,
    /// One person.
    PrivatePerson,
    /// A public body.
    Governmental,
    /// An association, a cooperative, a foundation.
    NonGovernmental,
}

/// What it is, and what it says: a line of the list.
type Row = (String, Markup);

impl Said {
    /// The list.
    pub(super) fn render(&self, ctx: &Context<'_>) -> Markup {
        let parts = [
            ("joining", t!(ctx, "sheet-joining"), self.joining(ctx)),
            ("what", t!(ctx, "sheet-what"), self.what(ctx)),
            ("room", t!(ctx, "sheet-room"), self.room(ctx)),
        ];
        html! {
            @for (id, title, rows) in parts {
                @if !rows.is_empty() {
                    section aria-labelledby=(id) {
                        h2.section-title id=(id) { (title) }
                        dl.sheet { @for (name, says) in rows { div { dt { (name) } dd { (says) } } } }
                    }
                }
            }
        }
    }

    fn joining(&self, ctx: &Context<'_>) -> Vec<Row> {
        let terms = &self.card.terms;
        let lets_in = match self.lets_in {
            LetIn::Own => t!(ctx, "sheet-accounts-own"),
            LetIn::Any => t!(ctx, "sheet-accounts-any"),
            LetIn::Some => t!(ctx, "sheet-accounts-some"),
        };
        let email = terms.email.map(|email| match email {
            EmailWish::None => t!(ctx, "sheet-email-none"),
            EmailWish::Optional => t!(ctx, "sheet-email-optional"),
            EmailWish::Required => t!(ctx, "sheet-email-required"),
        });
        let mut rows = vec![
            (t!(ctx, "directory-mode"), how_to_join(ctx, &self.card)),
            (t!(ctx, "sheet-places"), text(places(ctx, self.card.places))),
            (t!(ctx, "sheet-price"), price(ctx, terms.price.as_deref())),
        ];
        rows.extend(email.map(|email| (t!(ctx, "sheet-email"), text(email))));
        rows.extend(self.min_age.map(|age| (t!(ctx, "sheet-age"), text(t!(ctx, "sheet-years", n = age)))));
        rows.push((t!(ctx, "sheet-accounts"), text(lets_in)));
        rows
    }

    fn what(&self, ctx: &Context<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        if !self.card.languages.is_empty() {
            rows.push((t!(ctx, "directory-language"), text(components::languages(&self.card.languages))));
        }
        let topics = &self.card.terms.topics;
        if !topics.is_empty() {
            let topics = html! { ul.sheet-list { @for topic in topics { li { bdi { (topic) } } } } };
            rows.push((t!(ctx, "directory-topic"), topics));
        }
        let country = self.country.as_ref().map(|code| country_name(ctx, code));
        let place: Vec<String> = country.into_iter().chain(self.region.clone()).collect();
        if !place.is_empty() {
            rows.push((t!(ctx, "sheet-place"), html! { bdi { (place.join(", ")) } }));
        }
        let who = self.provider.as_ref().map(|provider| self.who(ctx, provider));
        rows.extend(who.map(|who| (t!(ctx, "sheet-provider"), who)));
        let host = self.hosted_by.as_ref().map(|host| html! { bdi { (host) } });
        rows.extend(host.map(|host| (t!(ctx, "sheet-hosted"), host)));
        rows.extend(self.texts(ctx).map(|texts| (t!(ctx, "sheet-texts"), texts)));
        rows
    }

    /// Its rules and what else it wrote.
    fn texts(&self, ctx: &Context<'_>) -> Option<Markup> {
        let named = [
            t!(ctx, "sheet-rules"),
            t!(ctx, "sheet-privacy"),
            t!(ctx, "sheet-legal"),
            t!(ctx, "sheet-status"),
        ];
        let terms = &self.card.terms;
        let all = [&terms.rules, &terms.privacy].into_iter().chain(&self.links);
        let named = named.into_iter().zip(all);
        let links: Vec<(String, &String)> =
            named.filter_map(|(name, link)| Some((name, link.as_ref()?))).collect();
        let list = || {
            html! {
                ul.sheet-list { @for (name, link) in &links {
                    li { a href=(link) rel="nofollow noopener noreferrer" { (name) } }
                } }
            }
        };
        (!links.is_empty()).then(list)
    }

    /// Who runs it, what that is, and since when.
    fn who(&self, ctx: &Context<'_>, provider: &SaidLink) -> Markup {
        let kind = self.kind.map(|kind| match kind {
            ProviderKind::Company => t!(ctx, "listing-company"),
            ProviderKind::CommercialPerson => t!(ctx, "listing-commercial-person"),
            ProviderKind::PrivatePerson => t!(ctx, "listing-private-person"),
            ProviderKind::Governmental => t!(ctx, "listing-governmental"),
            ProviderKind::NonGovernmental => t!(ctx, "listing-non-governmental"),
        });
        html! {
            a href=(provider.href) rel="nofollow noopener noreferrer" { bdi { (provider.words) } }
            @if let Some(kind) = kind { " – " (kind) }
            @if let Some(since) = self.card.since { ", " (t!(ctx, "pod-since", year = since.year().to_string())) }
        }
    }

    fn room(&self, ctx: &Context<'_>) -> Vec<Row> {
        let size = |size: Option<u64>| {
            size.map(|size| match size {
                0 => text(t!(ctx, "sheet-unlimited")),
                size => text(t!(ctx, "directory-megabytes", n = size)),
            })
        };
        let days = |days: Option<u64>| {
            days.map(|days| match days {
                0 => text(t!(ctx, "sheet-for-ever")),
                days => text(t!(ctx, "sheet-days", n = days)),
            })
        };
        let backups = self.backups.as_ref().map(|backups| html! { bdi { (backups) } });
        let notice = self.notice_days.map(|days| text(t!(ctx, "sheet-days", n = days)));
        let rows = [
            (t!(ctx, "sheet-file"), size(self.upload.0)),
            (t!(ctx, "sheet-files"), size(self.upload.1)),
            (t!(ctx, "sheet-media"), days(self.kept.0)),
            (t!(ctx, "sheet-archive"), days(self.kept.1)),
            (t!(ctx, "sheet-backups"), backups),
            (t!(ctx, "sheet-notice"), notice),
            (t!(ctx, "sheet-software"), Some(html! { bdi { (self.software) } })),
        ];
        rows.into_iter().filter_map(|(name, says)| Some((name, says?))).collect()
    }

    pub(super) fn sample(now: OffsetDateTime) -> Self {
        let link = |path: &str| Some(format!("https://treizh.example/{path}"));
        let card = PodCard::sample("Treizh", "3355cc", Mode::Approval, Places::AtLeast(1000));
        Self {
            card: PodCard {
                name: "Treizh & <b>".to_owned(),
                tagline: "Neighbours of the ferry <script>".to_owned(),
                seen_at: Some(now),
                terms: Terms::sample(),
                ..card
            },
            country: Some("fr".to_owned()),
            region: Some("Breizh".to_owned()),
            min_age: Some(16),
            lets_in: LetIn::Some,
            provider: Some(SaidLink {
                href: "https://coop.example/".to_owned(),
                words: "coop.example".to_owned(),
            }),
            kind: Some(ProviderKind::NonGovernmental),
            hosted_by: Some("host.example".to_owned()),
            upload: (Some(100), Some(0)),
            kept: (Some(90), Some(0)),
            backups: Some("each night".to_owned()),
            notice_days: Some(90),
            links: [link("legal"), link("status")],
            software: "cosse 0.1.0".to_owned(),
        }
    }

    /// A pod that says little.
    pub(super) fn short_sample() -> Self {
        let terms = Terms { email: Some(EmailWish::None), ..Terms::default() };
        let card = PodCard::sample("La Cantine", "2f7a3f", Mode::Open, Places::Band(10, 49));
        Self {
            card: PodCard { terms, ..card },
            country: None,
            region: None,
            min_age: None,
            lets_in: LetIn::Any,
            provider: None,
            kind: None,
            hosted_by: None,
            upload: (None, None),
            kept: (None, None),
            backups: None,
            notice_days: None,
            links: [None, None],
            software: "cosse 0.1.0".to_owned(),
        }
    }
}

fn text(words: String) -> Markup {
    html! { (words) }
}
