//! Amounts with their units, as people read them.

use crate::context::Context;
use crate::language::Language;
use crate::locales::{number, t};

/// The unit in which bytes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 1,024 bytes.
    Kilo,
    /// 1,024 of those.
    Mega,
    /// 1,024 of those.
    Giga,
}

impl Unit {
    /// The one in which so many bytes are a number that one can read.
    pub fn of(bytes: u64) -> Self {
        [Self::Giga, Self::Mega].into_iter().find(|unit| bytes >= unit.bytes()).unwrap_or(Self::Kilo)
    }

    /// How many bytes it is.
    pub fn bytes(self) -> u64 {
        match self {
            Self::Kilo => 1 << 10,
            Self::Mega => 1 << 20,
            Self::Giga => 1 << 30,
        }
    }

    /// Its name.
    pub fn name(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Kilo => t!(ctx, "unit-kilobytes"),
            Self::Mega => t!(ctx, "unit-megabytes"),
            Self::Giga => t!(ctx, "unit-gigabytes"),
        }
    }
}

/// So many bytes: `3.4 MB`.
pub fn bytes(ctx: &Context<'_>, bytes: u64) -> String {
    let unit = Unit::of(bytes);
    format!("{}\u{a0}{}", tenths(ctx.language, bytes, unit.bytes()), unit.name(ctx))
}

/// So many bytes of a file at most: whole millions as they were given, `5 MB`.
pub fn file_size(ctx: &Context<'_>, most: u64) -> String {
    if most == 0 || !most.is_multiple_of(1_000_000) {
        return bytes(ctx, most);
    }
    format!("{}\u{a0}{}", number(ctx.language, most / 1_000_000), Unit::Mega.name(ctx))
}

/// How many hundredths of the most are used, at most 999: a limit may be lowered below what is used.
pub fn percent(used: u64, most: u64) -> u64 {
    match most {
        0 => 100,
        most => (used.saturating_mul(100) / most).min(999),
    }
}

/// What part of a unit it is, to a tenth, rounded up so that something is not nothing.
fn tenths(language: Language, value: u64, unit: u64) -> String {
    let tenths = value.saturating_mul(10).div_ceil(unit);
    let mark = match language {
        Language::English => '.',
        Language::French => ',',
    };
    match (tenths / 10, tenths % 10) {
        (whole, 0) => number(language, whole),
        (whole, tenth) => format!("{}{mark}{tenth}", number(language, whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn bytes_are_told_in_a_unit_that_fits() {
        let assets = samples::assets();
        let (english, french) =
            (samples::visitor(Language::English, &assets), samples::visitor(Language::French, &assets));
        let cases =
            [(0, "0\u{a0}kB"), (1, "0.1\u{a0}kB"), (1 << 30, "1\u{a0}GB"), (3_565_158, "3.4\u{a0}MB")];
        for (value, expected) in cases {
            assert_eq!(bytes(&english, value), expected);
        }
        assert_eq!(bytes(&french, 3_565_158), "3,4\u{a0}Mo");
    }

    #[test]
    fn a_limit_of_nothing_is_used_up() {
        assert_eq!([percent(0, 0), percent(1, 3), percent(5, 1), percent(90, 1)], [100, 33, 500, 999]);
    }
}
