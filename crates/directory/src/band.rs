//! Counts as bands: operators do not like to publish exact figures, and exact figures get faked.

use serde::{Deserialize, Serialize};

/// A count of people or of free places, told roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// Fewer than ten.
    #[serde(rename = "0-9")]
    UnderTen,
    /// 10 to 49.
    #[serde(rename = "10-49")]
    Ten,
    /// 50 to 99.
    #[serde(rename = "50-99")]
    Fifty,
    /// 100 to 249.
    #[serde(rename = "100-249")]
    Hundred,
    /// 250 to 499.
    #[serde(rename = "250-499")]
    TwoHundredFifty,
    /// 500 to 999.
    #[serde(rename = "500-999")]
    FiveHundred,
    /// A thousand or more.
    #[serde(rename = "1000+")]
    Thousand,
}

impl Band {
    /// Every band, the smallest first.
    pub const ALL: [Self; 7] = [
        Self::UnderTen,
        Self::Ten,
        Self::Fifty,
        Self::Hundred,
        Self::TwoHundredFifty,
        Self::FiveHundred,
        Self::Thousand,
    ];

    /// The band of an exact count.
    pub fn of(count: u64) -> Self {
        Self::ALL.into_iter().rev().find(|band| band.lower() <= count).unwrap_or(Self::UnderTen)
    }

    /// The least count of the band: what is merely declared counts for no more than this.
    pub fn lower(self) -> u64 {
        match self {
            Self::UnderTen => 0,
            Self::Ten => 10,
            Self::Fifty => 50,
            Self::Hundred => 100,
            Self::TwoHundredFifty => 250,
            Self::FiveHundred => 500,
            Self::Thousand => 1_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Band;

    #[test]
    fn a_count_falls_into_the_last_band_that_begins_before_it() {
        let bands =
            [0, 9, 10, 49, 50, 100, 249, 250, 500, 999, 1_000, u64::MAX].map(|count| Band::of(count).lower());
        assert_eq!(bands, [0, 0, 10, 10, 50, 100, 100, 250, 500, 500, 1_000, 1_000]);
    }

    #[test]
    fn a_band_is_written_with_its_bounds() {
        let written = Band::ALL.map(|band| serde_json::to_string(&band).unwrap());
        assert_eq!(written.first().unwrap(), "\"0-9\"");
        assert_eq!(written.last().unwrap(), "\"1000+\"");
    }
}
