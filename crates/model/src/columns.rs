//! How values lie in columns that are the same on both databases: times in UTC cut to microseconds, words of
//! an enum, addresses and lists as text.

use std::error::Error as StdError;
use std::str::FromStr;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{Nullable, Text, Timestamp};
use jid::{BareJid, DomainPart};
use time::{Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use crate::audit::Actor;

/// A text that is none of an enum's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of the words allowed here")]
pub struct UnknownWord(pub String);

/// A time column: UTC, cut to microseconds, so that both databases give back what they were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsExpression, FromSqlRow)]
#[diesel(sql_type = Timestamp)]
pub struct Stamp(PrimitiveDateTime);

impl From<OffsetDateTime> for Stamp {
    fn from(time: OffsetDateTime) -> Self {
        // in the last hours of the calendar an offset leads out of it, and strangers write times
        let utc =
            time.checked_to_offset(UtcOffset::UTC).unwrap_or_else(|| time.replace_offset(UtcOffset::UTC));
        let cut = utc - Duration::nanoseconds(i64::from(utc.nanosecond() % 1000));
        Self(PrimitiveDateTime::new(cut.date(), cut.time()))
    }
}

impl From<Stamp> for OffsetDateTime {
    fn from(stamp: Stamp) -> Self {
        stamp.0.assume_utc()
    }
}

impl<DB> ToSql<Timestamp, DB> for Stamp
where
    DB: Backend,
    PrimitiveDateTime: ToSql<Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> FromSql<Timestamp, DB> for Stamp
where
    DB: Backend,
    PrimitiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        PrimitiveDateTime::from_sql(value).map(Self)
    }
}

/// A time column that may be empty.
#[derive(Debug, Clone, Copy, FromSqlRow)]
pub struct MaybeStamp(Option<OffsetDateTime>);

impl<DB> FromSql<Nullable<Timestamp>, DB> for MaybeStamp
where
    DB: Backend,
    Stamp: FromSql<Timestamp, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Stamp::from_sql(value).map(|stamp| Self(Some(stamp.into())))
    }

    fn from_nullable_sql(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        value.map_or(Ok(Self(None)), Self::from_sql)
    }
}

impl From<MaybeStamp> for Option<OffsetDateTime> {
    fn from(stamp: MaybeStamp) -> Self {
        stamp.0
    }
}

/// A text column that is parsed when it is read.
#[derive(Debug, FromSqlRow)]
pub struct Parsed<T>(T);

impl<T, DB> FromSql<Text, DB> for Parsed<T>
where
    DB: Backend,
    String: FromSql<Text, DB>,
    T: FromStr,
    T::Err: StdError + Send + Sync + 'static,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(String::from_sql(value)?.parse()?))
    }
}

/// A text column that is parsed when it is read, and may be empty.
#[derive(Debug, FromSqlRow)]
pub struct MaybeParsed<T>(Option<T>);

impl<T, DB> FromSql<Nullable<Text>, DB> for MaybeParsed<T>
where
    DB: Backend,
    Parsed<T>: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Parsed::<T>::from_sql(value).map(|parsed| Self(Some(parsed.0)))
    }

    fn from_nullable_sql(value: Option<DB::RawValue<'_>>) -> deserialize::Result<Self> {
        value.map_or(Ok(Self(None)), Self::from_sql)
    }
}

macro_rules! parsed {
    ($($name:ty),+) => {$(
        impl From<Parsed<$name>> for $name {
            fn from(parsed: Parsed<$name>) -> Self {
                parsed.0
            }
        }

        impl From<MaybeParsed<$name>> for Option<$name> {
            fn from(parsed: MaybeParsed<$name>) -> Self {
                parsed.0
            }
        }
    )+};
}

parsed!(BareJid, DomainPart, Actor);

/// A list of texts, kept as JSON.
#[derive(Debug, FromSqlRow)]
pub struct Words(Vec<String>);

impl Words {
    /// The column's text for a list.
    pub(crate) fn text(list: &[String]) -> String {
        serde_json::Value::from(list).to_string()
    }
}

impl<DB> FromSql<Text, DB> for Words
where
    DB: Backend,
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(&String::from_sql(value)?)?))
    }
}

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        words.0
    }
}

/// Lets a newtype of a text be a column; what is read is parsed.
macro_rules! text_column {
    ($name:ident) => {
        impl<DB> diesel::serialize::ToSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                <str as diesel::serialize::ToSql<diesel::sql_types::Text, DB>>::to_sql(self.as_str(), out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $name
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text =
                    <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(value)?;
                Ok(text.parse()?)
            }
        }
    };
}

/// Defines an enum that is one lower-case word in a column, in JSON and on the command line.
macro_rules! words {
    (
        $(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, diesel::expression::AsExpression)]
        #[derive(diesel::deserialize::FromSqlRow, serde::Serialize, serde::Deserialize)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the manual.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::UnknownWord> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err($crate::UnknownWord(word.to_owned())) }
            }
        }

        text_column!($name);
    };
}
