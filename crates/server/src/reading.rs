//! What several pages read in the same way.

use crate::{extract::Visit, fault::Fault, shown};
use model::{
    contacts::{Contact, Subscription},
    posts::{self, Cursor, Post, Viewer},
};
use sha2::{Digest, Sha256};

/// The id of a command: the form's own, if it is one that we may have made; else a new one.
#[must_use]
pub fn command_id(given: Option<&str>) -> String {
    let sound = |id: &&str| {
        (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    given.filter(sound).map_or_else(|| ulid::Ulid::generate().to_string(), str::to_owned)
}

/// The same for a form that may come back with other words, from a browser that went back: with them it is another command.
#[must_use]
pub fn command_id_of(given: Option<&str>, said: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in said {
        // led by its length, so that no two forms say the same
        hash.update(text.len().to_be_bytes());
        hash.update(text.as_bytes());
    }
    let words = hash.finalize().to_vec();
    format!("{}-{}", command_id(given), hex::encode(&words[..8]))
}

/// Where an older page starts.
///
/// # Errors
/// [`Fault::NotFound`] for what is no place in a list.
pub fn cursor(before: Option<&str>) -> Result<Option<Cursor>, Fault> {
    before.map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()
}

/// The place where the next page starts, if this one is full.
#[must_use]
pub fn older(rows: &[Post], page: u32) -> Option<String> {
    rows.last().filter(|_| rows.len() >= page as usize).map(|row| row.cursor().to_string())
}

/// Who looks.
///
/// # Errors
/// [`Fault::NotFound`] on the platform's host.
pub fn viewer(visit: &Visit) -> Result<Viewer, Fault> {
    Ok(Viewer { pod: visit.pod()?.id, member: visit.member().map(|member| member.id) })
}

/// Posts with their numbers of comments.
///
/// # Errors
/// The database's.
pub async fn posts(visit: &Visit, rows: &[Post]) -> Result<Vec<ui::Post>, Fault> {
    let nodes: Vec<_> = rows.iter().filter_map(|row| row.comments.clone()).collect();
    let counts = posts::count_comments(&visit.app.database, &viewer(visit)?, &nodes).await?;
    Ok(rows.iter().map(|row| shown::post(row, visit.member(), &counts)).collect())
}

/// Whether a contact reads what is written for contacts.
#[must_use]
pub fn reads_us(contact: &Contact) -> bool {
    matches!(contact.subscription, Subscription::From | Subscription::Both)
}

/// Tags of these posts, the first ones first.
#[must_use]
pub fn tags(rows: &[Post]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in rows.iter().flat_map(|row| &row.tags) {
        if !tags.contains(tag) && tags.len() < 12 {
            tags.push(tag.clone());
        }
    }
    tags
}
