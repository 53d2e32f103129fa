//! A plot over days, drawn here: its axes are text, and what it shows is said in a sentence.

use crate::context::Context;
use crate::dates;
use crate::locales::number;
use maud::{Markup, html};
use time::{Date, Duration};

/// How wide a day is drawn, and how high the whole.
const DAY: i64 = 10;
const HEIGHT: u64 = 1000;

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// What goes on from day to day: a line.
    Line,
    /// What begins anew each day: bars.
    Bars,
}

/// A plot of one figure.
#[derive(Clone, Debug)]
pub struct Plot {
    /// Its id on the page.
    pub id: &'static str,
    /// What it is of.
    pub title: String,
    /// What it shows, in a sentence.
    pub says: String,
    /// What its numbers are.
    pub unit: String,
    /// How much of the values makes one on the scale.
    pub per: u64,
    /// Its first and last day.
    pub span: (Date, Date),
    /// The values, by day. Days without any are left out.
    pub values: Vec<(Date, u64)>,
    /// What they may be at most; drawn where it is near.
    pub limit: Option<u64>,
    /// How it is drawn.
    pub shape: Shape,
}

impl Plot {
    /// The plot with its sentence.
    pub fn render(&self, ctx: &Context<'_>) -> Markup {
        let top = self.top();
        let scale = |part: u64| number(ctx.language, part);
        let day = |date: Date| dates::short_day(ctx, date.midnight().assume_utc());
        let (first, last) = self.span;
        let middle = first.saturating_add((last - first) / 2);
        html! {
            figure.plot {
                figcaption {
                    h3 id={ (self.id) "-title" } { (self.title) }
                    p id={ (self.id) "-says" } { (self.says) }
                }
                div.plot-frame {
                    div.plot-unit aria-hidden="true" { (self.unit) }
                    div.plot-scale aria-hidden="true" { span { (scale(top)) } span { (scale(top / 2)) } span { "0" } }
                    (self.drawing(top))
                    div.plot-days aria-hidden="true" { span { (day(first)) } span { (day(middle)) } span { (day(last)) } }
                }
            }
        }
    }

    fn drawing(&self, top: u64) -> Markup {
        let width = self.width();
        let limit = self.limit.filter(|limit| *limit <= top * self.per);
        html! {
            svg.plot-drawing role="img" aria-labelledby={ (self.id) "-title " (self.id) "-says" }
                viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" {
                path.plot-grid vector-effect="non-scaling-stroke" d={ "M0 0H" (width) "M0 " (HEIGHT / 2) "H" (width) "M0 " (HEIGHT) "H" (width) } {}
                @if let Some(limit) = limit {
                    path.plot-limit vector-effect="non-scaling-stroke" d={ "M0 " (self.y(limit, top)) "H" (width) } {}
                }
                @match self.shape {
                    Shape::Line => { path.plot-line vector-effect="non-scaling-stroke" d=(self.line(top)) {} }
                    Shape::Bars => {
                        @for (date, value) in &self.values {
                            rect.plot-bar x=(self.x(*date) + 1) y=(self.y(*value, top)) width=(DAY - 2) height=(HEIGHT - self.y(*value, top)) {}
                        }
                    }
                }
            }
        }
    }

    /// What stands at the top of the scale: even, so that half of it is a number, too.
    fn top(&self) -> u64 {
        let most = self.values.iter().map(|(_, value)| *value).max().unwrap_or_default();
        // a limit that is far off would make a flat line of everything
        let near = self.limit.filter(|limit| *limit <= most.saturating_mul(2));
        round_up(most.max(near.unwrap_or_default()).div_ceil(self.per.max(1)))
    }

    fn width(&self) -> i64 {
        ((self.span.1 - self.span.0).whole_days() + 1) * DAY
    }

    fn x(&self, date: Date) -> i64 {
        (date - self.span.0).whole_days() * DAY
    }

    fn y(&self, value: u64, top: u64) -> u64 {
        let whole = top.saturating_mul(self.per).max(1);
        HEIGHT - (value.saturating_mul(HEIGHT) / whole).min(HEIGHT)
    }

    fn line(&self, top: u64) -> String {
        let mut path = String::new();
        for (index, (date, value)) in self.values.iter().enumerate() {
            let step = if index == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{step}{} {}", self.x(*date) + DAY / 2, self.y(*value, top)));
        }
        // a single day is a dot
        if !path.is_empty() {
            path.push_str("h0");
        }
        path
    }
}

/// The next number that is twice something with one digit.
fn round_up(value: u64) -> u64 {
    let mut step = 2;
    while value > step * 5 {
        step *= 10;
    }
    value.max(1).div_ceil(step) * step
}

/// The days of a plot that ends today.
pub fn span(today: Date, days: u32) -> (Date, Date) {
    (today.saturating_sub(Duration::days(i64::from(days) - 1)), today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn the_top_of_the_scale_is_even_and_near() {
        let cases = [
            (0, 2),
            (1, 2),
            (2, 2),
            (7, 8),
            (10, 10),
            (11, 20),
            (55, 60),
            (100, 100),
            (101, 200),
            (4321, 6000),
        ];
        for (value, top) in cases {
            assert_eq!(round_up(value), top, "{value}");
        }
    }

    #[test]
    fn the_days_end_today() {
        assert_eq!(span(date!(2026 - 03 - 30), 30), (date!(2026 - 03 - 01), date!(2026 - 03 - 30)));
    }

    #[test]
    fn a_line_goes_from_day_to_day_within_its_field() {
        let values = vec![(date!(2026 - 03 - 01), 0), (date!(2026 - 03 - 03), 4)];
        let plot = Plot {
            id: "members",
            title: String::new(),
            says: String::new(),
            unit: String::new(),
            per: 1,
            span: (date!(2026 - 03 - 01), date!(2026 - 03 - 03)),
            values,
            limit: Some(9),
            shape: Shape::Line,
        };
        assert_eq!((plot.width(), plot.top()), (30, 4));
        assert_eq!(plot.line(4), "M5 1000L25 0h0");
    }
}
