//! The XMPP domain of a pod, for the deployment's admins: another one, the same once more where it stopped, and one that it gave up.

use super::{
    create::{domain, short},
    hosts::there,
    pod::page,
};
use crate::{
    domains::dropping::{self, NotDone},
    extract::{Admin, Form, Nothing, Segment},
    fault::{Answer, Fault},
};
use jid::DomainPart;
use model::{
    domains::{self, Kind, Standing},
    pods::Pod,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{DomainKind, DomainTyped, PodPage, Sure, SurePage},
    url,
};

/// The fields of another domain, the last once it was asked.
#[derive(Deserialize)]
pub struct DomainFields {
    #[serde(default)]
    domain_kind: String,
    #[serde(default)]
    domain: String,
    sure: Option<String>,
}

/// The fields of a domain that was given up, the last once it was asked.
#[derive(Deserialize)]
pub struct DropFields {
    #[serde(default)]
    given_up: String,
    sure: Option<String>,
}

/// `POST /admin/pods/{id}/domain`: asks first where the pod has one.
pub async fn set(admin: Admin, Segment(id): Segment, Form(fields): Form<DomainFields>) -> Answer {
    let pod = there(&admin, &id).await?;
    let of = DomainKind::from_code(&fields.domain_kind);
    let of = of.ok_or_else(|| Fault::BadRequest("there is no such kind of domain".to_owned()))?;
    let typed = DomainTyped { kind: of, domain: fields.domain, given_up: String::new() };
    // whoever wants none names none
    let text = if of == DomainKind::None { "" } else { typed.domain.as_str() };
    let mut errors = Errors::none();
    let (kind, named) = domain(&admin, of, text, &pod.host, &mut errors);
    if !errors.is_empty() {
        return again(&admin, &pod, typed, errors).await;
    }
    let before = domains::of(&admin.app.database, &pod.id).await?;
    if before.kind == kind && before.domain == named {
        return Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)));
    }
    if let (Some(before), None) = (before.domain, fields.sure) {
        let domain = named.map(|domain| domain.to_string()).unwrap_or_default();
        let (pod, kind, before) = (pod.id.to_string(), of.code().to_owned(), before.to_string());
        return Ok(admin.show(&SurePage { what: Sure::DomainChange { pod, kind, domain, before } }));
    }
    match give(&admin, &pod, kind, named.as_ref()).await? {
        None => Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved))),
        Some(problem) => again(&admin, &pod, typed, Errors::one("domain", problem)).await,
    }
}

/// `POST /admin/pods/{id}/domain/again`: what stopped is prepared once more. Pressed twice is done once.
pub async fn prepare(admin: Admin, Segment(id): Segment, Form(Nothing {}): Form<Nothing>) -> Answer {
    let pod = there(&admin, &id).await?;
    let now = domains::of(&admin.app.database, &pod.id).await?;
    if now.is_ours() && now.standing == Standing::Stopped {
        let problem = give(&admin, &pod, now.kind, now.domain.as_ref()).await?;
        if let Some(problem) = problem {
            return again(&admin, &pod, DomainTyped::default(), Errors::one("domain", problem)).await;
        }
    }
    Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)))
}

/// `POST /admin/pods/{id}/domain/drop`: asks first.
pub async fn leave(admin: Admin, Segment(id): Segment, Form(fields): Form<DropFields>) -> Answer {
    let pod = there(&admin, &id).await?;
    let text = fields.given_up.trim();
    let problem = match text.parse::<DomainPart>() {
        Err(_) if text.is_empty() => Problem::Required,
        Err(_) => Problem::DomainInvalid(short(text)),
        Ok(domain) if pod.xmpp_domain.as_ref() == Some(&domain) => Problem::DomainInUse,
        Ok(domain) if fields.sure.is_none() => {
            let what = Sure::DomainDrop { pod: pod.id.to_string(), domain: domain.to_string() };
            return Ok(admin.show(&SurePage { what }));
        }
        Ok(domain) => match dropping::leave(&admin.app, &pod, &domain, &admin.by()).await {
            Ok(()) => return Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved))),
            Err(NotDone::InUse) => Problem::DomainInUse,
            Err(NotDone::NoProsody) => Problem::NoProsody,
            Err(NotDone::Prosody(error)) => Problem::Refused(error.to_string()),
            Err(NotDone::Model(error)) => return Err(error.into()),
        },
    };
    let typed = DomainTyped { given_up: fields.given_up, ..DomainTyped::default() };
    again(&admin, &pod, typed, Errors::one("given_up", problem)).await
}

/// Gives the pod the domain. What is wrong, if anything is.
async fn give(
    admin: &Admin,
    pod: &Pod,
    kind: Kind,
    domain: Option<&DomainPart>,
) -> Result<Option<Problem>, Fault> {
    match domains::set(&admin.app.database, &pod.id, kind, domain, &admin.by()).await {
        Ok(()) => {
            admin.app.tenants.forget(&pod.id);
            Ok(None)
        }
        Err(model::Error::Taken(_)) => Ok(Some(Problem::DomainTaken)),
        Err(error) => Err(error.into()),
    }
}

/// The page again, with what was typed.
async fn again(admin: &Admin, pod: &Pod, new_domain: DomainTyped, errors: Errors) -> Answer {
    Ok(admin.show_again(&PodPage { new_domain, errors, ..page(admin, pod, None).await? }))
}
