//! How an admin comes to a pod for support, by a link from the platform's host, and goes.

use crate::{
    cookies::Name,
    csrf::Visit as Secret,
    extract::{Nothing, OwnForm, Segment, Visit},
    fault::{Answer, Fault},
};
use actix_web::{HttpResponse, http::StatusCode};
use model::{
    audit::{Actor, By},
    browsers::Token,
    visits,
};
use ui::{
    pages::{SupportPage, SupportVisit},
    url,
};

/// `GET /visit/{token}`. To look spends nothing.
pub async fn one(visit: Visit, Segment(token): Segment) -> Answer {
    let Some((_, found)) = good(&visit, &token).await? else { return Ok(gone(&visit)) };
    let visits::Visit { jid, reason, ends_at, .. } = found;
    let ahead = SupportVisit::Ahead { token, jid: jid.to_string(), reason, until: ends_at };
    Ok(visit.show(&SupportPage { visit: ahead }))
}

/// `POST /visit/{token}`.
pub async fn enter(visit: Visit, Segment(token): Segment, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    let Some((link, _)) = good(&visit, &token).await? else { return Ok(gone(&visit)) };
    let token = match visits::follow(&visit.app.database, &visit.pod()?.id, &link, visit.now).await {
        Ok(token) => token,
        // somebody was quicker
        Err(model::Error::NotFound(_)) => return Ok(gone(&visit)),
        Err(error) => return Err(error.into()),
    };
    let mut answer = visit.go(&url::operate(), None);
    // what forms were bound to before is worth nothing from here on
    let cookies =
        [(Name::Support, token.reveal()), (Name::Visit, Secret::new(rand::random()).as_str().to_owned())];
    for (name, value) in cookies {
        let cookie = visit.app.cookies.make(name, value);
        answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))?;
    }
    Ok(answer)
}

/// `POST /visit/end`. Twice is once.
pub async fn end(visit: Visit, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    if let Some(support) = visit.support() {
        let by = By { actor: Actor::Support(support.jid.clone()), at: visit.now };
        visits::end(&visit.app.database, &visit.pod()?.id, &support.id, &by).await?;
    }
    let mut answer = visit.go(&url::visit_over(), None);
    let cookie = visit.app.cookies.forget(Name::Support);
    answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))?;
    Ok(answer)
}

/// `GET /visit`: after a visit.
pub async fn over(visit: Visit) -> Answer {
    Ok(visit.show(&SupportPage { visit: SupportVisit::Over }))
}

/// The visit to which a link leads, if it is good.
async fn good(visit: &Visit, token: &str) -> Result<Option<(Token, visits::Visit)>, Fault> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let found = visits::by_link(&visit.app.database, &visit.pod()?.id, &token, visit.now).await?;
    Ok(found.map(|found| (token, found)))
}

fn gone(visit: &Visit) -> HttpResponse {
    visit.show_as(StatusCode::NOT_FOUND, &SupportPage { visit: SupportVisit::Gone })
}
