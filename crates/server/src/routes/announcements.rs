//! What was announced, for members.

use crate::{
    extract::{Form, Member, Nothing, Resident, Segment},
    fault::{Answer, Fault},
    shown,
};
use model::announcements;
use ui::{pages::AnnouncementsPage, url};

/// Announcements of the page.
const PAGE: u32 = 100;

/// `GET /announcements`.
pub async fn list(member: Member) -> Answer {
    let rows = announcements::so_far(&member.app.database, &member.home().id, member.now, PAGE).await?;
    Ok(member.show(&AnnouncementsPage { announcements: rows.iter().map(shown::announcement).collect() }))
}

/// `POST /announcements/{id}/close`.
pub async fn close(member: Resident, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    match announcements::close(&member.app.database, &member.owner(), &id).await {
        Ok(()) => Ok(member.go(&url::feed(), None)),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}
