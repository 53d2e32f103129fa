//! How much of a limit is used: in words, with a bar beside.

use crate::context::Context;
use crate::locales::{number, t};
use crate::measures::{bytes, percent};
use maud::{Markup, html};

/// From how many hundredths on it is worth a word.
const HIGH: u64 = 80;

/// What of a limit is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gauge {
    /// What is used.
    pub used: u64,
    /// What may be.
    pub most: u64,
}

/// What a gauge counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Things, one by one.
    Things,
    /// Bytes.
    Bytes,
}

impl Counts {
    /// An amount in words.
    pub fn amount(self, ctx: &Context<'_>, value: u64) -> String {
        match self {
            Self::Things => number(ctx.language, value),
            Self::Bytes => bytes(ctx, value),
        }
    }
}

/// How much of a limit is used, as an entry of a list.
#[derive(Clone, Debug)]
pub struct Meter {
    /// What it is.
    pub name: String,
    /// How much.
    pub gauge: Gauge,
    /// Of what.
    pub counts: Counts,
}

/// How much of a limit is used, for a cell of a table: how much of how much, above a bar.
pub fn small_meter(ctx: &Context<'_>, gauge: Gauge, counts: Counts) -> Markup {
    let Gauge { used, most } = gauge;
    let share = percent(used, most);
    html! {
        span.meter-small.meter-near[share >= HIGH] {
            (t!(ctx, "meter-of", used = counts.amount(ctx, used), most = counts.amount(ctx, most)))
            svg.meter-bar aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none" {
                rect.meter-used width=(share.min(100)) height="1" {}
            }
        }
    }
}

impl Meter {
    /// The entry: the name, how much of how much, a word where it is near its end, and a bar.
    pub fn render(&self, ctx: &Context<'_>) -> Markup {
        let Gauge { used, most } = self.gauge;
        let percent = percent(used, most);
        let (used, most) = (self.counts.amount(ctx, used), self.counts.amount(ctx, most));
        html! {
            li.meter.meter-near[percent >= HIGH] {
                span.meter-name { (self.name) }
                span.meter-says {
                    (t!(ctx, "meter-says", used = used, most = most, percent = percent))
                    @if percent >= HIGH { " " strong { (standing(ctx, percent)) } }
                }
                svg.meter-bar aria-hidden="true" viewBox="0 0 100 1" preserveAspectRatio="none" {
                    rect.meter-used width=(percent.min(100)) height="1" {}
                }
            }
        }
    }
}

fn standing(ctx: &Context<'_>, percent: u64) -> String {
    if percent >= 100 { t!(ctx, "meter-full") } else { t!(ctx, "meter-near") }
}
