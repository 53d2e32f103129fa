//! How newcomers find the pod: what its operators say of it to directories, and what it looks like there.

use crate::components::{self, Choice, Desk, Field, Kind, TextArea, hidden, pod_card, summary};
use crate::context::Context;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::pages::{PodCard, Standing};
use crate::problems::{Errors, Problem};
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

const FORM: &str = "listing";

/// `/operate/listing`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct ListingPage {
    /// What was said, or typed.
    pub typed: ListingForm,
    /// How the directory here shows the pod; none where it cannot be described.
    pub card: Option<PodCard>,
    /// Whether and how newcomers get in at this moment.
    pub joining: Joining,
    /// How it stands in the directory here; none where it cannot be described.
    pub standing: Option<Standing>,
    /// How many newcomers the directory has sent; none where nobody counts them.
    pub sent: Option<Sent>,
    /// Where the signed document is.
    pub document: String,
    /// What is wrong, field by field.
    pub errors: Errors,
}

/// How many newcomers the directory has sent to a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Today.
    pub today: u64,
    /// In the last thirty days.
    pub month: u64,
}

/// The fields of the form, as they are typed.
#[derive(Clone, Debug, Default)]
pub struct ListingForm {
    /// Whether directories show the pod: `public`, `unlisted`, `none`.
    pub visibility: String,
    /// What it is about, with commas.
    pub topics: String,
    /// Where in the world it is at home.
    pub region: String,
    /// In which country, as in `fr`.
    pub country: String,
    /// The address that stands for whoever runs it.
    pub provider: String,
    /// What kind of body that is, in the words of provider files; empty where it is not said.
    pub organization: String,
    /// How many people can keep it running.
    pub bus_factor: String,
    /// The least age.
    pub min_age: String,
    /// How many newcomers a day directories may send.
    pub daily_budget: String,
    /// What it costs.
    pub price: String,
    /// How often backups are made.
    pub backups: String,
    /// How many days before it closes it says so.
    pub notice_days: String,
    /// Where abuse is told of, one on each line.
    pub abuse: String,
    /// Where members are helped, one on each line.
    pub support: String,
    /// The page that says whether all works.
    pub status_page: String,
}

/// Whether and how newcomers get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// At once.
    Open,
    /// On request.
    Approval,
    /// By invitation.
    Invite,
    /// Not at all: the operators chose so.
    Closed,
    /// Not now: every place is taken.
    Full,
    /// Not now: sign-ups are paused, or today's are used up, or the pod is not in use.
    Paused,
    /// Not any more: the pod closes.
    Closing,
}

impl Page for ListingPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "listing-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Listing))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "listing-lead")) }
            (self.preview(ctx))
            (self.seen(ctx))
            (self.form(ctx))
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let typed = ListingForm {
            visibility: "public".to_owned(),
            topics: "soup, neighbours".to_owned(),
            country: "fr".to_owned(),
            organization: "non-governmental".to_owned(),
            min_age: "16".to_owned(),
            abuse: "mailto:abuse@cantine.example".to_owned(),
            ..ListingForm::default()
        };
        let fresh = Self {
            typed,
            card: PodCard::samples().into_iter().next(),
            joining: Joining::Open,
            standing: Some(Standing::Joinable),
            sent: Some(Sent { today: 3, month: 1_234 }),
            document: "https://cantine.example/.well-known/pod-listing.json".to_owned(),
            errors: Errors::none(),
        };
        let wrong = Errors::one("country", Problem::CountryInvalid)
            .with("min_age", Problem::NoNumber(0, 120))
            .with("abuse", Problem::ContactInvalid("javascript:x".to_owned()));
        let all = [Joining::Approval, Joining::Invite, Joining::Closed, Joining::Full, Joining::Closing];
        let mut samples = vec![
            fresh.clone(),
            Self {
                joining: Joining::Paused,
                card: None,
                standing: None,
                sent: None,
                errors: wrong,
                ..fresh.clone()
            },
        ];
        samples.extend(all.map(|joining| Self { joining, ..fresh.clone() }));
        let standings = Standing::samples(now).into_iter().map(Some);
        samples.extend(standings.map(|standing| Self { standing, ..fresh.clone() }));
        samples
    }
}

impl ListingPage {
    fn preview(&self, ctx: &Context<'_>) -> Markup {
        html! {
            section aria-labelledby="preview" {
                h2.section-title id="preview" { (t!(ctx, "listing-preview")) }
                p { (joining(ctx, self.joining)) }
                @if let Some(card) = self.card.as_ref().filter(|_| self.is_shown()) { div.pods { (pod_card(ctx, card)) } }
                @else { p { (t!(ctx, "listing-not-shown")) } }
                p { a href=(self.document) { (t!(ctx, "listing-document")) } }
            }
        }
    }

    /// How the directory here sees the pod.
    fn seen(&self, ctx: &Context<'_>) -> Markup {
        let amount = |value| number(ctx.language, value);
        html! {
            section aria-labelledby="seen" {
                h2.section-title id="seen" { (t!(ctx, "listing-seen")) }
                p { (t!(ctx, "listing-seen-own")) }
                @if let Some(standing) = &self.standing { p { (standing.for_who_runs_it(ctx)) } }
                @if let Some(sent) = self.sent {
                    p { (t!(ctx, "listing-sent", today = amount(sent.today), month = amount(sent.month))) }
                }
                // a pod that is to be in no directory has no page there
                @if let Some(card) = self.card.as_ref().filter(|_| self.typed.visibility != "none") {
                    p { a href=(url::absolute(ctx.platform, &url::pod_sheet(&card.host))) { (t!(ctx, "listing-sheet")) } }
                }
            }
        }
    }

