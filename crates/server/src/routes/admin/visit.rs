//! How an admin begins a visit for support to a pod.

use super::known;
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
};
use model::{
    pods::{Pod, Standing},
    visits::{self, NewVisit},
};
use serde::Deserialize;
use time::Duration;
use ui::{Errors, Problem, pages::VisitPage, url};

/// The most characters of a reason.
const LONGEST: u32 = 500;

/// The fields of the form.
#[derive(Deserialize)]
pub struct VisitFields {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    minutes: String,
}

/// `GET /admin/pods/{id}/visit`.
pub async fn form(admin: Admin, Segment(id): Segment) -> Answer {
    let pod = used(&admin, &id).await?;
    Ok(admin.show(&page(&pod)))
}

/// `POST /admin/pods/{id}/visit`. Cookies do not go from one host to another: she comes to the pod's by a link, which no other page shows.
pub async fn begin(admin: Admin, Segment(id): Segment, Form(fields): Form<VisitFields>) -> Answer {
    let pod = used(&admin, &id).await?;
    let (reason, lasts) = match read(&fields)? {
        Ok(read) => read,
        Err(errors) => {
            let VisitFields { reason, minutes } = fields;
            return Ok(admin.show_again(&VisitPage { reason, minutes, errors, ..page(&pod) }));
        }
    };
    let new = NewVisit { jid: admin.jid().clone(), reason, lasts };
    let link = match visits::begin(&admin.app.database, &pod.id, new, admin.now).await {
        Ok(token) => url::absolute(&admin.app.origins.of(&pod.host), &url::visit(&token.reveal())),
        // she is no admin any more
        Err(model::Error::NotFound(_)) => return Err(Fault::NotFound),
        Err(error) => return Err(error.into()),
    };
    Ok(admin.show(&VisitPage { made: Some(link), ..page(&pod) }))
}

/// A pod that can be used: of another only one page is there for everybody.
async fn used(admin: &Admin, id: &str) -> Result<Pod, Fault> {
    let pod = known(admin, id).await?;
    match pod.standing(admin.now) {
        Standing::Open | Standing::ReadOnly => Ok(pod),
        Standing::Suspended | Standing::Farewell | Standing::Gone => Err(Fault::NotFound),
    }
}

/// Why, and for how long.
fn read(fields: &VisitFields) -> Result<Result<(String, Duration), Errors>, Fault> {
    let minutes = VisitPage::MINUTES.into_iter().find(|minutes| *minutes == fields.minutes);
    let minutes: Option<i64> = minutes.and_then(|minutes| minutes.parse().ok());
    let minutes = minutes.ok_or_else(|| Fault::BadRequest("there is no such choice".to_owned()))?;
    let reason = fields.reason.trim().replace("\r\n", "\n");
    Ok(match reason.chars().count() {
        0 => Err(Errors::one("reason", Problem::Required)),
        count if count > LONGEST as usize => Err(Errors::one("reason", Problem::TooLong(LONGEST))),
        _ => Ok((reason, Duration::minutes(minutes))),
    })
}

fn page(pod: &Pod) -> VisitPage {
    VisitPage {
        id: pod.id.to_string(),
        name: pod.name.clone(),
        reason: String::new(),
        minutes: VisitPage::USUAL.to_owned(),
        made: None,
        errors: Errors::none(),
    }
}
