//! Introductions: what a pod says of itself beside its name: a welcome, links, and the languages that are spoken there.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Words;
use crate::schema::introductions;
use crate::{Database, Error, PodId};

/// What a pod says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Introduction {
    /// Where else it is.
    pub links: Vec<Link>,
    /// Languages that are spoken there beside its own, as in `br`.
    pub languages: Vec<String>,
    /// What it says to whoever comes, in Markdown; may be empty.
    pub welcome: String,
}

/// A link of a pod.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// An address of https, mailto or xmpp, without blanks.
    pub address: String,
    /// What it is called.
    pub label: String,
}

/// What a pod says of itself; of one that says nothing, that.
///
/// # Errors
/// Only the database's own.
pub async fn get(db: &Database, pod: &PodId) -> Result<Introduction, Error> {
    let pod = *pod;
    let row: Option<(Words, Words, String)> = read!(db, |conn| {
        introductions::table
            .find(pod)
            .select((introductions::links, introductions::languages, introductions::welcome))
            .first(conn)
            .await
            .optional()?
    })?;
    let Some((links, languages, welcome)) = row else { return Ok(Introduction::default()) };
    let links: Vec<String> = links.into();
    let links = links.iter().map(|line| link(line)).collect();
    Ok(Introduction { links, languages: languages.into(), welcome })
}

/// The languages that are spoken on pods beside their own, of all that say so.
///
/// # Errors
/// Only the database's own.
pub async fn languages(db: &Database) -> Result<HashMap<PodId, Vec<String>>, Error> {
    let said: Vec<(PodId, Words)> = read!(db, |conn| {
        introductions::table.select((introductions::pod_id, introductions::languages)).load(conn).await?
    })?;
    Ok(said.into_iter().map(|(pod, languages)| (pod, languages.into())).collect())
}

/// Changes it. Of the welcome the audit log keeps only how long it is.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn set(db: &Database, pod: &PodId, new: &Introduction, by: &By) -> Result<(), Error> {
    let (pod, by) = (*pod, by.clone());
    let links: Vec<String> = new.links.iter().map(line).collect();
    let characters = new.welcome.chars().count();
    let detail = json!({ "links": links, "languages": new.languages, "welcome_characters": characters });
    let (links, languages, welcome) = (Words::text(&links), Words::text(&new.languages), new.welcome.clone());
    transaction!(db, |conn| {
        let said = (
            introductions::links.eq(links),
            introductions::languages.eq(languages),
            introductions::welcome.eq(welcome),
        );
        diesel::insert_into(introductions::table)
            .values((introductions::pod_id.eq(pod), said.clone()))
            .on_conflict(introductions::pod_id)
            .do_update()
            .set(said)
            .execute(conn)
            .await?;
        note!(conn, pod, Note { by, act: Act::IntroductionChange, object: String::new(), detail });
    })
}

/// A link as it is kept: the address has no blanks.
fn line(link: &Link) -> String {
    format!("{} {}", link.address, link.label)
}

fn link(line: &str) -> Link {
    let (address, label) = line.split_once(' ').unwrap_or((line, line));
    Link { address: address.to_owned(), label: label.to_owned() }
}
