//! One pod: what it is and uses, what it may use, who runs it, what was done to it.

use super::{known, limits, plan_names, pods::pod_row};
use crate::{
    extract::{Admin, Form, Segment},
    fault::{Answer, Fault},
    proofs,
    routes::operate::{audit::entry, overview::limits_of, registration::line},
};
use actix_web::{HttpResponse, web};
use model::{
    Email,
    audit::{self, Entry},
    domains,
    hosts::{self, Footing, Host},
    invites::{self, HandOver},
    plans::{self, Plan},
    pods::{self, Change, Pod, State},
    roles,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{DomainTyped, HostFooting, HostRow, HostTyped, PodLimits, PodPage},
    url,
};

/// Entries of the log on a page.
const PAGE: u32 = 20;

/// What stands behind the question mark.
#[derive(Deserialize)]
pub struct PodQuery {
    before: Option<String>,
}

/// The fields of the form for limits.
#[derive(Deserialize)]
pub struct LimitFields {
    #[serde(default)]
    plan: String,
    #[serde(default)]
    members: String,
    #[serde(default)]
    media: String,
    #[serde(default)]
    sessions: String,
    #[serde(default)]
    signups: String,
    upload: Option<String>,
}

/// The field of an invitation.
#[derive(Deserialize)]
pub struct InviteFields {
    #[serde(default)]
    email: String,
}

/// `GET /admin/pods/{id}`.
pub async fn one(admin: Admin, Segment(id): Segment, query: web::Query<PodQuery>) -> Answer {
    let before = query.before.as_deref().map(|text| text.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let pod = known(&admin, &id).await?;
    Ok(admin.show(&page(&admin, &pod, before).await?))
}

/// `POST /admin/pods/{id}/limits`.
pub async fn limits(admin: Admin, Segment(id): Segment, Form(fields): Form<LimitFields>) -> Answer {
    let pod = known(&admin, &id).await?;
    let LimitFields { plan, members, media, sessions, signups, upload } = fields;
    let before = domains::upload_max(&admin.app.database, &pod.id).await?;
    let upload = upload.unwrap_or_else(|| limits::kilobytes(before));
    let typed = PodLimits { plan, members, media, sessions, signups, upload };
    let errors = limit(&admin, &pod, &typed, before).await?;
    if !errors.is_empty() {
        return Ok(admin.show_again(&PodPage { typed, errors, ..page(&admin, &pod, None).await? }));
    }
    admin.app.tenants.forget(&pod.id);
    Ok(admin.go(&url::admin_pod(&id), Some(Notice::Saved)))
}

/// `POST /admin/pods/{id}/invite`.
pub async fn invite(
    admin: Admin,
    Segment(id): Segment,
    Form(InviteFields { email }): Form<InviteFields>,
) -> Answer {
    let pod = known(&admin, &id).await?;
    if pod.state == State::Deleted {
        return Err(Fault::NotFound);
    }
    match address(&admin, &email) {
        Ok(to) => invited(&admin, &pod, to).await,
        Err(problem) => again(&admin, &pod, email, problem).await,
    }
}

/// The address that somebody typed; nothing where nothing was typed.
///
/// # Errors
/// That it is none, or that no mail is sent here.
pub fn address(admin: &Admin, typed: &str) -> Result<Option<Email>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if !admin.app.sends_mail() {
        return Err(Problem::NoMail);
    }
    typed.parse().map(Some).map_err(|_| Problem::EmailInvalid)
}

/// Invites somebody to run the pod. Where it is not written to her, the pod's page shows the link: only its hash is kept, and no other
/// page could show it.
///
/// # Errors
/// The database's.
pub async fn invited(admin: &Admin, pod: &Pod, email: Option<Email>) -> Result<HttpResponse, Fault> {
    let to = HandOver { email: email.clone(), language: pod.language.clone() };
    let made = invites::hand_over(&admin.app.database, &pod.id, to, &admin.by()).await;
    let code = match (made, email) {
        (Ok((_, code)), None) => code,
        (Ok(_), Some(_)) => return Ok(admin.go(&url::admin_pod(&pod.id.to_string()), Some(Notice::Saved))),
        (Err(model::Error::Taken(_)), email) => {
            let typed = email.map(|email| email.to_string()).unwrap_or_default();
            return again(admin, pod, typed, Problem::InvitedLately).await;
        }
        (Err(error), _) => return Err(error.into()),
    };
    let link = url::absolute(&admin.app.origins.of(&pod.host), &url::invite(&code.reveal()));
    Ok(admin.show(&PodPage { made: Some(link), ..page(admin, pod, None).await? }))
}

