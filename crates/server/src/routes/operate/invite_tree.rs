//! Who came by whose invitation.

use crate::{
    extract::Operator,
    fault::{Answer, Fault},
    shown,
};
use actix_web::web;
use model::{
    Database, MemberId, PodId,
    invites::{self, Branch, Line, Word},
    members::Member,
};
use serde::Deserialize;
use std::collections::HashMap;
use ui::pages::{CameBy, InviteTreeLine, InviteTreePage};

/// Lines of a page.
const PAGE: usize = 100;

/// The most of a tree that is read for a page.
const MOST: u32 = 5_000;

/// Members, by their keys.
type Known = HashMap<MemberId, Member>;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct TreeQuery {
    of: Option<String>,
    after: Option<String>,
}

/// `GET /operate/invites/tree`.
pub async fn show(operator: Operator, query: web::Query<TreeQuery>) -> Answer {
    let read = |text: Option<&str>| {
        text.map(|text| text.parse::<MemberId>().map_err(|_| Fault::NotFound)).transpose()
    };
    let (of, after) = (read(query.of.as_deref())?, read(query.after.as_deref())?);
    let (database, pod) = (&operator.app.database, operator.home().id);
    let tree = invites::first_lines(database, &pod, of.as_ref(), MOST).await?;
    let all = &tree.lines;
    // who has gone meanwhile is no place any more: the list begins anew
    let at = after.and_then(|after| all.iter().position(|line| line.branch.member == after));
    let before = at.map_or(0, |at| at + 1);
    let lines: Vec<&Line> = all.iter().skip(before).take(PAGE).collect();
    let more = before + lines.len() < all.len();
    let known = people(database, &pod, of, &lines).await?;
    let named = |of: MemberId| known.get(&of).map(|member| (of.to_string(), shown::member(member)));
    Ok(operator.show(&InviteTreePage {
        of: of.map(|of| named(of).ok_or(Fault::NotFound)).transpose()?,
        all: count(all.len() + tree.further),
        further: count(tree.further),
        before: count(before),
        after: lines.last().filter(|_| more).map(|line| line.branch.member.to_string()),
        lines: lines.into_iter().filter_map(|line| shown_line(line, &known)).collect(),
    }))
}

/// By whose word somebody came, with her name if she is still here.
#[must_use]
pub fn came_by(word: Word, known: &Known) -> CameBy {
    let Word::Member(id) = word else { return CameBy::Pod };
    let name = known.get(&id).map(|member| member.display_name().to_owned());
    name.map_or(CameBy::Gone, |name| CameBy::Member(id.to_string(), name))
}

/// Whoever's word it was, if she is still here.
///
/// # Errors
/// The database's own.
pub async fn inviters(database: &Database, pod: &PodId, word: Option<&Word>) -> Result<Known, Fault> {
    let Some(Word::Member(id)) = word else { return Ok(Known::new()) };
    Ok(invites::people(database, pod, vec![*id]).await?)
}

/// Whom the lines name.
async fn people(
    database: &Database,
    pod: &PodId,
    of: Option<MemberId>,
    lines: &[&Line],
) -> Result<Known, Fault> {
    let named = lines.iter().flat_map(|line| [Some(line.branch.member), line.branch.by]).flatten();
    Ok(invites::people(database, pod, named.chain(of).collect()).await?)
}

/// None for who went while the page was made.
fn shown_line(line: &Line, known: &Known) -> Option<InviteTreeLine> {
    let Line { branch: Branch { member, by, since, .. }, depth, below } = line;
    Some(InviteTreeLine {
        id: member.to_string(),
        person: shown::member(known.get(member)?),
        by: came_by(by.map_or(Word::Pod, Word::Member), known),
        since: *since,
        depth: *depth,
        below: count(*below),
    })
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
