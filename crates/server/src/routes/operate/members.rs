//! Who is on the pod.

use crate::{
    domains,
    extract::Moderator,
    fault::{Answer, Fault},
    shown,
};
use actix_web::web;
use model::{
    members::{self, Found, Member, Search, Sort},
    roles::Role,
};
use serde::Deserialize;
use ui::{
    pages::{MemberRow, MembersPage},
    url::{MemberRole, MemberSort, MemberState, MembersQuery},
};

/// Members of a page.
const PAGE: u32 = 50;

/// The most characters that are looked for.
const LONGEST_WORDS: usize = 200;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    sort: String,
    after: Option<String>,
}

/// `GET /operate/members`.
pub async fn list(moderator: Moderator, query: web::Query<ListQuery>) -> Answer {
    let after = query.after.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let query = asked(&query);
    let search = search(&query);
    let (database, pod) = (&moderator.app.database, moderator.home().id);
    let found = members::search(database, &pod, &search, after, PAGE + 1).await?;
    let rows = &found[..found.len().min(PAGE as usize)];
    let after = rows.last().filter(|_| rows.len() < found.len()).map(|last| last.place(search.sort));
    let all = members::count(database, &pod).await?;
    Ok(moderator.show(&MembersPage {
        query,
        all: u64::try_from(all).unwrap_or_default(),
        members: rows.iter().map(row).collect(),
        after: after.map(|place| place.to_string()),
        in_vain: domains::accounts::in_vain(database, &pod).await?,
    }))
}

/// A member as the console shows her.
#[must_use]
pub fn member_row(member: &Member, role: Option<Role>) -> MemberRow {
    MemberRow {
        id: member.id.to_string(),
        person: shown::member(member),
        role: shown::role(role),
        state: if member.is_suspended() { MemberState::Suspended } else { MemberState::Active },
        since: member.created_at,
        seen: member.seen_at,
    }
}

fn row(found: &Found) -> MemberRow {
    member_row(&found.member, found.role)
}

fn asked(query: &ListQuery) -> MembersQuery {
    // what no page and no database can carry is in no name
    let words: String = query.q.chars().filter(|letter| !letter.is_control()).take(LONGEST_WORDS).collect();
    MembersQuery {
        q: words.trim().to_owned(),
        state: MemberState::from_code(&query.state),
        role: MemberRole::from_code(&query.role),
        sort: MemberSort::from_code(&query.sort),
    }
}

fn search(query: &MembersQuery) -> Search {
    Search {
        words: query.q.clone(),
        suspended: query.state.map(|state| state == MemberState::Suspended),
        role: query.role.map(shown::held),
        sort: match query.sort {
            MemberSort::Newest => Sort::Newest,
            MemberSort::Seen => Sort::Seen,
        },
    }
}
