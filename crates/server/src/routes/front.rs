//! The pod's front page.

use crate::{extract::Visit, fault::Answer, reading, shown};
use model::{announcements, guests, introductions, posts::public_of_pod};
use ui::{pages::FrontPage, url};

/// Public posts on the front page.
const POSTS: u32 = 10;

/// `GET /`: what the pod is; a member who is signed in gets her feed.
pub async fn front(visit: Visit) -> Answer {
    if visit.member().is_some() {
        return Ok(visit.go(&url::feed(), None));
    }
    let pod = visit.pod()?;
    let rows = public_of_pod(&visit.app.database, &pod.id, None, POSTS).await?;
    let rules = pod
        .rules
        .lines()
        .map(|line| line.trim_start_matches(['-', '*', ' ']))
        .filter(|line| !line.is_empty());
    let announced = announcements::for_everyone(&visit.app.database, &pod.id, visit.now).await?;
    let said = introductions::get(&visit.app.database, &pod.id).await?;
    let page = FrontPage {
        announcements: announced.iter().map(shown::announcement).collect(),
        guest: guests::is_open(&visit.app.database, &pod.id).await?,
        posts: reading::posts(&visit, &rows).await?,
        members: u32::try_from(pod.members_used).unwrap_or(u32::MAX),
        joining: shown::joining(&visit.app, pod),
        rules: rules.map(str::to_owned).collect(),
        welcome: shown::welcome(&said),
        links: shown::links(said),
        jid: String::new(),
    };
    Ok(visit.show(&page))
}
