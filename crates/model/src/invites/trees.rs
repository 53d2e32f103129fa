//! Who came by whose word, line by line, as consoles show it.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;

use super::{Branch, Row, branch, came, own_word, tree};
use crate::members::Member;
use crate::schema::{confirmations, invites, members};
use crate::{Database, Error, MemberId, Owner, PodId};

/// A line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who came, by whose word, and when.
    pub branch: Branch,
    /// How many stand above her.
    pub depth: usize,
    /// How many came by her word, and by that of those.
    pub below: usize,
}

/// A tree as far as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Each with those below her after her, the first ones first.
    pub lines: Vec<Line>,
    /// How many came later, and were not read.
    pub further: usize,
}

/// By whose word somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// That of the pod.
    Pod,
    /// That of a member, who may have left since.
    Member(MemberId),
}

/// Whether a member came by the word of another, or by that of somebody who did.
macro_rules! is_below {
    ($pod:ident, $of:ident) => {
        sql::<Bool>(
            "members.id IN (WITH RECURSIVE below (id) AS (SELECT m.id FROM members m JOIN invites i \
            ON i.pod_id = m.pod_id AND i.id = m.invite_id WHERE m.pod_id = ",
        )
        .bind::<Text, _>($pod)
        .sql(" AND i.made_by = ")
        .bind::<Text, _>($of)
        .sql(
            " UNION SELECT m.id FROM below JOIN invites i ON i.made_by = below.id \
            JOIN members m ON m.pod_id = i.pod_id AND m.invite_id = i.id WHERE i.pod_id = ",
        )
        .bind::<Text, _>($pod)
        .sql(") SELECT id FROM below)")
    };
}

/// The pod's tree, each with those below her after her, the first ones first; `of`: only who is below her.
///
/// # Errors
/// Only the database's own.
pub async fn lines(db: &Database, pod: &PodId, of: Option<&MemberId>) -> Result<Vec<Line>, Error> {
    Ok(in_order(tree(db, pod).await?, of))
}

/// The same, of so many at most: whoever came first, so that nobody is there without those above her.
///
/// # Errors
/// Only the database's own.
pub async fn first_lines(
    db: &Database,
    pod: &PodId,
    of: Option<&MemberId>,
    most: u32,
) -> Result<Tree, Error> {
    let (pod, above) = (*pod, of.copied());
    let rows: Vec<(Row, i64)> = read!(db, |conn| {
        let all = came!(pod).order((members::created_at, members::id)).limit(i64::from(most)).select((
            (members::id, members::jid, invites::made_by, invites::id, members::created_at),
            sql::<BigInt>("COUNT(*) OVER ()"),
        ));
        match above {
            Some(above) => all.filter(is_below!(pod, above)).load(conn).await?,
            None => all.load(conn).await?,
        }
    })?;
    let all = rows.as_slice().first().map_or(0, |(_, all)| usize::try_from(*all).unwrap_or(usize::MAX));
    let further = all.saturating_sub(rows.len());
    let tree = rows.into_iter().map(|(row, _)| branch(row)).collect();
    Ok(Tree { lines: in_order(tree, of), further })
}

/// By whose word a member came; none where she came by herself.
///
/// # Errors
/// Only the database's own.
pub async fn word_for(db: &Database, owner: &Owner) -> Result<Option<Word>, Error> {
    let owner = *owner;
    let made_by: Option<Option<MemberId>> = read!(db, |conn| {
        came!(owner.pod)
            .filter(members::id.eq(owner.member))
            .select(invites::made_by)
            .first::<Option<MemberId>>(conn)
            .await
            .optional()?
    })?;
    Ok(made_by.map(|made_by| made_by.map_or(Word::Pod, Word::Member)))
}

/// Some members of a pod, by their keys; who has gone is not among them.
///
/// # Errors
/// Only the database's own.
pub async fn people(
    db: &Database,
    pod: &PodId,
    ids: Vec<MemberId>,
) -> Result<HashMap<MemberId, Member>, Error> {
    let pod = *pod;
    let rows: Vec<Member> = read!(db, |conn| {
        members::table
            .filter(members::pod_id.eq(pod).and(members::id.eq_any(ids)))
            .select(Member::as_select())
            .load(conn)
            .await?
    })?;
    Ok(rows.into_iter().map(|member| (member.id, member)).collect())
}

/// Whoever's inviter is not in the tree stands at its top.
fn in_order(tree: Vec<Branch>, of: Option<&MemberId>) -> Vec<Line> {
    let known: HashSet<MemberId> = tree.iter().map(|branch| branch.member).collect();
    let mut under: HashMap<Option<MemberId>, Vec<Branch>> = HashMap::new();
    // the last one first: they are taken from the end
    for branch in tree.into_iter().rev() {
        let above = branch.by.filter(|by| known.contains(by) || of == Some(by));
        under.entry(above).or_default().push(branch);
    }
    let mut waiting: Vec<(usize, Branch)> = Vec::new();
    let mut lines = Vec::new();
    let first = under.remove(&of.copied()).unwrap_or_default();
    waiting.extend(first.into_iter().map(|branch| (0, branch)));
    while let Some((depth, branch)) = waiting.pop() {
        let hers = under.remove(&Some(branch.member)).unwrap_or_default();
        waiting.extend(hers.into_iter().map(|branch| (depth + 1, branch)));
        lines.push(Line { branch, depth, below: 0 });
    }
    count(&mut lines);
    lines
}

/// Counts who is below each.
fn count(lines: &mut [Line]) {
    let depths: Vec<usize> = lines.iter().map(|line| line.depth).collect();
    let mut above: Vec<usize> = Vec::new();
    for (index, depth) in depths.into_iter().enumerate() {
        above.truncate(depth);
        for one in &above {
            lines[*one].below += 1;
        }
        above.push(index);
    }
}
