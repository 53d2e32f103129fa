//! The admins' desk for other directories: which are followed, how that goes, and how many of them must agree.

use crate::components::{AdminDesk, Checkbox, Empty, Field, Kind, admin_desks, empty, hidden, summary};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::page::{Layout, Page};
use crate::problems::{Errors, Problem};
use crate::url::{self, PeerTurn};
use maud::{Markup, html};
use time::{Duration, OffsetDateTime};

/// `/admin/peers`; also what `POST` answers when something is wrong.
#[derive(Clone, Debug)]
pub struct PeersPage {
    /// The directories that are followed, by name.
    pub peers: Vec<PeerRow>,
    /// The name that was typed.
    pub host: String,
    /// How many trusted ones must agree before a pod is taken out, as it is or was typed; 0 for never.
    pub agree: String,
    /// Where this directory says who it is.
    pub own: String,
    /// What is wrong with the name.
    pub errors: Errors,
    /// What is wrong with the number.
    pub rule_errors: Errors,
}

/// A directory that is followed.
#[derive(Clone, Debug)]
pub struct PeerRow {
    /// Its host name.
    pub host: String,
    /// Whether nothing is asked of it.
    pub paused: bool,
    /// Whether what it says counts where several must agree.
    pub trusted: bool,
    /// When all was well last.
    pub good_at: Option<OffsetDateTime>,
    /// When it is asked next.
    pub due_at: OffsetDateTime,
    /// Names that it gave and that were taken down,
    pub taken: u64,
    /// and that were refused.
    pub refused: u64,
    /// What is wrong, in a sentence of the program, which speaks English; may be empty.
    pub error: String,
}

impl Page for PeersPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "peers-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            (admin_desks(ctx, AdminDesk::Peers))
            h1 { (self.title(ctx)) }
            p.lead { (t!(ctx, "peers-lead")) }
            p { (t!(ctx, "peers-own")) " " code { (self.own) } }
            section aria-labelledby="list" {
                h2.visually-hidden id="list" { (t!(ctx, "peers-title")) }
                @if self.peers.is_empty() {
                    (empty(&Empty { title: t!(ctx, "peers-empty"), text: t!(ctx, "peers-empty-text"), step: None }))
                } @else { (table(ctx, &self.peers)) }
            }
            section aria-labelledby="add" { h2.section-title id="add" { (t!(ctx, "peers-add")) } (self.add(ctx)) }
            section aria-labelledby="rule" {
                h2.section-title id="rule" { (t!(ctx, "peers-rule")) }
                p { (t!(ctx, "peers-rule-text")) }
                (self.rule(ctx))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let row = |host: &str, paused, good_at, error: &str| PeerRow {
            host: host.to_owned(),
            paused,
            trusted: !paused,
            good_at,
            due_at: now + Duration::HOUR,
            taken: 1_200,
            refused: 3,
            error: error.to_owned(),
        };
        let peers = vec![
            row("a.example", false, Some(now - Duration::HOUR), ""),
            row("b.example", true, None, "its feed goes back, from 9 to 4 & <b>"),
        ];
        let errors = Errors::one("host", Problem::HostInvalid);
        let rule_errors = Errors::one("agree", Problem::NoNumber(2, 50));
        let own = "https://pods.example/.well-known/pod-directory.json".to_owned();
        let none = Self {
            peers: Vec::new(),
            host: String::new(),
            agree: "0".to_owned(),
            own: own.clone(),
            errors: Errors::none(),
            rule_errors: Errors::none(),
        };
        vec![
            none,
            Self { peers, host: "no host".to_owned(), agree: "1".to_owned(), own, errors, rule_errors },
        ]
    }
}

impl PeersPage {
    fn add(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_peers();
        let host = Field {
            form: "peer",
            name: "host",
            label: t!(ctx, "peers-host"),
            value: &self.host,
            hint: t!(ctx, "peers-host-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="peer" {
                (hidden(ctx, &action))
                (summary(ctx, "peer", &self.errors))
                (host.render(ctx, &self.errors))
                (Checkbox { name: "trusted", label: t!(ctx, "peers-trust-it"), ticked: false }.render("peer"))
                p { button.button type="submit" { (t!(ctx, "peers-follow")) } }
            }
        }
    }