/// The page again, with what is wrong about an address.
async fn again(admin: &Admin, pod: &Pod, email: String, problem: Problem) -> Result<HttpResponse, Fault> {
    let errors = Errors::one("email", problem);
    Ok(admin.show_again(&PodPage { email, errors, ..page(admin, pod, None).await? }))
}

/// Gives the pod its plan or its own figures, with what the plan leaves to it. What is wrong, if anything is; then all is as it was.
async fn limit(admin: &Admin, pod: &Pod, typed: &PodLimits, upload: i64) -> Result<Errors, Fault> {
    let (database, by) = (&admin.app.database, admin.by());
    let mut errors = Errors::none();
    let name = Some(typed.plan.as_str()).filter(|plan| !plan.is_empty());
    let change = match name {
        None => change(pod, typed, upload, &mut errors),
        Some(name) => match plans::find(database, name).await {
            Ok(Plan { upload_max: Some(_), .. }) => Change::default(),
            Ok(_) => {
                let upload_max = limits::upload(&typed.upload, upload, &mut errors);
                Change { upload_max, ..Change::default() }
            }
            Err(model::Error::NotFound(_)) => return Ok(Errors::one("plan", Problem::NoSuchPlan)),
            Err(error) => return Err(error.into()),
        },
    };
    if !errors.is_empty() {
        return Ok(errors);
    }
    match plans::assign(database, &pod.id, name, &by).await {
        Ok(()) => {}
        Err(model::Error::NotFound("plan")) => return Ok(Errors::one("plan", Problem::NoSuchPlan)),
        Err(error) => return Err(error.into()),
    }
    pods::set(database, &pod.id, change, &by).await?;
    Ok(errors)
}

/// What is another figure now. Megabytes and kilobytes that were not touched leave the bytes as they are.
fn change(pod: &Pod, typed: &PodLimits, upload: i64, errors: &mut Errors) -> Change {
    let (figures, before) = (limits::read("", typed, errors), limits::of_pod(pod, None, upload));
    let new = |figure: i64, typed: &str, before: &str| (typed.trim() != before).then_some(figure);
    Change {
        members_max: new(figures.members_max, &typed.members, &before.members),
        storage_max: new(figures.storage_max, &typed.media, &before.media),
        sessions_max: new(figures.sessions_max, &typed.sessions, &before.sessions),
        signups_per_day: new(figures.signups_per_day, &typed.signups, &before.signups),
        upload_max: limits::upload(&typed.upload, upload, errors),
        ..Change::default()
    }
}

pub(super) async fn page(admin: &Admin, pod: &Pod, before: Option<i64>) -> Result<PodPage, Fault> {
    let database = &admin.app.database;
    // as it is at this moment: something may just have been done to it
    let pod = pods::get(database, &pod.id).await?.ok_or(Fault::NotFound)?;
    let plan = plans::of(database, &pod.id).await?;
    let entries = audit::list(database, &pod.id, before, PAGE + 1).await?;
    let shown = &entries[..entries.len().min(PAGE as usize)];
    let operators = roles::operators(database, &pod.id).await?;
    let domain = line(domains::of(database, &pod.id).await?);
    let upload = domains::upload_max(database, &pod.id).await?;
    Ok(PodPage {
        origin: admin.app.origins.of(&pod.host),
        reason: pod.state_reason.clone(),
        closing: pod.closing_at.filter(|_| pod.state == State::Closing),
        hosts: hosts::of_pod(database, &pod.id).await?.iter().map(host).collect(),
        new_host: HostTyped::default(),
        checked: None,
        own: pod.xmpp_domain.as_ref().map(ToString::to_string),
        new_domain: DomainTyped { kind: domain.kind, ..DomainTyped::default() },
        domain,
        limits: limits_of(&admin.app.database, &pod, admin.now).await?,
        typed: limits::of_pod(&pod, plan.clone(), upload),
        plans: plan_names(admin).await?,
        operators: operators.iter().map(ToString::to_string).collect(),
        mail: admin.app.sends_mail(),
        email: String::new(),
        made: None,
        older: older(shown, entries.len()),
        entries: shown.iter().map(entry).collect(),
        errors: Errors::none(),
        pod: pod_row(&pod, plan, None),
    })
}

fn older(shown: &[Entry], found: usize) -> Option<i64> {
    shown.last().filter(|_| shown.len() < found).map(|last| last.number)
}

fn host(host: &Host) -> HostRow {
    HostRow {
        host: host.host.clone(),
        primary: host.is_primary,
        record: host.proof.as_ref().map(|proof| proofs::zone_line(&host.host, &proof.token)),
        footing: match host.footing() {
            Footing::Given => HostFooting::Given,
            Footing::Pending => HostFooting::Pending,
            Footing::Proven => HostFooting::Proven,
            Footing::Missing => HostFooting::Missing,
            Footing::Lapsed => HostFooting::Lapsed,
        },
    }
}
