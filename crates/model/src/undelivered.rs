//! Mails of all pods that did not arrive, or perhaps did not.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::mails::{Kind, Mail, State};
use crate::schema::mails;
use crate::{Database, Error, MailId};

/// Mails that were given up, or of which nobody knows whether they were sent, the newest first; those before one if that is said.
///
/// # Errors
/// Only the database's own.
pub async fn list(db: &Database, before: Option<MailId>, count: u32) -> Result<Vec<Mail>, Error> {
    read!(db, |conn| {
        let all = mails::table
            .filter(mails::state.eq_any([State::Failed, State::Unsure]))
            .filter(mails::kind.eq_any(Kind::ALL.to_vec()))
            .order(mails::id.desc())
            .limit(i64::from(count))
            .select(Mail::as_select());
        match before {
            Some(before) => all.filter(mails::id.lt(before)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })
}
