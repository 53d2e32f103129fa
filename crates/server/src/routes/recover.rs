//! Getting back in without the password, by a code that a member kept or by a link.

use crate::{
    extract::{OwnForm, Segment, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    prosody::ProsodyError,
    routes::{
        accounts::{LONGEST, enter},
        managed,
        registration::{SHORTEST, may_be_mailed},
    },
};
use actix_web::{HttpRequest, http::StatusCode, web};
use jid::BareJid;
use model::{
    browsers,
    domains::PodDomain,
    invites::Code as Token,
    letterboxes,
    members::{self, Member},
    recoveries::{self, Code, Means},
    roles,
};
use serde::Deserialize;
use std::time::Instant;
use ui::{
    Errors, Notice, Problem,
    pages::{RecoverPage, ResetLink, ResetPage, Way},
    url,
};

/// Whose account it is.
#[derive(Deserialize)]
pub struct RecoverQuery {
    #[serde(default)]
    jid: String,
}

/// The fields of the form with a code.
#[derive(Deserialize)]
pub struct CodeFields {
    #[serde(default)]
    jid: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
}

/// The field where a link leads.
#[derive(Deserialize)]
pub struct ResetFields {
    #[serde(default)]
    password: String,
}

/// `GET /recover`: asks for an address, or says what there is for it.
pub async fn form(visit: Visit, query: web::Query<RecoverQuery>) -> Answer {
    let typed = query.into_inner().jid;
    if typed.is_empty() {
        let page = RecoverPage { jid: typed, way: Way::Ask, errors: Errors::none() };
        return Ok(visit.show(&page));
    }
    match read(&typed) {
        Some(jid) => Ok(visit.show(&page(&visit, &jid, Errors::none()).await?)),
        None => {
            let errors = Errors::one("jid", Problem::AddressInvalid);
            Ok(visit.show_again(&RecoverPage { jid: typed, way: Way::Ask, errors }))
        }
    }
}

/// `POST /recover`: another password by a code.
pub async fn by_code(visit: Visit, request: HttpRequest, OwnForm(fields): OwnForm<CodeFields>) -> Answer {
    let jid = read(&fields.jid).ok_or_else(|| Fault::BadRequest("there is no such address".to_owned()))?;
    let errors = match check_code(&visit, &jid, &fields).await? {
        Ok((member, code)) => match use_code(&visit, &member, &code, &fields.password).await? {
            Ok(()) => return back_in(&visit, &request, &member, &fields.password).await,
            Err(errors) => errors,
        },
        Err(errors) => errors,
    };
    Ok(visit.show_again(&page(&visit, &jid, errors).await?))
}

/// `POST /recover/mail`: the answer is the same whether or not there is such an account, and an address.
pub async fn mail(visit: Visit, OwnForm(fields): OwnForm<RecoverQuery>) -> Answer {
    let pod = visit.pod()?;
    let sent = || visit.go(&url::login(), Some(Notice::RecoverySent));
    let Some(jid) = read(&fields.jid).filter(|_| visit.app.sends_mail()) else { return Ok(sent()) };
    if !visit.app.limits.take(Limit::RecoverFrom(visit.address.into()), Instant::now()) {
        let errors = Errors::form(Problem::TooOften);
        return Ok(visit.show_again(&page(&visit, &jid, errors).await?));
    }
    let kept = managed::of(&visit).await?.filter(|domain| domain.keeps(&jid));
    let Some(member) = known(&visit, kept.as_ref(), &jid).await? else { return Ok(sent()) };
    // a link would lead nowhere
    if managed::runs_more(&visit, &jid).await? {
        return Ok(sent());
    }
    let (database, owner) = (&visit.app.database, member.owner());
    let letterbox = letterboxes::get(database, &owner).await?;
    if letterbox.is_some_and(|letterbox| may_be_mailed(&visit, &letterbox.email)) {
        let asked = recoveries::mail(database, &owner, visit.now).await?;
        tracing::debug!(asked, pod = pod.host, "a link was asked for");
    }
    Ok(sent())
}

/// `GET /recover/{token}`. It changes nothing: programs that look into mails follow links.
pub async fn link(visit: Visit, Segment(token): Segment) -> Answer {
    match of_link(&visit, &token).await? {
        Some(member) => Ok(visit.show(&reset_page(&token, &member, Errors::none()))),
        None => Ok(spent(&visit)),
    }
}

/// `POST /recover/{token}`: another password by a link.
pub async fn by_link(
    visit: Visit,
    request: HttpRequest,
    Segment(token): Segment,
    OwnForm(fields): OwnForm<ResetFields>,
) -> Answer {
    let Some(member) = of_link(&visit, &token).await? else { return Ok(spent(&visit)) };
    let mut errors = Errors::none();
    if is_weak(&fields.password) {
        errors.push("password", Problem::WeakPassword(String::new()));
    } else {
        match use_link(&visit, &member, &token, &fields.password).await? {
            Some(Ok(())) => return back_in(&visit, &request, &member, &fields.password).await,
            Some(Err(wrong)) => errors = wrong,
            // somebody was quicker
            None => return Ok(spent(&visit)),
        }
    }
    Ok(visit.show_again(&reset_page(&token, &member, errors)))
}

fn read(typed: &str) -> Option<BareJid> {
    BareJid::new(typed.trim()).ok().filter(|jid| jid.node().is_some())
}

fn is_weak(password: &str) -> bool {
    password.chars().count() < SHORTEST as usize || password.len() > LONGEST
}

/// The member with that account, if Cosse looks after it.
async fn known(visit: &Visit, kept: Option<&PodDomain>, jid: &BareJid) -> Result<Option<Member>, Fault> {
    if kept.is_none() {
        return Ok(None);
    }
    Ok(members::by_jid(&visit.app.database, &visit.pod()?.id, jid).await?)
}

/// What there is for an address, whether or not there is such an account.
async fn page(visit: &Visit, jid: &BareJid, errors: Errors) -> Result<RecoverPage, Fault> {
    let kept = managed::of(visit).await?.filter(|domain| domain.keeps(jid));
    let way = match kept {
        None => Way::Elsewhere(jid.domain().to_string()),
        Some(_) => {
            Way::Here { mails: visit.app.sends_mail(), contacts: contacts(visit).await?, shortest: SHORTEST }
        }
    };
    Ok(RecoverPage { jid: jid.to_string(), way, errors })
}

/// Whom to write to who runs the pod, and the deployment, as its legal notice says: without an account nobody writes to the former. The
/// pod's contact is not among them: that address is shown to nobody else.
async fn contacts(visit: &Visit) -> Result<Vec<String>, Fault> {
    let pod = visit.pod()?;
    let operators = roles::operators(&visit.app.database, &pod.id).await?.into_iter();
    let deployment = Some(visit.app.legal.legal_contact.clone()).filter(|contact| !contact.is_empty());
    Ok(operators.map(|jid| jid.to_string()).chain(deployment).collect())
}

async fn check_code(
    visit: &Visit,
    jid: &BareJid,
    fields: &CodeFields,
) -> Result<Result<(Member, Code), Errors>, Fault> {
    let wrong = || Errors::one("code", Problem::CodeWrong);
    if is_weak(&fields.password) {
        return Ok(Err(Errors::one("password", Problem::WeakPassword(String::new()))));
    }
    let may = |limit| visit.app.limits.take(limit, Instant::now());
    if !may(Limit::RecoverFrom(visit.address.into())) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let Some(code) = Code::parse(&fields.code) else { return Ok(Err(wrong())) };
    if !may(Limit::RecoverOf(jid.as_str())) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let kept = managed::of(visit).await?.filter(|domain| domain.keeps(jid));
    let member = known(visit, kept.as_ref(), jid).await?;
    Ok(member.map(|member| (member, code)).ok_or_else(wrong))
}

/// Uses a code for another password; where that fails the code is good as before.
async fn use_code(
    visit: &Visit,
    member: &Member,
    code: &Code,
    password: &str,
) -> Result<Result<(), Errors>, Fault> {
    let (database, owner) = (&visit.app.database, member.owner());
    if !recoveries::take(database, &owner, code).await? {
        return Ok(Err(Errors::one("code", Problem::CodeWrong)));
    }
    let set = set_password(visit, member, Means::Code, password).await?;
    match &set {
        Ok(()) => recoveries::note_recovery(database, &owner, Means::Code, visit.now).await?,
        Err(_) => recoveries::put_back(database, &owner, code, visit.now).await?,
    }
    Ok(set)
}

/// The same with a link; nothing where it was used meanwhile.
async fn use_link(
    visit: &Visit,
    member: &Member,
    token: &str,
    password: &str,
) -> Result<Option<Result<(), Errors>>, Fault> {
    let (database, pod) = (&visit.app.database, member.pod_id);
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let used = recoveries::take_token(database, &pod, &token, visit.now).await?;
    let Some(used) = used else { return Ok(None) };
    let set = set_password(visit, member, Means::Link, password).await?;
    match &set {
        Ok(()) => {
            // they may be of whoever had the account before
            recoveries::forget_codes(database, &used.owner).await?;
            recoveries::note_recovery(database, &used.owner, Means::Link, visit.now).await?;
        }
        Err(_) => recoveries::put_token_back(database, &used, &token).await?,
    }
    Ok(Some(set))
}

/// Sets it. Whose account was deleted has another of the same name by a link.
async fn set_password(
    visit: &Visit,
    member: &Member,
    means: Means,
    password: &str,
) -> Result<Result<(), Errors>, Fault> {
    let server = || member.jid.domain().to_string();
    let away = || Errors::form(Problem::PasswordAway(server()));
    let domain = managed::of(visit).await?.filter(|domain| domain.keeps(&member.jid));
    let Some(prosody) = domain.as_ref().and_then(|domain| managed::keeper(visit, domain)) else {
        return Ok(Err(away()));
    };
    let set = match prosody.set_password(&member.pod_id, &member.jid, password).await {
        Err(ProsodyError::Missing(_)) if means == Means::Link => {
            prosody.create_account(&member.pod_id, &member.jid, password).await
        }
        set => set,
    };
    Ok(set.map_err(|error| match error {
        ProsodyError::Taken(_) => Errors::form(Problem::PasswordElsewhere(server())),
        ProsodyError::Wrong(_) | ProsodyError::Missing(_) => managed::errors(&error, &member.jid),
        error => {
            tracing::warn!(%error, jid = %member.jid, "a password was not set");
            away()
        }
    }))
}

/// All her browsers are out, her session signs in with the new password, and this browser is hers.
async fn back_in(visit: &Visit, request: &HttpRequest, member: &Member, password: &str) -> Answer {
    let (app, owner) = (&visit.app, member.owner());
    browsers::remove_all(&app.database, &owner).await?;
    app.pool.browsers_changed(&owner).await;
    if let Err(error) = app.pool.sign_out(&member.pod_id, &member.jid).await {
        tracing::warn!(%error, "nobody was told to end a session whose password is another now");
    }
    match app.pool.sign_in(&member.pod_id, &member.jid, password, true, None).await {
        Ok(Ok(id)) => enter(visit, request, id, &url::feed(), Some(Notice::PasswordChanged)).await,
        // the password is set, whatever stands in the way: the page for signing in says what
        other => {
            tracing::info!(?other, "who set another password was not signed in");
            Ok(visit.go(&url::login(), Some(Notice::PasswordChanged)))
        }
    }
}

/// Whose link it is, while it is good and her account is one that Cosse looks after.
async fn of_link(visit: &Visit, token: &str) -> Result<Option<Member>, Fault> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    if !visit.app.limits.take(Limit::RecoverFrom(visit.address.into()), Instant::now()) {
        return Err(Fault::TooMany);
    }
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    let Some(owner) = recoveries::of_token(database, &pod, &token, visit.now).await? else { return Ok(None) };
    visit.app.limits.give_back(Limit::RecoverFrom(visit.address.into()));
    let Some(member) = members::get(database, &owner).await? else { return Ok(None) };
    // she may have been given the deployment, or another pod, since it was made
    let is_too_much = managed::runs_more(visit, &member.jid).await?;
    Ok(Some(member).filter(|_| !is_too_much))
}

fn spent(visit: &Visit) -> actix_web::HttpResponse {
    visit.show_as(StatusCode::GONE, &ResetPage { link: None, errors: Errors::none() })
}

fn reset_page(token: &str, member: &Member, errors: Errors) -> ResetPage {
    let link = ResetLink { token: token.to_owned(), jid: member.jid.to_string(), shortest: SHORTEST };
    ResetPage { link: Some(link), errors }
}
