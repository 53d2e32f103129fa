//! How a pod is, for those who run it: what it uses of its limits, and how that went.

use crate::components::{self, Counts, Desk, Empty, Gauge, Meter, Plot, Shape, empty, icon};
use crate::context::Context;
use crate::dates;
use crate::locales::{number, t};
use crate::measures::{Unit, bytes};
use crate::page::{Layout, Page};
use crate::pages::VisitRow;
use crate::url;
use maud::{Markup, html};
use time::{Date, Duration, OffsetDateTime};

/// The spans of days that the plots may have.
pub const SPANS: [u32; 2] = [30, 90];

/// `/operate`.
#[derive(Clone, Debug)]
pub struct OverviewPage {
    /// What is used of each limit.
    pub limits: Limits,
    /// Whether sign-ups are paused.
    pub paused: bool,
    /// The visits for support that are on.
    pub visits: Vec<VisitRow>,
    /// How many were here in the last 7 and 30 days.
    pub active: (u64, u64),
    /// How many days the plots have: one of [`SPANS`].
    pub span: u32,
    /// What was on each of them, the first ones first; some may be missing.
    pub days: Vec<Day>,
}

/// What is used of each limit of a pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Members.
    pub members: Gauge,
    /// Bytes of media.
    pub storage: Gauge,
    /// Live sessions.
    pub sessions: Gauge,
    /// Who became a member today.
    pub signups: Gauge,
    /// Bytes that count against the media beside that, on XMPP domains that the pod gave up.
    pub given_up: u64,
}

/// A day of the pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which, in UTC.
    pub date: Date,
    /// Members.
    pub members: u64,
    /// Those who had been here in the week before.
    pub active: u64,
    /// Bytes of media.
    pub storage: u64,
    /// The most live sessions.
    pub sessions: u64,
    /// Who became a member.
    pub signups: u64,
}

impl Limits {
    /// A list with all of them, and what counts beside.
    pub(super) fn list(&self, ctx: &Context<'_>) -> Markup {
        html! {
            ul.meters { @for meter in self.meters(ctx) { (meter.render(ctx)) } }
            @if self.given_up > 0 { p { (t!(ctx, "limit-given-up", size = bytes(ctx, self.given_up))) } }
        }
    }

    /// An entry of a list for each.
    fn meters(&self, ctx: &Context<'_>) -> [Meter; 4] {
        let things = |name, gauge| Meter { name, gauge, counts: Counts::Things };
        [
            things(t!(ctx, "limit-members"), self.members),
            Meter { name: t!(ctx, "limit-storage"), gauge: self.storage, counts: Counts::Bytes },
            things(t!(ctx, "limit-sessions"), self.sessions),
            things(t!(ctx, "limit-signups"), self.signups),
        ]
    }

    pub(super) fn sample() -> Self {
        let gauge = |used, most| Gauge { used, most };
        Self {
            members: gauge(84, 100),
            storage: gauge(734_003_200, 1 << 30),
            sessions: gauge(31, 1000),
            signups: gauge(50, 50),
            given_up: 0,
        }
    }
}

