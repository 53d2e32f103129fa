//! A pod that is to be made.

use super::{limits, plan_names, pod};
use crate::{
    domains::asked::{Unmet, meant},
    extract::{Admin, Form},
    fault::{Answer, Fault},
    naming::{Insisting, NamingError},
    routes::operate::registration::contact,
};
use jid::DomainPart;
use model::{
    Email,
    domains::{Kind, UPLOAD_MAX},
    plans::{self, Plan},
    pods::{self, NewPod, Pod, Registration},
};
use serde::Deserialize;
use ui::{
    Errors, Language, Notice, Problem,
    pages::{DomainKind, NewPodPage, NewPodTyped, PodLimits},
    url::{self, Mode},
};

/// The most characters of a name.
const LONGEST_NAME: u32 = 60;

/// The fields of the form.
#[derive(Deserialize)]
pub struct NewPodFields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    host: String,
    trusted: Option<String>,
    although_like: Option<String>,
    #[serde(default)]
    language: String,
    #[serde(default)]
    registration: String,
    #[serde(default)]
    domain_kind: String,
    #[serde(default)]
    domain: String,
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
    #[serde(default)]
    email: String,
    #[serde(default)]
    contact_email: String,
}

/// What was typed, where it is right.
struct Read {
    new: NewPod,
    email: Option<Email>,
}

/// `GET /admin/pods/new`.
pub async fn form(admin: Admin) -> Answer {
    let fresh = NewPod::new("", "");
    let figures = Plan {
        name: String::new(),
        members_max: fresh.members_max,
        storage_max: fresh.storage_max,
        sessions_max: fresh.sessions_max,
        signups_per_day: fresh.signups_per_day,
        upload_max: Some(fresh.upload_max),
    };
    let typed = NewPodTyped { limits: limits::typed_plan(&figures), ..NewPodTyped::default() };
    Ok(admin.show(&page(&admin, typed, Errors::none()).await?))
}

/// `POST /admin/pods/new`.
pub async fn create(admin: Admin, Form(fields): Form<NewPodFields>) -> Answer {
    let typed = typed(fields);
    let read = match read(&admin, &typed).await? {
        Ok(read) => read,
        Err(errors) => return Ok(admin.show_again(&page(&admin, typed, errors).await?)),
    };
    let pod = match make(&admin, read.new).await? {
        Ok(pod) => pod,
        Err(errors) => return Ok(admin.show_again(&page(&admin, typed, errors).await?)),
    };
    match read.email {
        Some(email) => pod::invited(&admin, &pod, Some(email)).await,
        None => Ok(admin.go(&url::admin_pod(&pod.id.to_string()), Some(Notice::Saved))),
    }
}

fn typed(fields: NewPodFields) -> NewPodTyped {
    let NewPodFields { plan, members, media, sessions, signups, upload, .. } = fields;
    let upload = upload.unwrap_or_else(|| limits::kilobytes(UPLOAD_MAX));
    NewPodTyped {
        name: fields.name,
        host: fields.host,
        trusted: fields.trusted.is_some(),
        although_like: fields.although_like.is_some(),
        language: Language::from_tag(&fields.language).unwrap_or_default(),
        registration: Mode::from_code(&fields.registration).unwrap_or_default(),
        domain_kind: DomainKind::from_code(&fields.domain_kind).unwrap_or_default(),
        domain: fields.domain,
        limits: PodLimits { plan, members, media, sessions, signups, upload },
        email: fields.email,
        contact: fields.contact_email,
    }
}

/// Checks all that was typed, so that all that is wrong is told at once.
async fn read(admin: &Admin, typed: &NewPodTyped) -> Result<Result<Read, Errors>, Fault> {
    let mut errors = Errors::none();
    let name = typed.name.trim();
    if name.is_empty() {
        errors.push("name", Problem::Required);
    } else if name.chars().count() > LONGEST_NAME as usize {
        errors.push("name", Problem::TooLong(LONGEST_NAME));
    }
    let insisting = Insisting { trusted: typed.trusted, although_like: typed.although_like };
    let host = match admin.app.naming.judge(&admin.app.database, typed.host.trim(), None, insisting).await {
        Ok(host) => Some(host),
        Err(error) => {
            errors.push("host", refused(error)?);
            None
        }
    };
    let (of, named) = (typed.domain_kind, typed.domain.as_str());
    let (xmpp_domain_kind, xmpp_domain) = domain(admin, of, named, typed.host.trim(), &mut errors);
    let (email, contact_email) = people(admin, typed, &mut errors);
    let limits = figures(admin, &typed.limits, &mut errors).await?;
    let Some(host) = host.filter(|_| errors.is_empty()) else { return Ok(Err(errors)) };
    let new = NewPod {
        language: typed.language.tag().to_owned(),
        registration: registration(typed.registration),
        xmpp_domain,
        xmpp_domain_kind,
        contact_email,
        plan: Some(typed.limits.plan.clone()).filter(|plan| !plan.is_empty()),
        members_max: limits.members_max,
        storage_max: limits.storage_max,
        sessions_max: limits.sessions_max,
        signups_per_day: limits.signups_per_day,
        upload_max: limits.upload_max.unwrap_or(UPLOAD_MAX),
        ..NewPod::new(host, name)
    };
    Ok(Ok(Read { new, email }))
}

