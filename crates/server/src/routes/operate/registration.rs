//! Who comes in.

use super::{changed, newcomers as new_members};
use crate::{
    extract::{Form, Nothing, Operator},
    fault::{Answer, Fault},
};
use actix_web::HttpResponse;
use jid::DomainPart;
use model::{
    Email,
    domains::{self, Kind, PodDomain, Standing},
    newcomers,
    pods::{Accounts, Change, Pod, Registration},
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{DomainKind, DomainLine, DomainStanding, RegistrationPage, Servers},
    url::{self, Mode},
};

/// The most characters of the list of servers.
const LONGEST_LIST: u32 = 10_000;

/// The most days that a session waits.
const MOST_DAYS: u32 = 3_650;

/// The most days that messages are kept.
const MOST_MESSAGE_DAYS: u32 = 36_500;

/// The fields of the form.
#[derive(Deserialize)]
pub struct RegistrationFields {
    #[serde(default)]
    registration: String,
    #[serde(default)]
    accounts: String,
    #[serde(default)]
    domains: String,
    #[serde(default)]
    session_days: String,
    message_days: Option<String>,
    contact_email: Option<String>,
}

/// `GET /operate/registration`.
pub async fn form(operator: Operator) -> Answer {
    let pod = super::now(&operator).await?;
    Ok(operator.show(&page(&operator, &pod).await?))
}

/// `POST /operate/registration`.
pub async fn change(operator: Operator, Form(fields): Form<RegistrationFields>) -> Answer {
    let before = super::now(&operator).await?;
    let known = |_| Fault::BadRequest("there is no such choice".to_owned());
    let after = Pod {
        registration: fields.registration.parse().map_err(known)?,
        accounts: fields.accounts.parse().map_err(known)?,
        ..before.clone()
    };
    let after = match read(&fields, after.clone()) {
        Ok(after) => after,
        Err(errors) => {
            let typed = typed(fields, errors, page(&operator, &after).await?);
            return Ok(operator.show_again(&typed));
        }
    };
    let change = Change {
        registration: changed(after.registration, &before.registration),
        accounts: changed(after.accounts, &before.accounts),
        allowed_domains: changed(after.allowed_domains, &before.allowed_domains),
        session_days: changed(after.session_days, &before.session_days),
        message_days: changed(after.message_days, &before.message_days),
        contact_email: changed(after.contact_email, &before.contact_email),
        ..Change::default()
    };
    super::set(&operator, change).await?;
    Ok(operator.go(&url::operate_registration(), Some(Notice::Saved)))
}

/// `POST /operate/registration/pause`.
pub async fn pause(operator: Operator, Form(Nothing {}): Form<Nothing>) -> Answer {
    let pod = operator.home().id;
    newcomers::pause(&operator.app.database, &pod, &operator.by()).await?;
    Ok(turned(&operator))
}

/// `POST /operate/registration/resume`.
pub async fn resume(operator: Operator, Form(Nothing {}): Form<Nothing>) -> Answer {
    let pod = operator.home().id;
    newcomers::resume(&operator.app.database, &pod, &operator.by()).await?;
    Ok(turned(&operator))
}

fn turned(operator: &Operator) -> HttpResponse {
    operator.app.tenants.forget(&operator.home().id);
    operator.go(&url::operate_registration(), Some(Notice::Saved))
}

