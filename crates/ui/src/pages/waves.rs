//! Sign-ups that are undone together, for those who run the pod.

use crate::components::{self, AccountsInVain, Choice, Desk, Field, Kind, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::people::Person;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/operate/waves`.
#[derive(Clone, Debug)]
pub struct WavesPage {
    /// What is looked for: `time`, `network`, `invite`.
    pub by: String,
    /// The day from which on they came.
    pub from: String,
    /// The last day on which they came.
    pub until: String,
    /// Their network.
    pub network: String,
    /// The id of the invitation by which they came.
    pub invite: String,
    /// What is wrong with it.
    pub errors: Errors,
    /// Whom that means, if something was looked for.
    pub found: Option<Found>,
    /// The networks from which most came, with how many.
    pub networks: Vec<(String, u64)>,
    /// What was undone so far, the newest first.
    pub waves: Vec<WaveRow>,
    /// Accounts that could not be suspended or let in again so far.
    pub in_vain: Option<AccountsInVain>,
}

/// Whom a search means.
#[derive(Clone, Debug)]
pub struct Found {
    /// Their ids with who they are and since when, the first ones first.
    pub members: Vec<(String, Person, OffsetDateTime)>,
    /// Whether there are more than can be undone at once.
    pub more: bool,
}

/// Sign-ups that were undone together.
#[derive(Clone, Debug)]
pub struct WaveRow {
    /// Its id, for the form.
    pub id: String,
    /// When.
    pub at: OffsetDateTime,
    /// How many.
    pub size: u64,
    /// Until when they can be let in again; none where they were, or it is too late.
    pub until: Option<OffsetDateTime>,
    /// Whether they are members again.
    pub undone: bool,
}

impl Page for WavesPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "waves-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (components::desks(ctx, Desk::Waves))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "waves-lead")) }
            (components::accounts_in_vain(ctx, self.in_vain.as_ref()))
            (self.form(ctx))
            @if !self.networks.is_empty() {
                section aria-labelledby="networks" {
                    h2.section-title id="networks" { (t!(ctx, "waves-networks")) }
                    ul { @for (network, n) in &self.networks {
                        li { a href=(url::operate_waves_from(network)) { (network) } " · " (t!(ctx, "waves-members", n = *n)) }
                    } }
                }
            }
            @if let Some(found) = &self.found { (whom(ctx, found)) }
            @if !self.waves.is_empty() {
                section aria-labelledby="waves" {
                    h2.section-title id="waves" { (t!(ctx, "waves-so-far")) }
                    @for wave in &self.waves { (so_far(ctx, wave)) }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let fresh = Self {
            by: "time".to_owned(),
            from: "2026-11-21".to_owned(),
            until: "2026-11-22".to_owned(),
            network: String::new(),
            invite: String::new(),
            errors: Errors::none(),
            found: None,
            networks: vec![("203.0.113.0/24".to_owned(), 12), ("2001:db8:1::/48".to_owned(), 1)],
            waves: Vec::new(),
            in_vain: Some(AccountsInVain { accounts: 3, reason: "Prosody does not answer".to_owned() }),
        };
        let wave = |id: &str, open: bool, undone| WaveRow {
            id: id.to_owned(),
            at: now - Duration::days(3),
            size: 12,
            until: open.then(|| now + Duration::days(11)),
            undone,
        };
        let members = vec![
            ("01A".to_owned(), samples::person("bob", "Bob <b>"), now),
            ("01B".to_owned(), samples::stranger(), now - Duration::hours(1)),
        ];
        vec![
            fresh.clone(),
            Self { found: Some(Found { members: Vec::new(), more: false }), ..fresh.clone() },
            Self {
                found: Some(Found { members, more: true }),
                waves: vec![wave("01A", true, false), wave("01B", false, true), wave("01C", false, false)],
                networks: Vec::new(),
                in_vain: None,
                errors: Errors::one("from", Problem::DayInvalid),
                ..fresh
            },
        ]
    }
}

impl WavesPage {
    fn form(&self, ctx: &Context<'_>) -> Markup {
        let field = |name, label, value, kind| {
            Field { form: "wave", name, label, value, kind, ..Field::default() }.render(ctx, &self.errors)
        };
        let by = Choice {
            form: "wave",
            name: "by",
            label: t!(ctx, "waves-by"),
            hint: String::new(),
            options: vec![
                ("time", t!(ctx, "waves-by-time")),
                ("network", t!(ctx, "waves-by-network")),
                ("invite", t!(ctx, "waves-by-invite")),
            ],
            chosen: &self.by,
        };
        html! {
            form.stack method="get" action=(url::operate_waves()) id="wave" {
                (summary(ctx, "wave", &self.errors))
                (by.render(ctx, &self.errors))
                (field("from", t!(ctx, "waves-from"), &self.from, Kind::Date))
                (field("until", t!(ctx, "waves-until"), &self.until, Kind::Date))
                (field("network", t!(ctx, "waves-network"), &self.network, Kind::Text))
                (field("invite", t!(ctx, "waves-invite"), &self.invite, Kind::Text))
                p { button.button.button-quiet type="submit" { (t!(ctx, "waves-look")) } }
            }
        }
    }
}

/// Whom a search means, and the button.
fn whom(ctx: &Context<'_>, found: &Found) -> Markup {
    let action = url::operate_waves();
    let n = found.members.len();
    let ids: Vec<&str> = found.members.iter().map(|(id, ..)| id.as_str()).collect();
    html! {
        section aria-labelledby="found" {
            h2.section-title id="found" { (t!(ctx, "waves-found")) }
            @if found.members.is_empty() { p { (t!(ctx, "waves-nobody")) } }
            @else {
                ul { @for (_, person, since) in &found.members {
                    li { bdi { (person.name) } " " bdi { (person.address()) } " · " (dates::relative(ctx, *since)) }
                } }
                @if found.more { p { (t!(ctx, "waves-more", n = n)) } }
                p { (t!(ctx, "waves-what")) }
                form.actions method="post" action=(action) id="undo-wave" {
                    (hidden(ctx, &action))
                    input type="hidden" name="members" value=(ids.join(" "));
                    button.button.button-danger type="submit" { (t!(ctx, "waves-remove", n = n)) }
                }
            }
        }
    }
}

fn so_far(ctx: &Context<'_>, wave: &WaveRow) -> Markup {
    let action = url::operate_wave_undo(&wave.id);
    html! {
        div.request {
            p { (dates::day(ctx, wave.at)) " · " (t!(ctx, "waves-members", n = wave.size)) }
            @if let Some(until) = wave.until {
                p { (t!(ctx, "waves-open")) " " (dates::day(ctx, until)) }
                form method="post" action=(action) {
                    (hidden(ctx, &action))
                    button.button.button-quiet type="submit" { (t!(ctx, "waves-undo")) }
                }
            } @else if wave.undone { p { (t!(ctx, "waves-undone")) } }
            @else { p { (t!(ctx, "waves-gone")) } }
        }
    }
}
