//! What a pod costs, and what it was given.

use crate::components::{Empty, Gift, empty, gift};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::money::Money;
use crate::page::{Layout, Page};
use maud::{Markup, html};
use time::{Date, OffsetDateTime};

/// How wide a month is drawn, and how high the whole.
const MONTH: usize = 30;
const HEIGHT: u64 = 1000;

/// `/funds`.
#[derive(Clone, Debug)]
pub struct FundsPage {
    /// What the pod says of gifts, if it asks for any.
    pub gift: Option<Gift>,
    /// What came and went of each currency.
    pub sums: Vec<Sum>,
    /// The last twelve months of the pod's own currency, the first ones first; none where nothing is in the ledger.
    pub months: Vec<Month>,
}

/// All that came and went of a currency.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    /// What was given.
    pub given: Money,
    /// What was paid.
    pub paid: Money,
}

/// A month of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// What was given in it.
    pub given: Money,
    /// What was paid in it.
    pub paid: Money,
}

impl Page for FundsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "funds-title", pod = ctx.place_name())
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (self.title(ctx)) }
            @if let Some(words) = &self.gift {
                section aria-labelledby="gift" {
                    h2.section-title id="gift" { (t!(ctx, "funds-gift")) }
                    (gift(ctx, words))
                }
            }
            section aria-labelledby="ledger" {
                h2.section-title id="ledger" { (t!(ctx, "funds-ledger")) }
                @if self.sums.is_empty() {
                    (empty(&Empty { title: t!(ctx, "funds-empty"), text: t!(ctx, "funds-empty-text"), step: None }))
                } @else {
                    (sums(ctx, &self.sums))
                    (plot(ctx, &self.months))
                    (table(ctx, &self.months))
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let money = |minor| Money { minor, digits: 2, currency: "EUR" };
        let month = |ago: i64| Month {
            first: (now - time::Duration::days(30 * ago)).date().replace_day(1).unwrap_or(now.date()),
            given: money(1_200 * (ago % 5)),
            paid: money(1_000),
        };
        let months: Vec<Month> = (0..12).rev().map(month).collect();
        let yen = Money { minor: 500, digits: 0, currency: "JPY" };
        let sums =
            vec![Sum { given: money(230_000), paid: money(250_050) }, Sum { given: yen, paid: yen.with(0) }];
        vec![
            Self { gift: Some(Gift::sample()), sums: sums.clone(), months },
            Self { gift: None, sums, months: Vec::new() },
            Self { gift: None, sums: Vec::new(), months: Vec::new() },
        ]
    }
}

/// What came, what went, and what is left.
pub(super) fn sums(ctx: &Context<'_>, sums: &[Sum]) -> Markup {
    html! {
        table.records {
            caption.visually-hidden { (t!(ctx, "funds-total")) }
            thead { tr {
                th.number scope="col" { (t!(ctx, "funds-given")) }
                th.number scope="col" { (t!(ctx, "funds-paid")) }
                th.number scope="col" { (t!(ctx, "funds-left")) }
            } }
            tbody { @for sum in sums { tr {
                td.number { (sum.given.written(ctx.language)) }
                td.number { (sum.paid.written(ctx.language)) }
                td.number { (sum.given.with(sum.given.minor - sum.paid.minor).written(ctx.language)) }
            } } }
        }
    }
}

fn plot(ctx: &Context<'_>, months: &[Month]) -> Markup {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return html! {} };
    let one = first.given.one();
    let values = months.iter().flat_map(|month| [month.given.minor, month.paid.minor]);
    let most = values.map(i64::unsigned_abs).max().unwrap_or_default().div_ceil(one).max(2);
    let top = most + most % 2;
    html! {
        figure.plot {
            figcaption {
                h3 id="months-title" { (t!(ctx, "funds-months")) }
                p id="months-says" { (t!(ctx, "funds-months-text")) }
            }
            div.plot-frame {
                div.plot-unit aria-hidden="true" { (first.given.currency) }
                div.plot-scale aria-hidden="true" { span { (number(ctx.language, top)) } span { (number(ctx.language, top / 2)) } span { "0" } }
                (drawing(months, top.saturating_mul(one)))
                div.plot-days aria-hidden="true" { span { (dates::month(ctx, first.first)) } span { (dates::month(ctx, last.first)) } }
            }
        }
    }
}

/// Two bars for each month: what was given, and what was paid.
fn drawing(months: &[Month], top: u64) -> Markup {
    let width = months.len() * MONTH;
    let height = |money: Money| money.minor.unsigned_abs().saturating_mul(HEIGHT) / top.max(1);
    html! {
        svg.plot-drawing role="img" aria-labelledby="months-title months-says" viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" {
            path.plot-grid vector-effect="non-scaling-stroke" d={ "M0 0H" (width) "M0 " (HEIGHT / 2) "H" (width) "M0 " (HEIGHT) "H" (width) } {}
            @for (index, month) in months.iter().enumerate() {
                rect.plot-bar x=(index * MONTH + 3) y=(HEIGHT - height(month.given)) width="11" height=(height(month.given)) {}
                rect.plot-bar-paid x=(index * MONTH + 16) y=(HEIGHT - height(month.paid)) width="11" height=(height(month.paid)) {}
            }
        }
    }
}

/// The same as the plot, the newest first.
fn table(ctx: &Context<'_>, months: &[Month]) -> Markup {
    html! {
        @if !months.is_empty() {
            table.records {
                caption.visually-hidden { (t!(ctx, "funds-months")) }
                thead { tr {
                    th scope="col" { (t!(ctx, "funds-month")) }
                    th.number scope="col" { (t!(ctx, "funds-given")) }
                    th.number scope="col" { (t!(ctx, "funds-paid")) }
                } }
                tbody { @for month in months.iter().rev() { tr {
                    td { (dates::month(ctx, month.first)) }
                    td.number { (month.given.written(ctx.language)) }
                    td.number { (month.paid.written(ctx.language)) }
                } } }
            }
        }
    }
}
