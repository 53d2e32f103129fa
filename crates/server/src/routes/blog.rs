//! The public blog of a member, for everyone on the web.

use crate::{
    extract::Visit,
    fault::{Answer, Fault},
    reading,
    routes::posts,
    shown,
};
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use model::{
    contacts,
    handles::Handle,
    members::{self, Member},
    posts::{Viewer, get, public_of_member},
};
use serde::Deserialize;
use ui::{Relation, atom::Feed, pages::BlogPage, url::Segment};

/// Posts on a page.
const PAGE: u32 = 20;

/// What stands behind the question mark of `/@{handle}`.
#[derive(Deserialize)]
pub struct BlogQuery {
    before: Option<String>,
}

/// `GET /@{handle}`.
pub async fn blog(visit: Visit, handle: web::Path<String>, query: web::Query<BlogQuery>) -> Answer {
    let author = author(&visit, &handle).await?;
    let before = reading::cursor(query.before.as_deref())?;
    let rows = public_of_member(&visit.app.database, &author.pod_id, &author.jid, before, PAGE).await?;
    let page = BlogPage {
        about: author.about.clone(),
        website: Some(author.website.clone()).filter(|website| !website.is_empty()),
        older: reading::older(&rows, PAGE),
        posts: reading::posts(&visit, &rows).await?,
        relation: relation(&visit, &author).await?,
        author: shown::member(&author),
    };
    Ok(visit.show(&page))
}

/// `GET /@{handle}/feed.atom`.
pub async fn atom(visit: Visit, request: HttpRequest, handle: web::Path<String>) -> Answer {
    let author = author(&visit, &handle).await?;
    let rows = public_of_member(&visit.app.database, &author.pod_id, &author.jid, None, PAGE).await?;
    let posts = reading::posts(&visit, &rows).await?;
    let origin = visit.app.origins.of(&visit.pod()?.host);
    let feed = Feed {
        origin: &origin,
        pod: &visit.pod()?.name,
        author: &shown::member(&author),
        about: &author.about,
        updated: rows.iter().map(|row| row.updated_at).max().unwrap_or(author.created_at),
        posts: &posts,
    };
    Ok(unless_known(&request, Feed::CONTENT_TYPE, feed.render()))
}

/// `GET /@{handle}/{item}`.
pub async fn post(visit: Visit, path: web::Path<(String, String)>) -> Answer {
    let (handle, item) = path.into_inner();
    let author = author(&visit, &handle).await?;
    let item = Segment::parse(&item).ok_or(Fault::NotFound)?;
    let (database, anyone) = (&visit.app.database, Viewer::anyone(author.pod_id));
    let row = get(database, &anyone, &author.jid, model::posts::MICROBLOG, &item).await?;
    let row = row.filter(|row| row.public).ok_or(Fault::NotFound)?;
    Ok(visit.show(&posts::page(&visit, &row, None, true).await?))
}

async fn author(visit: &Visit, handle: &str) -> Result<Member, Fault> {
    let handle: Handle = Segment::parse(handle).and_then(|name| name.parse().ok()).ok_or(Fault::NotFound)?;
    members::by_handle(&visit.app.database, &visit.pod()?.id, &handle).await?.ok_or(Fault::NotFound)
}

async fn relation(visit: &Visit, author: &Member) -> Result<Relation, Fault> {
    let Some(me) = visit.member() else { return Ok(Relation::Stranger) };
    if me.id == author.id {
        return Ok(Relation::Me);
    }
    let contact = contacts::get(&visit.app.database, &me.owner(), &author.jid).await?;
    Ok(contact.map_or(Relation::Stranger, |contact| shown::contact(&contact).relation))
}

/// Answers with a document, or with 304 to who has it already.
fn unless_known(request: &HttpRequest, content_type: &str, document: String) -> HttpResponse {
    use sha2::{Digest, Sha256};
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(document.as_bytes())[..12]));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut answer = if known.is_some_and(|known| known.contains(&tag)) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((header::ETAG, tag.as_str()))
        .insert_header((header::CACHE_CONTROL, "public, max-age=60"));
    if known.is_some_and(|known| known.contains(&tag)) {
        return answer.finish();
    }
    answer.content_type(content_type).body(document)
}
