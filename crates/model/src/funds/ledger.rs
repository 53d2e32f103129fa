//! The ledger of a pod: what came in and what was paid, as its operators write it down.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use time::{Date, Duration, OffsetDateTime};

use super::{Currency, Direction};
use crate::audit::{Act, By, Note, note};
use crate::columns::{MaybeStamp, Stamp};
use crate::places;
use crate::schema::fund_entries;
use crate::{Database, Error, FundEntryId, PodId};

/// The most entries of a pod.
pub const MOST_ENTRIES: i64 = 5_000;

/// An entry as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When money went.
    pub day: Date,
    /// Which way.
    pub direction: Direction,
    /// How much, in the smallest unit of the currency.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// What for, or by whom.
    pub words: String,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = fund_entries)]
pub struct Entry {
    /// Its key.
    pub id: FundEntryId,
    day: i64,
    /// Which way money went.
    pub direction: Direction,
    /// How much, in the smallest unit of the currency.
    pub amount: i64,
    /// Of what.
    pub currency: Currency,
    /// What for, or by whom.
    pub words: String,
    /// Since when it is out of the ledger.
    #[diesel(deserialize_as = MaybeStamp)]
    pub removed_at: Option<OffsetDateTime>,
}

impl Entry {
    /// When money went, in UTC.
    pub fn date(&self) -> Date {
        OffsetDateTime::UNIX_EPOCH.saturating_add(Duration::days(self.day)).date()
    }
}

impl NewEntry {
    fn day(&self) -> i64 {
        places::day(self.day.midnight().assume_utc())
    }

    /// For the audit log.
    fn told(&self) -> Value {
        json!({
            "day": self.day.to_string(),
            "direction": self.direction.as_str(),
            "amount": self.currency.write(self.amount),
            "currency": self.currency.as_str(),
        })
    }
}

/// Writes an entry down. One that came with the same command before is the same.
///
/// # Errors
/// [`Error::TooLarge`] where the ledger is full.
pub async fn create(
    db: &Database,
    pod: &PodId,
    new: &NewEntry,
    command: Option<&str>,
    by: &By,
) -> Result<FundEntryId, Error> {
    let (pod, new, id, by) = (*pod, new.clone(), FundEntryId::new(by.at), by.clone());
    let command = command.map(str::to_owned);
    transaction!(db, |conn| {
        hold_pod!(conn, pod);
        let before: Option<FundEntryId> = made_by!(conn, fund_entries, pod, command);
        if let Some(before) = before {
            return Ok(before);
        }
        let there: i64 =
            fund_entries::table.filter(fund_entries::pod_id.eq(pod)).count().get_result(conn).await?;
        if there >= MOST_ENTRIES {
            return Err(Error::TooLarge("ledger"));
        }
        let (day, detail) = (new.day(), new.told());
        let row = (
            (fund_entries::pod_id.eq(pod), fund_entries::id.eq(id), fund_entries::day.eq(day)),
            (fund_entries::direction.eq(new.direction), fund_entries::amount.eq(new.amount)),
            (fund_entries::currency.eq(new.currency), fund_entries::words.eq(new.words)),
            (fund_entries::created_at.eq(Stamp::from(by.at)), fund_entries::command.eq(command)),
        );
        diesel::insert_into(fund_entries::table).values(row).execute(conn).await?;
        note!(conn, pod, Note { by, act: Act::EntryMake, object: id.to_string(), detail });
        id
    })
}

/// Puts an entry right.
///
/// # Errors
/// `NotFound("entry")`, also of one that is out of the ledger.
pub async fn correct(
    db: &Database,
    pod: &PodId,
    id: &FundEntryId,
    new: &NewEntry,
    by: &By,
) -> Result<(), Error> {
    let (pod, id, new, by) = (*pod, *id, new.clone(), by.clone());
    transaction!(db, |conn| {
        let (day, detail) = (new.day(), new.told());
        let rows = diesel::update(fund_entries::table.find((pod, id)))
            .filter(fund_entries::removed_at.is_null())
            .set((
                (fund_entries::day.eq(day), fund_entries::direction.eq(new.direction)),
                (fund_entries::amount.eq(new.amount), fund_entries::currency.eq(new.currency)),
                fund_entries::words.eq(new.words),
            ))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "entry")?;
        note!(conn, pod, Note { by, act: Act::EntryCorrect, object: id.to_string(), detail });
    })
}

/// Takes an entry out of the ledger; it can be put back.
///
/// # Errors
/// `NotFound("entry")`, also where it is out already.
pub async fn remove(db: &Database, pod: &PodId, id: &FundEntryId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        let rows = diesel::update(fund_entries::table.find((pod, id)))
            .filter(fund_entries::removed_at.is_null())
            .set(fund_entries::removed_at.eq(Some(Stamp::from(by.at))))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "entry")?;
        let object = id.to_string();
        note!(conn, pod, Note { by, act: Act::EntryRemove, object, detail: json!({}) });
    })
}

/// Puts an entry back into the ledger.
///
/// # Errors
/// `NotFound("entry")`, also where it is in it.
pub async fn restore(db: &Database, pod: &PodId, id: &FundEntryId, by: &By) -> Result<(), Error> {
    let (pod, id, by) = (*pod, *id, by.clone());
    transaction!(db, |conn| {
        let rows = diesel::update(fund_entries::table.find((pod, id)))
            .filter(fund_entries::removed_at.is_not_null())
            .set(fund_entries::removed_at.eq(None::<Stamp>))
            .execute(conn)
            .await?;
        Error::unless_some(rows, "entry")?;
        let object = id.to_string();
        note!(conn, pod, Note { by, act: Act::EntryRestore, object, detail: json!({}) });
    })
}

/// An entry of the pod, in the ledger or out of it.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId, id: &FundEntryId) -> Result<Option<Entry>, Error> {
    let key = (*pod, *id);
    read!(db, |conn| {
        fund_entries::table.find(key).select(Entry::as_select()).first(conn).await.optional()?
    })
}

/// All entries, also those that are out of the ledger; the latest day first.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, pod: &PodId) -> Result<Vec<Entry>, Error> {
    let pod = *pod;
    read!(db, |conn| {
        fund_entries::table
            .filter(fund_entries::pod_id.eq(pod))
            .order((fund_entries::day.desc(), fund_entries::id.desc()))
            .select(Entry::as_select())
            .load(conn)
            .await?
    })
}