    fn rule(&self, ctx: &Context<'_>) -> Markup {
        let action = url::admin_peers_rule();
        let agree = Field {
            form: "agreement",
            name: "agree",
            label: t!(ctx, "peers-agree"),
            value: &self.agree,
            kind: Kind::Number,
            hint: t!(ctx, "peers-agree-hint"),
            required: true,
            ..Field::default()
        };
        html! {
            form.stack method="post" action=(action) id="agreement" {
                (hidden(ctx, &action))
                (summary(ctx, "agreement", &self.rule_errors))
                (agree.render(ctx, &self.rule_errors))
                p { button.button type="submit" { (t!(ctx, "peers-rule-set")) } }
            }
        }
    }
}

fn table(ctx: &Context<'_>, peers: &[PeerRow]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "peers-title")) }
            thead { tr {
                th scope="col" { (t!(ctx, "peers-host")) }
                th scope="col" { (t!(ctx, "peers-good")) }
                th scope="col" { (t!(ctx, "peers-next")) }
                th.amount scope="col" { (t!(ctx, "peers-taken")) }
                th.amount scope="col" { (t!(ctx, "peers-refused")) }
                th scope="col" { (t!(ctx, "peers-error")) }
                th scope="col" { (t!(ctx, "listings-turn")) }
            } }
            tbody { @for one in peers { (row(ctx, one)) } }
        }
    }
}

fn row(ctx: &Context<'_>, row: &PeerRow) -> Markup {
    let amount = |value| number(ctx.language, value);
    html! {
        tr {
            td { a href=(url::admin_directory(&row.host, "", "")) { bdi { (row.host) } } @if row.trusted { " (" (t!(ctx, "peers-trusted")) ")" } }
            td data-label=(t!(ctx, "peers-good")) { @if let Some(at) = row.good_at { (dates::relative(ctx, at)) } @else { (t!(ctx, "listings-never")) } }
            td data-label=(t!(ctx, "peers-next")) { @if row.paused { (t!(ctx, "peers-paused")) } @else { (dates::exact(ctx, row.due_at)) } }
            td.amount data-label=(t!(ctx, "peers-taken")) { (amount(row.taken)) }
            td.amount data-label=(t!(ctx, "peers-refused")) { (amount(row.refused)) }
            td data-label=(t!(ctx, "peers-error")) lang="en" { bdi { (row.error) } }
            td { (turns(ctx, row)) }
        }
    }
}

/// What can be done to a peer as it is.
fn turns(ctx: &Context<'_>, row: &PeerRow) -> Markup {
    let pause = if row.paused { PeerTurn::Resume } else { PeerTurn::Pause };
    let trust = if row.trusted { PeerTurn::Distrust } else { PeerTurn::Trust };
    let action = url::admin_peers_turn();
    html! {
        @for turn in [pause, trust, PeerTurn::Remove] {
            form method="post" action=(action) {
                (hidden(ctx, &format!("{action}/{}/{}", row.host, turn.code())))
                input type="hidden" name="host" value=(row.host);
                input type="hidden" name="to" value=(turn.code());
                button.button.button-quiet type="submit" { (word(ctx, turn)) span.visually-hidden { " " (row.host) } }
            }
        }
    }
}

fn word(ctx: &Context<'_>, turn: PeerTurn) -> String {
    match turn {
        PeerTurn::Pause => t!(ctx, "peers-pause"),
        PeerTurn::Resume => t!(ctx, "peers-resume"),
        PeerTurn::Trust => t!(ctx, "peers-trust"),
        PeerTurn::Distrust => t!(ctx, "peers-distrust"),
        PeerTurn::Remove => t!(ctx, "peers-remove"),
    }
}
