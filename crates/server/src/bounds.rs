//! What guests and new members may not do, a function for each act.

use crate::{extract::Member, fault::Fault};
use jid::BareJid;
use model::{
    chats,
    contacts::{self, Contact, Subscription},
    newcomers::limits::{self, Effort, LimitError, New, Reached},
    posts::Post,
    roles,
};
use ui::{Audience, LimitReached, Limited, Newness, Problem};

/// What a member is told of what she may not do yet, if she is new.
///
/// # Errors
/// The database's.
pub async fn newness(member: &Member) -> Result<Option<Newness>, Fault> {
    if member.is_guest() || member.role().is_some() {
        return Ok(None);
    }
    let new = limits::of(&member.app.database, &member.owner(), member.now).await?;
    Ok(new.map(shown))
}

/// The same as pages show it.
#[must_use]
pub fn shown(new: New) -> Newness {
    Newness {
        until: new.until,
        posts: count_of(new.limits.posts),
        contacts: count_of(new.limits.contacts),
        bytes: count_of(new.limits.bytes),
        posts_left: count_of(new.posts_left),
        more_from: new.more_from,
    }
}

/// Whether a member may write what everybody reads, called `key`: a guest may not, and who is new so often a day.
///
/// # Errors
/// [`Fault::Guest`], and the database's.
pub async fn may_write_to_everyone(member: &Member, key: &str) -> Result<Result<(), Problem>, Fault> {
    if member.is_guest() {
        return Err(Fault::Guest);
    }
    count(member, Effort::Post, 1, key).await
}

/// Whether everybody reads what is said below a post, on whichever pod it is.
#[must_use]
pub fn is_for_everyone(post: &Post) -> bool {
    crate::shown::audience(post) == Audience::Everyone
}

/// Whether a member may comment on a post at all: a guest may where the author is a contact, and not everybody reads it.
///
/// # Errors
/// [`Fault::Guest`], and the database's.
pub async fn may_comment(member: &Member, post: &Post) -> Result<(), Fault> {
    if !member.is_guest() {
        return Ok(());
    }
    // whose post it is not known is nobody's whom she knows; below a public one everybody reads it
    let author = post.author.jid.as_ref().filter(|_| !is_for_everyone(post)).ok_or(Fault::Guest)?;
    may_write_to(member, author).await
}

/// Whether a member may write to somebody at all: a guest may to contacts only.
///
/// # Errors
/// [`Fault::Guest`], and the database's.
pub async fn may_write_to(member: &Member, peer: &BareJid) -> Result<(), Fault> {
    if !member.is_guest() || *peer == member.me().jid {
        return Ok(());
    }
    let row = contacts::get(&member.app.database, &member.owner(), peer).await?;
    if row.as_ref().is_some_and(is_known) { Ok(()) } else { Err(Fault::Guest) }
}

/// Whether a member may say something to somebody now: who is new may to those whom she has added or talked with before, and to so many
/// others a day.
///
/// # Errors
/// The database's.
pub async fn may_begin(member: &Member, peer: &BareJid) -> Result<Result<(), Problem>, Fault> {
    if newness(member).await?.is_none() {
        return Ok(Ok(()));
    }
    let (database, owner) = (&member.app.database, member.owner());
    // whom she has added was counted then
    let is_added = contacts::get(database, &owner, peer).await?.is_some_and(|row| row.in_roster);
    if is_added || chats::get(database, &owner, peer).await?.is_some() {
        return Ok(Ok(()));
    }
    may_add(member, peer).await
}

/// Whether a member may add somebody now: who is new may so many a day, besides those who ask to be added and those who look after the pod.
///
/// # Errors
/// The database's.
pub async fn may_add(member: &Member, peer: &BareJid) -> Result<Result<(), Problem>, Fault> {
    if newness(member).await?.is_none() || *peer == member.me().jid {
        return Ok(Ok(()));
    }
    let row = contacts::get(&member.app.database, &member.owner(), peer).await?;
    if row.is_some_and(|row| row.pending_in || is_known(&row)) {
        return Ok(Ok(()));
    }
    if roles::role_of(&member.app.database, &member.home().id, peer).await?.is_some() {
        return Ok(Ok(()));
    }
    count(member, Effort::Contact, 1, peer.as_str()).await
}

/// Whether a member may upload so many bytes, with this hash, now: who is new may so many a day.
///
/// # Errors
/// The database's.
pub async fn may_upload(member: &Member, bytes: usize, hash: &str) -> Result<Result<(), Problem>, Fault> {
    count(member, Effort::Upload, i64::try_from(bytes).unwrap_or(i64::MAX), hash).await
}

fn is_known(row: &Contact) -> bool {
    row.in_roster && row.subscription != Subscription::None
}

/// Counts it where she is new. Whoever is not is not written down.
async fn count(
    member: &Member,
    effort: Effort,
    amount: i64,
    last: &str,
) -> Result<Result<(), Problem>, Fault> {
    if newness(member).await?.is_none() {
        return Ok(Ok(()));
    }
    match limits::count(&member.app.database, &member.owner(), effort, amount, last, member.now).await {
        Ok(()) => Ok(Ok(())),
        Err(LimitError::Reached(reached)) => Ok(Err(problem(effort, reached))),
        Err(LimitError::Database(error)) => Err(error.into()),
    }
}

fn problem(effort: Effort, reached: Reached) -> Problem {
    let limited = match effort {
        Effort::Post => Limited::Posts,
        Effort::Contact => Limited::Contacts,
        Effort::Upload => Limited::Uploads,
    };
    Problem::StillNew(LimitReached { limited, most: count_of(reached.most), from: reached.from })
}

fn count_of(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
