//! How looks at a pod went over thirty days, drawn.

use crate::components::{Plot, Shape, span};
use crate::context::Context;
use crate::locales::{number, t};
use maud::{Markup, html};
use time::Date;

/// Days of the plot.
const DAYS: u32 = 30;

/// The looks of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UptimeDay {
    /// Which, in UTC.
    pub date: Date,
    /// Those that went well,
    pub good: u64,
    /// of all.
    pub total: u64,
}

impl UptimeDay {
    /// How many of a hundred went well, rounded down: only what was always there is there always.
    fn percent(self) -> u64 {
        percent(self.good, self.total)
    }
}

/// The plot with its sentence.
pub(super) fn render(ctx: &Context<'_>, days: &[UptimeDay]) -> Markup {
    let span = span(ctx.now.date(), DAYS);
    let is_within = |day: &UptimeDay| (span.0..=span.1).contains(&day.date);
    let days: Vec<UptimeDay> = days.iter().copied().filter(is_within).collect();
    let good: u64 = days.iter().map(|day| day.good).sum();
    let total: u64 = days.iter().map(|day| day.total).sum();
    if total == 0 {
        return html! {};
    }
    let plot = Plot {
        id: "uptime",
        title: t!(ctx, "sheet-uptime"),
        says: t!(
            ctx,
            "sheet-uptime-says",
            percent = percent(good, total),
            good = number(ctx.language, good),
            total = number(ctx.language, total)
        ),
        unit: t!(ctx, "sheet-uptime-unit"),
        per: 1,
        span,
        values: days.iter().map(|day| (day.date, day.percent())).collect(),
        limit: None,
        shape: Shape::Bars,
    };
    html! {
        section aria-labelledby="seen" {
            h2.section-title id="seen" { (t!(ctx, "sheet-seen")) }
            (plot.render(ctx))
        }
    }
}

fn percent(good: u64, total: u64) -> u64 {
    (good.min(total).saturating_mul(100)).checked_div(total).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_part_is_told_in_hundredths_and_never_more_than_all() {
        let parts = [(0, 0), (0, 24), (23, 24), (24, 24), (30, 24), (u64::MAX, u64::MAX)];
        let told = parts.map(|(good, total)| percent(good, total));
        assert_eq!(told, [0, 0, 95, 100, 100, 1]);
    }
}
