//! The host names of a pod, for the deployment's admins.

use super::{create::refused, known, pod::page};
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    naming::Insisting,
    proofs::{self, Seen},
};
use model::{
    hosts::{self, Footing},
    pods::{Pod, State},
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{HostChecked, HostTyped, PodPage, Sure, SurePage},
    url,
};

/// The fields of the form.
#[derive(Deserialize)]
pub struct HostFields {
    #[serde(default)]
    host: String,
    trusted: Option<String>,
    although_like: Option<String>,
}

/// The field of a button beside a host name.
#[derive(Deserialize)]
pub struct NameField {
    #[serde(default)]
    host: String,
}

/// The fields of a removal, once it was asked.
#[derive(Deserialize)]
pub struct RemoveFields {
    #[serde(default)]
    host: String,
    sure: Option<String>,
}

/// `POST /admin/pods/{id}/hosts`. The pod's page says which record proves it, where it needs one.
pub async fn add(admin: Admin, Segment(id): Segment, Form(fields): Form<HostFields>) -> Answer {
    let pod = there(&admin, &id).await?;
    let (trusted, although_like) = (fields.trusted.is_some(), fields.although_like.is_some());
    let new_host = HostTyped { host: fields.host, trusted, although_like };
    if let Some(problem) = give(&admin, &pod, &new_host).await? {
        let errors = Errors::one("host", problem);
        return Ok(admin.show_again(&PodPage { new_host, errors, ..page(&admin, &pod, None).await? }));
    }
    admin.app.tenants.forget(&pod.id);
    Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)))
}

/// `POST /admin/pods/{id}/hosts/remove`: asks first.
pub async fn remove(admin: Admin, Segment(id): Segment, Form(fields): Form<RemoveFields>) -> Answer {
    let pod = there(&admin, &id).await?;
    let all = hosts::of_pod(&admin.app.database, &pod.id).await?;
    let found = all.into_iter().find(|known| known.host == fields.host && !known.is_primary);
    let host = found.ok_or(Fault::NotFound)?.host;
    if fields.sure.is_none() {
        return Ok(admin.show(&SurePage { what: Sure::HostRemove { pod: pod.id.to_string(), host } }));
    }
    hosts::remove(&admin.app.database, &pod.id, &host, &admin.by()).await.map_err(gone)?;
    admin.app.tenants.forget(&pod.id);
    Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)))
}

/// `POST /admin/pods/{id}/hosts/primary`: of one that is served.
pub async fn primary(
    admin: Admin,
    Segment(id): Segment,
    Form(NameField { host }): Form<NameField>,
) -> Answer {
    let pod = there(&admin, &id).await?;
    hosts::set_primary(&admin.app.database, &pod.id, &host, &admin.by()).await.map_err(gone)?;
    admin.app.tenants.forget(&pod.id);
    Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)))
}

/// `POST /admin/pods/{id}/hosts/check`: looks now for the record of one that needs it. Where it is not there the page says what is.
pub async fn check(admin: Admin, Segment(id): Segment, Form(NameField { host }): Form<NameField>) -> Answer {
    let (pod, app) = (there(&admin, &id).await?, &admin.app);
    let all = hosts::of_pod(&app.database, &pod.id).await?;
    let found = all.into_iter().find(|known| known.host == host);
    let proof = found.and_then(|known| known.proof).ok_or(Fault::NotFound)?;
    let looked = proofs::look(&app.database, &app.texts, &pod.id, &host, &proof.token, &admin.by()).await;
    let Seen { footing, said } = looked.map_err(gone)?;
    app.tenants.forget(&pod.id);
    if footing == Footing::Proven && said.is_ok() {
        return Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)));
    }
    let checked = Some(HostChecked { host, said: said.ok() });
    Ok(admin.show_again(&PodPage { checked, ..page(&admin, &pod, None).await? }))
}

/// Somebody was quicker.
fn gone(error: model::Error) -> Fault {
    match error {
        model::Error::NotFound(_) => Fault::NotFound,
        error => error.into(),
    }
}

/// A pod that is not deleted.
pub(super) async fn there(admin: &Admin, id: &str) -> Result<Pod, Fault> {
    let pod = known(admin, id).await?;
    if pod.state == State::Deleted { Err(Fault::NotFound) } else { Ok(pod) }
}

/// Gives the pod the name. What is wrong, if anything is; a name that it has already is none.
async fn give(admin: &Admin, pod: &Pod, typed: &HostTyped) -> Result<Option<Problem>, Fault> {
    let database = &admin.app.database;
    let insisting = Insisting { trusted: typed.trusted, although_like: typed.although_like };
    let text = typed.host.trim();
    if text.is_empty() {
        return Ok(Some(Problem::Required));
    }
    let new = match admin.app.naming.judge(database, text, Some(&pod.id), insisting).await {
        Ok(new) => new,
        Err(error) => return refused(error).map(Some),
    };
    if hosts::of_pod(database, &pod.id).await?.iter().any(|known| known.host == new.host) {
        return Ok(None);
    }
    match hosts::add(database, &pod.id, new, &admin.by()).await {
        Ok(()) => Ok(None),
        Err(model::Error::Taken(_)) => Ok(Some(Problem::HostTaken)),
        Err(model::Error::Held(_)) => Ok(Some(Problem::HostHeld)),
        Err(model::Error::TooLarge(_)) => {
            Ok(Some(Problem::TooMany(u32::try_from(hosts::MOST).unwrap_or(u32::MAX))))
        }
        Err(error) => Err(error.into()),
    }
}
