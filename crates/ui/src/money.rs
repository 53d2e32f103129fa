//! Amounts of money, as people read them.

use crate::language::Language;
use crate::locales::number;

/// An amount, in the smallest unit of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// How many of the smallest unit.
    pub minor: i64,
    /// How many digits of it stand behind the point.
    pub digits: u32,
    /// The currency's code (ISO 4217).
    pub currency: &'static str,
}

impl Money {
    /// The amount with its currency: `1,234.50 EUR`, in French `1 234,50 EUR`.
    pub fn written(self, language: Language) -> String {
        let one = self.one();
        let (whole, rest) = (self.minor.unsigned_abs() / one, self.minor.unsigned_abs() % one);
        let (sign, whole) = (if self.minor < 0 { "−" } else { "" }, number(language, whole));
        let point = match language {
            Language::English => '.',
            Language::French => ',',
        };
        match self.digits {
            0 => format!("{sign}{whole}\u{a0}{}", self.currency),
            digits => {
                let digits = usize::try_from(digits).unwrap_or_default();
                format!("{sign}{whole}{point}{rest:0digits$}\u{a0}{}", self.currency)
            }
        }
    }

    /// How many of the smallest unit are one.
    pub fn one(self) -> u64 {
        10_u64.pow(self.digits)
    }

    /// Another amount of the same currency.
    #[must_use]
    pub fn with(self, minor: i64) -> Self {
        Self { minor, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_as_people_do() {
        let euro = Money { minor: 123_450, digits: 2, currency: "EUR" };
        assert_eq!(euro.written(Language::English), "1,234.50\u{a0}EUR");
        assert_eq!(euro.written(Language::French), "1\u{202f}234,50\u{a0}EUR");
        assert_eq!(euro.with(-5).written(Language::English), "−0.05\u{a0}EUR");
        let yen = Money { minor: 500, digits: 0, currency: "JPY" };
        assert_eq!(yen.written(Language::English), "500\u{a0}JPY");
    }
}