/// The pod as it is to be.
fn read(fields: &RegistrationFields, pod: Pod) -> Result<Pod, Errors> {
    let mut errors = Errors::none();
    let mut allowed_domains = Vec::new();
    for text in fields.domains.split([',', ' ', '\n', '\r', '\t']).filter(|text| !text.is_empty()) {
        match text.parse::<DomainPart>() {
            Ok(domain) if !allowed_domains.contains(&domain.to_string()) => {
                allowed_domains.push(domain.to_string());
            }
            Ok(_) => {}
            Err(_) => errors.push("domains", Problem::DomainInvalid(text.chars().take(100).collect())),
        }
    }
    if fields.domains.chars().count() > LONGEST_LIST as usize {
        errors = Errors::one("domains", Problem::TooLong(LONGEST_LIST));
    }
    let session_days = days("session_days", &fields.session_days, MOST_DAYS, &mut errors);
    // a form that was opened before it asked for them leaves them as they are
    let message_days = fields.message_days.as_deref();
    let message_days =
        message_days.and_then(|typed| days("message_days", typed, MOST_MESSAGE_DAYS, &mut errors));
    let contact_email = match &fields.contact_email {
        Some(typed) => contact(typed, &mut errors),
        None => pod.contact_email.clone(),
    };
    let (session_days, message_days) =
        (session_days.unwrap_or(pod.session_days), message_days.unwrap_or(pod.message_days));
    let pod = Pod { allowed_domains, session_days, message_days, contact_email, ..pod };
    if errors.is_empty() { Ok(pod) } else { Err(errors) }
}

/// So many days, if it is a figure that can be.
fn days(name: &str, typed: &str, most: u32, errors: &mut Errors) -> Option<i64> {
    let days = typed.trim().parse::<u32>().ok().filter(|days| (1..=most).contains(days));
    if days.is_none() {
        errors.push(name, Problem::NoNumber(1, most));
    }
    days.map(i64::from)
}

/// The address that was typed to be a pod's contact, if one was.
pub fn contact(typed: &str, errors: &mut Errors) -> Option<Email> {
    let typed = Some(typed.trim()).filter(|typed| !typed.is_empty())?;
    let read = typed.parse::<Email>().ok();
    if read.is_none() {
        errors.push("contact_email", Problem::EmailInvalid);
    }
    read
}

/// The page with what was typed, and what is wrong with it.
fn typed(fields: RegistrationFields, errors: Errors, fresh: RegistrationPage) -> RegistrationPage {
    let RegistrationFields { domains, session_days, message_days, contact_email, .. } = fields;
    RegistrationPage {
        domains,
        session_days,
        message_days: message_days.unwrap_or_else(|| fresh.message_days.clone()),
        contact: contact_email.unwrap_or_else(|| fresh.contact.clone()),
        errors,
        ..fresh
    }
}

pub(super) async fn page(operator: &Operator, pod: &Pod) -> Result<RegistrationPage, Fault> {
    let domain = domains::of(&operator.app.database, &pod.id).await?;
    Ok(RegistrationPage {
        mode: match pod.registration {
            Registration::Open => Mode::Open,
            Registration::Confirmed => Mode::Confirmed,
            Registration::Approval => Mode::Approval,
            Registration::Invite => Mode::Invite,
            Registration::Closed => Mode::Closed,
        },
        servers: match pod.accounts {
            Accounts::Any => Servers::Any,
            Accounts::Local => Servers::Local,
            Accounts::Listed => Servers::Listed,
        },
        domains: pod.allowed_domains.join("\n"),
        session_days: pod.session_days.to_string(),
        message_days: pod.message_days.to_string(),
        contact: pod.contact_email.as_ref().map(ToString::to_string).unwrap_or_default(),
        paused: pod.signups_paused_at,
        own: pod.xmpp_domain.as_ref().map(ToString::to_string),
        domain: line(domain),
        newcomers: new_members::form(operator).await?,
        errors: Errors::none(),
    })
}

/// How a pod's domain is, for a page.
pub fn line(domain: PodDomain) -> DomainLine {
    DomainLine {
        kind: match domain.kind {
            Kind::None => DomainKind::None,
            Kind::Shared => DomainKind::Shared,
            Kind::Managed => DomainKind::Managed,
            Kind::Own => DomainKind::Own,
        },
        standing: match domain.standing {
            Standing::Preparing => DomainStanding::Preparing,
            Standing::Ready => DomainStanding::Ready,
            Standing::Stopped => DomainStanding::Stopped,
        },
        reason: domain.reason,
    }
}
