//! The public blog of a member, for everyone on the web.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    kept, reading,
    routes::posts,
    shown,
};
use actix_web::{HttpRequest, web};
use model::{
    blocks, contacts,
    handles::Handle,
    members::{self, Member},
    posts::{Cursor, Viewer, get, public_of_member},
};
use serde::Deserialize;
use ui::{
    Relation,
    atom::Feed,
    pages::{BlogPage, PostPage},
    url::Segment,
};

/// Posts on a page.
const PAGE: u32 = 20;

/// What stands behind the question mark of `/@{handle}`.
#[derive(Deserialize)]
pub struct BlogQuery {
    before: Option<String>,
}

/// `GET /@{handle}`.
pub async fn blog(
    visit: Visit,
    request: HttpRequest,
    handle: web::Path<String>,
    query: web::Query<BlogQuery>,
) -> Answer {
    let before = reading::cursor(query.before.as_deref())?;
    kept::page(visit, &request, async |visit| page(visit, &handle, before).await).await
}

/// `GET /@{handle}/feed.atom`.
pub async fn atom(visit: Visit, request: HttpRequest, handle: web::Path<String>) -> Answer {
    kept::feed(visit, &request, async |visit| feed(visit, &handle).await).await
}

/// `GET /@{handle}/{item}`.
pub async fn post(visit: Visit, request: HttpRequest, path: web::Path<(String, String)>) -> Answer {
    let (handle, item) = path.into_inner();
    kept::page(visit, &request, async |visit| one(visit, &handle, &item).await).await
}

async fn page(visit: &Visit, handle: &str, before: Option<Cursor>) -> Result<BlogPage, Fault> {
    let author = author(visit, handle).await?;
    let rows = public_of_member(&visit.app.database, &author.pod_id, &author.jid, before, PAGE).await?;
    Ok(BlogPage {
        about: author.about.clone(),
        website: Some(author.website.clone()).filter(|website| !website.is_empty()),
        older: reading::older(&rows, PAGE),
        posts: reading::posts(visit, &rows).await?,
        relation: relation(visit, &author).await?,
        author: shown::member(&author),
    })
}

async fn feed(visit: &Visit, handle: &str) -> Result<String, Fault> {
    let author = author(visit, handle).await?;
    let rows = public_of_member(&visit.app.database, &author.pod_id, &author.jid, None, PAGE).await?;
    let posts = reading::posts(visit, &rows).await?;
    let origin = visit.app.origins.of(&visit.pod()?.host);
    let feed = Feed {
        origin: &origin,
        pod: &visit.pod()?.name,
        author: &shown::member(&author),
        about: &author.about,
        updated: rows.iter().map(|row| row.updated_at).max().unwrap_or(author.created_at),
        posts: &posts,
    };
    Ok(feed.render())
}

async fn one(visit: &Visit, handle: &str, item: &str) -> Result<PostPage, Fault> {
    let author = author(visit, handle).await?;
    let item = Segment::parse(item).ok_or(Fault::NotFound)?;
    let (database, anyone) = (&visit.app.database, Viewer::anyone(author.pod_id));
    let row = get(database, &anyone, &author.jid, model::posts::MICROBLOG, &item).await?;
    let row = row.filter(|row| row.public).ok_or(Fault::NotFound)?;
    posts::page(visit, &row, None, true).await
}

async fn author(visit: &Visit, handle: &str) -> Result<Member, Fault> {
    let handle: Handle = Segment::parse(handle).and_then(|name| name.parse().ok()).ok_or(Fault::NotFound)?;
    let author = members::by_handle(&visit.app.database, &visit.pod()?.id, &handle).await?;
    let author = author.filter(|author| !author.is_suspended()).ok_or(Fault::NotFound)?;
    match blocks::of(&visit.app.database, &author.pod_id, &author.jid, visit.now).await? {
        Some(_) => Err(Fault::NotFound),
        None => Ok(author),
    }
}

async fn relation(visit: &Visit, author: &Member) -> Result<Relation, Fault> {
    let Some(me) = visit.member() else { return Ok(Relation::Stranger) };
    if me.id == author.id {
        return Ok(Relation::Me);
    }
    let contact = contacts::get(&visit.app.database, &me.owner(), &author.jid).await?;
    Ok(contact.map_or(Relation::Stranger, |contact| shown::contact(&contact).relation))
}
