//! Times as people say them, with the exact one beside.

use crate::context::Context;
use crate::language::Language;
use crate::locales::{self, t};
use maud::{Markup, html};
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime, UtcOffset};

/// A time: relative words, exact in `title` and `datetime`. The script keeps the words true.
pub fn relative(ctx: &Context<'_>, then: OffsetDateTime) -> Markup {
    let recent = ctx.now - then < Duration::days(7);
    html! {
        time datetime=(machine(then)) title=(exact(ctx, then)) data-relative[recent] { (words(ctx, then)) }
    }
}

/// A day without the time: `22 November 2026`.
pub fn day(ctx: &Context<'_>, then: OffsetDateTime) -> Markup {
    html! { time datetime=(machine(then)) title=(exact(ctx, then)) { (long_day(ctx, then)) } }
}

/// The time of day: `16:04`. The script makes it that of the reader's own time zone.
pub fn clock(ctx: &Context<'_>, then: OffsetDateTime) -> Markup {
    html! { time datetime=(machine(then)) title=(exact(ctx, then)) data-clock { (hours_and_minutes(then)) } }
}

/// A day as it stands between messages: *Today*, *Yesterday*, `Sunday 22 November 2026`.
pub fn heading(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    let date = |time: OffsetDateTime| utc(time).date();
    match (date(ctx.now) - date(then)).whole_days() {
        0 => t!(ctx, "day-today"),
        1 => t!(ctx, "day-yesterday"),
        _ => weekday_and_day(ctx, utc(then)),
    }
}

/// The date in UTC as machines read it: `2026-11-22`.
pub fn date(then: OffsetDateTime) -> String {
    machine(then).split('T').next().unwrap_or_default().to_owned()
}

/// As machines read it: RFC 3339 in UTC, whole seconds.
pub fn machine(then: OffsetDateTime) -> String {
    let then = utc(then).replace_nanosecond(0).unwrap_or(then);
    then.format(&Rfc3339).unwrap_or_default()
}

/// The exact time in words, in UTC.
pub fn exact(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    let then = utc(then);
    t!(ctx, "time-exact", date = weekday_and_day(ctx, then), clock = hours_and_minutes(then))
}

/// In UTC. Strangers write times, too: one of the last hours of the calendar, from which no way leads to UTC, is taken as it stands.
fn utc(time: OffsetDateTime) -> OffsetDateTime {
    time.checked_to_offset(UtcOffset::UTC).unwrap_or_else(|| time.replace_offset(UtcOffset::UTC))
}

fn hours_and_minutes(then: OffsetDateTime) -> String {
    let then = utc(then);
    format!("{:02}:{:02}", then.hour(), then.minute())
}

/// `Sunday 22 November 2026`.
pub fn weekday_and_day(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    let weekday = named(ctx.language, "weekday", then.weekday().number_from_monday());
    t!(ctx, "time-weekday", weekday = weekday, date = long_day(ctx, then))
}

/// `22 November 2026`.
pub(crate) fn long_day(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    written_day(ctx.language, then)
}

/// The same where there is no page.
pub(crate) fn written_day(language: Language, then: OffsetDateTime) -> String {
    struct In {
        language: Language,
    }
    let month = named(language, "month", u8::from(then.month()));
    t!(
        In { language },
        "time-day",
        day = ordinal(language, then.day()),
        month = month,
        year = then.year().to_string()
    )
}

/// The same words as `Intl.RelativeTimeFormat` gives in its short style, so that nothing moves when the script runs.
fn words(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    let ago = ctx.now - then;
    match ago.whole_seconds() {
        ..60 => t!(ctx, "time-now"),
        60..3600 => t!(ctx, "time-minutes", n = ago.whole_minutes()),
        3600..86_400 => t!(ctx, "time-hours", n = ago.whole_hours()),
        86_400..604_800 => t!(ctx, "time-days", n = ago.whole_days()),
        _ => short_day(ctx, then),
    }
}

/// A day in few letters, with its year if it is another: `22 Nov`.
pub(crate) fn short_day(ctx: &Context<'_>, then: OffsetDateTime) -> String {
    let month = named(ctx.language, "month-short", u8::from(then.month()));
    let day = ordinal(ctx.language, then.day());
    if then.year() == ctx.now.year() {
        t!(ctx, "time-short-day", day = day, month = month)
    } else {
        t!(ctx, "time-short-day-year", day = day, month = month, year = then.year().to_string())
    }
}

/// A month with its year: `Nov 2026`.
pub(crate) fn month(ctx: &Context<'_>, day: Date) -> String {
    let month = named(ctx.language, "month-short", u8::from(day.month()));
    t!(ctx, "time-month", month = month, year = day.year().to_string())
}

fn named(language: Language, kind: &str, number: u8) -> String {
    locales::text(language, &format!("{kind}-{number}"), None)
}

/// French says *1er* on the first day of a month.
fn ordinal(language: Language, day: u8) -> String {
    if language == Language::French && day == 1 { "1ᵉʳ".to_owned() } else { day.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use time::macros::datetime;

    fn said(language: Language, then: OffsetDateTime) -> String {
        let assets = samples::assets();
        words(&samples::visitor(language, &assets), then)
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        let now = samples::NOW;
        assert_eq!(said(Language::English, now - Duration::minutes(5)), "5 min. ago");
        assert_eq!(said(Language::French, now - Duration::hours(3)), "il y a 3\u{a0}h");
        assert_eq!(said(Language::English, now - Duration::days(1)), "yesterday");
        assert_eq!(said(Language::French, now - Duration::days(2)), "avant-hier");
        assert_eq!(said(Language::English, datetime!(2024-03-01 0:00 UTC)), "1 Mar 2024");
        assert_eq!(said(Language::French, datetime!(2024-03-01 0:00 UTC)), "1ᵉʳ mars 2024");
        assert_eq!(said(Language::English, now + Duration::days(1)), "now");
    }

    #[test]
    fn machines_read_utc() {
        assert_eq!(machine(datetime!(2026-11-22 16:00:01.5 +1)), "2026-11-22T15:00:01Z");
        assert_eq!(machine(datetime!(9999-12-31 23:59:59 -1)), "9999-12-31T23:59:59Z", "the last day");
    }
}
