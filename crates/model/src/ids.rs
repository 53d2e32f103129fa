//! Keys that the program makes itself: ULIDs (they sort by the time they were made), kept as text.

use std::fmt;
use std::str::FromStr;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ulid::Ulid;

/// A text that is no ULID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct InvalidId;

fn fresh(now: OffsetDateTime) -> Ulid {
    Ulid::from_parts(milliseconds(now), rand::random())
}

fn milliseconds(time: OffsetDateTime) -> u64 {
    u64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or_default()
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
        #[derive(Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[diesel(sql_type = Text)]
        pub struct $name(Ulid);

        impl $name {
            /// A new id, made from the time and 80 random bits.
            pub fn new(now: OffsetDateTime) -> Self {
                Self(fresh(now))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Ulid::from_string(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.to_string()
            }
        }

        impl ToSql<Text, Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                out.set_value(self.0.to_string());
                Ok(IsNull::No)
            }
        }

        impl ToSql<Text, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                std::io::Write::write_all(out, self.0.to_string().as_bytes())?;
                Ok(IsNull::No)
            }
        }

        impl FromSql<Text, Sqlite> for $name {
            fn from_sql(value: <Sqlite as diesel::backend::Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(<String as FromSql<Text, Sqlite>>::from_sql(value)?.parse()?)
            }
        }

        impl FromSql<Text, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Ok(<String as FromSql<Text, Pg>>::from_sql(value)?.parse()?)
            }
        }
    };
}

id! {
    /// A pod.
    PodId
}
id! {
    /// A member of one pod. The same account on two pods is two members.
    MemberId
}
id! {
    /// A browser that is signed in as a member.
    BrowserId
}
id! {
    /// A row of the cache of posts: one item, as one server told it to its members on a pod.
    PostId
}
id! {
    /// A message of a member's chats.
    MessageId
}
id! {
    /// An invitation to a pod.
    InviteId
}
id! {
    /// A mail that is to be sent.
    MailId
}
id! {
    /// A notice that is to be sent.
    NoticeId
}
id! {
    /// Somebody who asks an operator to be let in.
    ApplicationId
}
id! {
    /// Somebody who waits for a place.
    WaiterId
}
id! {
    /// A token of the API.
    TokenId
}
id! {
    /// What somebody reported.
    ReportId
}
id! {
    /// An announcement; also the batch of those that the deployment makes on many pods.
    AnnouncementId
}
id! {
    /// An entry of a pod's ledger.
    FundEntryId
}
id! {
    /// A line of the directory's log.
    DirectoryLineId
}
id! {
    /// What a directory says of a pod.
    StatementId
}
id! {
    /// What somebody reported of a pod in the directory.
    PodReportId
}
id! {
    /// Sign-ups that were undone together.
    WaveId
}
id! {
    /// A process of the program.
    ProcessId
}

id! {
    /// A visit for support.
    VisitId
}

impl MemberId {
    /// Comes before every member of that time and later.
    pub(crate) fn first_at(time: OffsetDateTime) -> Self {
        Self(Ulid::from_parts(milliseconds(time), 0))
    }
}

/// A member together with her pod: the key of everything that is hers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Owner {
    /// The pod.
    pub pod: PodId,
    /// The member.
    pub member: MemberId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn an_id_survives_its_text_and_sorts_by_time() {
        let early = PodId::new(datetime!(2026-01-01 0:00 UTC));
        let late = PodId::new(datetime!(2026-01-02 0:00 UTC));
        assert_eq!(early.to_string().parse(), Ok(early));
        assert!(early < late && early.to_string() < late.to_string());
        assert_eq!("no id".parse::<PodId>(), Err(InvalidId));
    }
}