    /// Whether directories recommend it at the moment.
    fn is_shown(&self) -> bool {
        self.typed.visibility == "public" && matches!(self.joining, Joining::Open | Joining::Approval)
    }

    fn form(&self, ctx: &Context<'_>) -> Markup {
        let action = url::operate_listing();
        html! {
            form.stack method="post" action=(action) id=(FORM) {
                (hidden(ctx, &action))
                (summary(ctx, FORM, &self.errors))
                (self.what(ctx))
                (self.who(ctx))
                (self.contacts(ctx))
                p { button.button type="submit" { (t!(ctx, "listing-save")) } }
            }
        }
    }

    /// What it is, and whom it takes.
    fn what(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        let ways = vec![
            ("public", t!(ctx, "listing-public")),
            ("unlisted", t!(ctx, "listing-unlisted")),
            ("none", t!(ctx, "listing-none")),
        ];
        html! {
            (self.choice(ctx, "visibility", t!(ctx, "listing-visibility"), t!(ctx, "listing-visibility-hint"), ways, &typed.visibility))
            (self.text(ctx, "topics", t!(ctx, "listing-topics"), t!(ctx, "listing-topics-hint"), &typed.topics))
            (self.text(ctx, "region", t!(ctx, "listing-region"), t!(ctx, "listing-region-hint"), &typed.region))
            (self.text(ctx, "country", t!(ctx, "listing-country"), t!(ctx, "listing-country-hint"), &typed.country))
            (self.number(ctx, "daily_budget", t!(ctx, "listing-budget"), t!(ctx, "listing-budget-hint"), &typed.daily_budget))
            (self.number(ctx, "min_age", t!(ctx, "listing-min-age"), String::new(), &typed.min_age))
            (self.text(ctx, "price", t!(ctx, "listing-price"), t!(ctx, "listing-price-hint"), &typed.price))
        }
    }

    /// Who runs it, and what they promise.
    fn who(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        let bodies = vec![
            ("", t!(ctx, "listing-unsaid")),
            ("non-governmental", t!(ctx, "listing-non-governmental")),
            ("private person", t!(ctx, "listing-private-person")),
            ("company", t!(ctx, "listing-company")),
            ("commercial person", t!(ctx, "listing-commercial-person")),
            ("governmental", t!(ctx, "listing-governmental")),
        ];
        html! {
            (self.link(ctx, "provider", t!(ctx, "listing-provider"), t!(ctx, "listing-provider-hint"), &typed.provider))
            (self.choice(ctx, "organization", t!(ctx, "listing-organization"), String::new(), bodies, &typed.organization))
            (self.number(ctx, "bus_factor", t!(ctx, "listing-bus-factor"), t!(ctx, "listing-bus-factor-hint"), &typed.bus_factor))
            (self.text(ctx, "backups", t!(ctx, "listing-backups"), t!(ctx, "listing-backups-hint"), &typed.backups))
            (self.number(ctx, "notice_days", t!(ctx, "listing-notice"), t!(ctx, "listing-notice-hint"), &typed.notice_days))
        }
    }

    /// Whom to write to.
    fn contacts(&self, ctx: &Context<'_>) -> Markup {
        let typed = &self.typed;
        html! {
            (self.area(ctx, "abuse", t!(ctx, "listing-abuse"), t!(ctx, "listing-abuse-hint"), &typed.abuse))
            (self.area(ctx, "support", t!(ctx, "listing-support"), t!(ctx, "listing-support-hint"), &typed.support))
            (self.link(ctx, "status_page", t!(ctx, "listing-status"), t!(ctx, "listing-status-hint"), &typed.status_page))
        }
    }

    fn choice(
        &self,
        ctx: &Context<'_>,
        name: &str,
        label: String,
        hint: String,
        options: Vec<(&str, String)>,
        chosen: &str,
    ) -> Markup {
        Choice { form: FORM, name, label, hint, options, chosen }.render(ctx, &self.errors)
    }

    fn area(&self, ctx: &Context<'_>, name: &str, label: String, hint: String, value: &str) -> Markup {
        TextArea { form: FORM, name, label, value, hint, rows: 2 }.render(ctx, &self.errors)
    }

    fn text(&self, ctx: &Context<'_>, name: &str, label: String, hint: String, value: &str) -> Markup {
        Field { form: FORM, name, label, hint, value, ..Field::default() }.render(ctx, &self.errors)
    }

    fn link(&self, ctx: &Context<'_>, name: &str, label: String, hint: String, value: &str) -> Markup {
        Field { form: FORM, name, label, hint, value, kind: Kind::Website, ..Field::default() }
            .render(ctx, &self.errors)
    }

    fn number(&self, ctx: &Context<'_>, name: &str, label: String, hint: String, value: &str) -> Markup {
        Field { form: FORM, name, label, hint, value, kind: Kind::Number, ..Field::default() }
            .render(ctx, &self.errors)
    }
}

fn joining(ctx: &Context<'_>, joining: Joining) -> String {
    match joining {
        Joining::Open => t!(ctx, "listing-joining-open"),
        Joining::Approval => t!(ctx, "listing-joining-approval"),
        Joining::Invite => t!(ctx, "listing-joining-invite"),
        Joining::Closed => t!(ctx, "listing-joining-closed"),
        Joining::Full => t!(ctx, "listing-joining-full"),
        Joining::Paused => t!(ctx, "listing-joining-paused"),
        Joining::Closing => t!(ctx, "listing-joining-closing"),
    }
}