impl Page for OverviewPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "overview-title")
    }

    fn layout(&self) -> Layout {
        Layout::Wide
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let (week, month) = self.active;
        html! {
            (components::desks(ctx, Desk::Overview))
            h1 { (self.title(ctx)) }
            @for visit in &self.visits { (visit.strip(ctx)) }
            @if self.paused {
                div.notice.notice-warning {
                    (icon(ctx, "triangle-alert"))
                    p { (t!(ctx, "registration-paused")) " " a href=(url::operate_registration()) { (t!(ctx, "desk-registration")) } }
                }
            }
            section aria-labelledby="now" {
                h2.section-title id="now" { (t!(ctx, "overview-now")) }
                p { (t!(ctx, "overview-active", week = number(ctx.language, week), month = number(ctx.language, month))) }
                (self.limits.list(ctx))
            }
            section aria-labelledby="past" {
                h2.section-title id="past" { (t!(ctx, "overview-past", days = self.span)) }
                (spans(ctx, self.span))
                @if self.days.len() < 2 {
                    (empty(&Empty { title: t!(ctx, "overview-empty"), text: t!(ctx, "overview-empty-text"), step: None }))
                } @else {
                    div.plots { @for plot in self.plots(ctx) { (plot.render(ctx)) } }
                    (table(ctx, &self.days))
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let day = |ago: u64| Day {
            date: now.date() - Duration::days(ago.cast_signed()),
            members: 84 - ago / 2,
            active: 30 + ago % 7,
            storage: 734_003_200 - ago * 4_000_000,
            sessions: 20 + ago % 5,
            signups: u64::from(ago.is_multiple_of(3)),
        };
        let page = |span, days| Self {
            limits: Limits::sample(),
            paused: span == 90,
            visits: if span == 90 { VisitRow::samples(now) } else { Vec::new() },
            active: (31, 52),
            span,
            days,
        };
        let nobody = Self { limits: Limits::default(), active: (0, 0), ..page(30, Vec::new()) };
        let nothing = Day { members: 0, active: 0, storage: 0, sessions: 0, signups: 0, ..day(0) };
        vec![
            page(30, (0..30).rev().map(day).collect()),
            page(90, (0..90).rev().filter(|ago| ago % 10 > 2).map(day).collect()),
            page(30, vec![Day { date: nothing.date - Duration::days(1), ..nothing }, nothing]),
            nobody,
        ]
    }
}

impl OverviewPage {
    fn plots(&self, ctx: &Context<'_>) -> Vec<Plot> {
        let span = components::span(ctx.now.date(), self.span);
        let of = |figure: fn(&Day) -> u64| -> Vec<(Date, u64)> {
            self.days.iter().filter(|day| day.date >= span.0).map(|day| (day.date, figure(day))).collect()
        };
        let plot = |id, title: String, limit: Option<u64>, values: Vec<(Date, u64)>| Plot {
            id,
            says: course(ctx, Counts::Things, &values),
            unit: title.clone(),
            title,
            per: 1,
            span,
            values,
            limit,
            shape: Shape::Line,
        };
        let members = of(|day| day.members);
        let signups = of(|day| day.signups);
        let storage = of(|day| day.storage);
        let unit = Unit::of(storage.iter().map(|(_, value)| *value).max().unwrap_or_default());
        vec![
            plot("members", t!(ctx, "limit-members"), Some(self.limits.members.most), members),
            Plot {
                says: sum(ctx, &signups),
                shape: Shape::Bars,
                ..plot("signups", t!(ctx, "plot-signups"), Some(self.limits.signups.most), signups)
            },
            plot("active", t!(ctx, "plot-active"), None, of(|day| day.active)),
            plot(
                "sessions",
                t!(ctx, "plot-sessions"),
                Some(self.limits.sessions.most),
                of(|day| day.sessions),
            ),
            Plot {
                says: course(ctx, Counts::Bytes, &storage),
                unit: unit.name(ctx),
                per: unit.bytes(),
                ..plot("storage", t!(ctx, "limit-storage"), Some(self.limits.storage.most), storage)
            },
        ]
    }
}

/// What a line shows.
fn course(ctx: &Context<'_>, counts: Counts, values: &[(Date, u64)]) -> String {
    let (Some((from, first)), Some((to, last))) = (values.first(), values.last()) else {
        return String::new();
    };
    let day = |date: &Date| dates::short_day(ctx, date.midnight().assume_utc());
    let most = values.iter().map(|(_, value)| *value).max().unwrap_or_default();
    t!(
        ctx,
        "plot-course",
        first = counts.amount(ctx, *first),
        from = day(from),
        last = counts.amount(ctx, *last),
        to = day(to),
        most = counts.amount(ctx, most)
    )
}

/// What bars show.
fn sum(ctx: &Context<'_>, values: &[(Date, u64)]) -> String {
    let most = values.iter().map(|(_, value)| *value).max().unwrap_or_default();
    let all: u64 = values.iter().map(|(_, value)| value).sum();
    t!(ctx, "plot-sum", all = all, most = most)
}

fn spans(ctx: &Context<'_>, here: u32) -> Markup {
    html! {
        nav.desks aria-label=(t!(ctx, "overview-spans")) {
            ul { @for days in SPANS {
                li { a href=(url::operate_days(days)) aria-current=[(days == here).then_some("page")] { (t!(ctx, "overview-span", days = days)) } }
            } }
        }
    }
}

/// The same as the plots, the newest first.
fn table(ctx: &Context<'_>, days: &[Day]) -> Markup {
    let count = |value: u64| number(ctx.language, value);
    html! {
        details.figures {
            summary { (t!(ctx, "overview-table")) }
            div.scrolls tabindex="0" role="region" aria-label=(t!(ctx, "overview-table")) {
                table {
                    thead { tr {
                        th scope="col" { (t!(ctx, "overview-day")) }
                        th scope="col" { (t!(ctx, "limit-members")) }
                        th scope="col" { (t!(ctx, "plot-signups")) }
                        th scope="col" { (t!(ctx, "plot-active")) }
                        th scope="col" { (t!(ctx, "plot-sessions")) }
                        th scope="col" { (t!(ctx, "limit-storage")) }
                    } }
                    tbody { @for day in days.iter().rev() { tr {
                        th scope="row" { (dates::short_day(ctx, day.date.midnight().assume_utc())) }
                        td { (count(day.members)) }
                        td { (count(day.signups)) }
                        td { (count(day.active)) }
                        td { (count(day.sessions)) }
                        td { (Counts::Bytes.amount(ctx, day.storage)) }
                    } } }
                }
            }
        }
    }
}