/// The address of who is to run it, and that which is told when a limit is near: the same, if no other is said.
fn people(admin: &Admin, typed: &NewPodTyped, errors: &mut Errors) -> (Option<Email>, Option<Email>) {
    let email = pod::address(admin, &typed.email).unwrap_or_else(|problem| {
        errors.push("email", problem);
        None
    });
    let contact = contact(&typed.contact, errors).or_else(|| email.clone());
    (email, contact)
}

/// Whose domain, and which. To name one without saying whose it is is to bring it along.
pub(super) fn domain(
    admin: &Admin,
    of: DomainKind,
    text: &str,
    host: &str,
    errors: &mut Errors,
) -> (Kind, Option<DomainPart>) {
    let text = text.trim();
    let named = Some(text).filter(|text| !text.is_empty()).map(str::parse::<DomainPart>);
    let Ok(named) = named.transpose() else {
        errors.push("domain", Problem::DomainInvalid(short(text)));
        return (Kind::None, None);
    };
    let kind = match of {
        DomainKind::None if named.is_some() => Kind::Own,
        DomainKind::None => Kind::None,
        DomainKind::Own => Kind::Own,
        DomainKind::Managed => Kind::Managed,
        DomainKind::Shared => Kind::Shared,
    };
    let domain = meant(&admin.app, kind, named, host).unwrap_or_else(|unmet| {
        match unmet {
            Unmet::NoProsody => errors.push("domain_kind", Problem::NoProsody),
            Unmet::NoShared => errors.push("domain", Problem::NoSharedDomain),
            Unmet::Missing => errors.push("domain", Problem::Required),
        }
        None
    });
    (kind, domain)
}

/// The limits: the plan's, or those that were typed. How large an upload is may be none of the plan's.
async fn figures(admin: &Admin, typed: &PodLimits, errors: &mut Errors) -> Result<Plan, Fault> {
    let plan = if typed.plan.is_empty() {
        limits::read("", typed, errors)
    } else {
        match plans::find(&admin.app.database, &typed.plan).await {
            Ok(plan) => plan,
            Err(model::Error::NotFound(_)) => {
                errors.push("plan", Problem::NoSuchPlan);
                limits::read("", typed, &mut Errors::none())
            }
            Err(error) => return Err(error.into()),
        }
    };
    let upload_max = plan.upload_max.or_else(|| limits::upload(&typed.upload, UPLOAD_MAX, errors));
    Ok(Plan { upload_max, ..plan })
}

/// Makes the pod. What is wrong, where somebody was quicker or its name is held back.
async fn make(admin: &Admin, new: NewPod) -> Result<Result<Pod, Errors>, Fault> {
    match pods::create(&admin.app.database, new, &admin.by()).await {
        Ok(pod) => Ok(Ok(pod)),
        Err(model::Error::Taken("domain")) => Ok(Err(Errors::one("domain", Problem::DomainTaken))),
        Err(model::Error::Taken(_)) => Ok(Err(Errors::one("host", Problem::HostTaken))),
        Err(model::Error::Held(_)) => Ok(Err(Errors::one("host", Problem::HostHeld))),
        Err(model::Error::NotFound("plan")) => Ok(Err(Errors::one("plan", Problem::NoSuchPlan))),
        Err(error) => Err(error.into()),
    }
}

/// Why it cannot have the name.
pub(super) fn refused(error: NamingError) -> Result<Problem, Fault> {
    match error {
        NamingError::Invalid(..) => Ok(Problem::HostInvalid),
        NamingError::Like(_, others) => Ok(Problem::HostLike(others)),
        NamingError::SameShape(_, others) => Ok(Problem::HostSame(others)),
        NamingError::Model(error) => Err(error.into()),
        NamingError::Origin(_) | NamingError::PodDomain(..) => Err(Fault::Internal(error.to_string())),
    }
}

fn registration(mode: Mode) -> Registration {
    match mode {
        Mode::Open => Registration::Open,
        Mode::Confirmed => Registration::Confirmed,
        Mode::Approval => Registration::Approval,
        Mode::Invite => Registration::Invite,
        Mode::Closed => Registration::Closed,
    }
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(100).collect()
}

async fn page(admin: &Admin, typed: NewPodTyped, errors: Errors) -> Result<NewPodPage, Fault> {
    Ok(NewPodPage { typed, plans: plan_names(admin).await?, mail: admin.app.sends_mail(), errors })
}
