//! Signing up on the pod's own XMPP server, with what that server asks.

mod asked;

pub(super) use asked::heard;

use crate::{
    arrivals,
    extract::{Form, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    routes::{
        accounts::{LONGEST, enter, sign_in_errors},
        asking, confirming,
        invites::{self, InviteQuery},
        managed::{self, Newcomer},
    },
    shown,
};
use actix_web::{HttpRequest, web};
use jid::BareJid;
use model::{
    Email, MemberId,
    invites::Invite,
    pods::{Pod, Registration},
};
use pool::{
    RegisterRefusal, SignInRefusal,
    forms::{self, Filled},
};
use serde::Deserialize;
use std::{collections::HashMap, time::Instant};
use ui::{
    Errors, Notice, Problem,
    components::AskedField,
    forms::Joining,
    pages::{ConfirmForm, RegisterPage, WaitForm},
    url::Mode,
};

/// The shortest password of an account that is made here.
pub(super) const SHORTEST: u32 = 8;

/// Fields of a server's form that are taken from a browser; no server's form has more.
const FIELDS: usize = 50;

/// The fields of `/register`.
#[derive(Deserialize)]
pub struct RegisterForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    keep: Option<String>,
    /// Leads back to the server's riddle.
    form: Option<String>,
    /// The code of the invitation that was followed.
    invite: Option<String>,
    /// Where an operator's answer goes.
    #[serde(default)]
    email: String,
    /// What she is told.
    #[serde(default)]
    reason: String,
    /// What the server asks besides, and what every form carries.
    #[serde(flatten)]
    others: HashMap<String, String>,
}

/// What was typed, to be shown again.
#[derive(Default)]
pub(super) struct Typed {
    username: String,
    keep: bool,
    invite: Option<String>,
    fields: Vec<(String, String)>,
}

/// `GET /register`.
pub async fn form(visit: Visit, query: web::Query<InviteQuery>) -> Answer {
    if visit.member().is_some() {
        return Ok(visit.go(&ui::url::feed(), None));
    }
    let code = query.into_inner().invite;
    let invite = invites::good(&visit, code.as_deref()).await?;
    if let (Some(code), None) = (&code, &invite) {
        // its own page says why
        return Ok(visit.go(&ui::url::invite(code), None));
    }
    let typed = Typed { keep: true, invite: code, ..Typed::default() };
    let page = page(&visit, typed, invite.as_ref(), Errors::none()).await?;
    asked::heard(visit.show(&page), &page)
}

/// `POST /register`.
pub async fn register(visit: Visit, request: HttpRequest, Form(form): Form<RegisterForm>) -> Answer {
    let joining = shown::joining(&visit.app, visit.pod()?);
    if form.invite.is_none() && joining.asks() {
        return asking::ask(&visit, form.email, form.reason).await;
    }
    if form.invite.is_none() && joining.confirms() {
        return confirming::ask(&visit, form.email).await;
    }
    if form.invite.is_none() && matches!(joining.mode, Mode::Confirmed | Mode::Approval) {
        return closed_meanwhile(&visit, form.email).await;
    }
    let fields = fields(form.others);
    let filled = Filled { token: form.form, fields: fields.clone() };
    let keep = form.keep.is_some();
    let typed = Typed { username: form.username, keep, invite: form.invite, fields };
    match sign_up(&visit, &typed, &form.password, filled).await? {
        Ok(member) => {
            arrivals::note(&visit, member).await;
            enter(&visit, &request, member, &ui::url::welcome(), Some(Notice::AccountMade)).await
        }
        Err(errors) => {
            let invite = invites::good(&visit, typed.invite.as_deref()).await?;
            if let (Some(code), None) = (&typed.invite, &invite) {
                // its own page says why
                return Ok(visit.go(&ui::url::invite(code), None));
            }
            let page = page(&visit, typed, invite.as_ref(), errors).await?;
            asked::heard(visit.show_again(&page), &page)
        }
    }
}

/// Why nobody can ask, or say where she gets mail, any more: the pod is full, or pauses. Who can wait for a place does so with the
/// address that she typed.
async fn closed_meanwhile(visit: &Visit, email: String) -> Answer {
    let mut closed = page(visit, Typed::default(), None, Errors::none()).await?;
    closed.wait = closed.wait.map(|wait| WaitForm { email, ..wait });
    asked::heard(visit.show_again(&closed), &closed)
}

/// The server's fields among those of our form.
fn fields(others: HashMap<String, String>) -> Vec<(String, String)> {
    let known = others.into_iter().filter_map(|(input, value)| Some((AskedField::of_input(&input)?, value)));
    known.take(FIELDS).collect()
}

async fn sign_up(
    visit: &Visit,
    typed: &Typed,
    password: &str,
    filled: Filled,
) -> Result<Result<MemberId, Errors>, Fault> {
    let pod = visit.pod()?;
    let Some(domain) = &pod.xmpp_domain else { return Ok(Err(Errors::form(Problem::RegistrationClosed))) };
    let username = typed.username.trim();
    if username.is_empty() {
        return Ok(Err(Errors::one("username", Problem::Required)));
    }
    if password.chars().count() < SHORTEST as usize || password.len() > LONGEST {
        return Ok(Err(Errors::one("password", Problem::WeakPassword(String::new()))));
    }
    let jid = BareJid::new(&format!("{username}@{domain}")).ok();
    let Some(jid) = jid.filter(|jid| !username.contains(['@', '/']) && jid.node().is_some()) else {
        return Ok(Err(Errors::one("username", Problem::NameInvalid)));
    };
    if !visit.app.limits.take(Limit::RegisterFrom(visit.address.into()), Instant::now()) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let invite = invites::good(visit, typed.invite.as_deref()).await?.map(|invite| invite.id);
    if typed.invite.is_some() && invite.is_none() && pod.registration != Registration::Open {
        return Ok(Err(Errors::form(Problem::InviteSpent)));
    }
    let new = Newcomer { jid: &jid, password, keep: typed.keep, invite };
    if let Some(domain) = managed::of(visit).await? {
        return managed::sign_up(visit, &domain, &new).await;
    }
    match visit.app.pool.register(&pod.id, &jid, password, typed.keep, filled, invite).await? {
        Err(RegisterRefusal::NameTaken) => managed::go_on(visit, &new).await,
        made => Ok(made.map_err(|refusal| errors(refusal, &jid))),
    }
}

/// The page, with what the server asks now: a riddle is a new one each time.
pub(super) async fn page(
    visit: &Visit,
    typed: Typed,
    invite: Option<&Invite>,
    errors: Errors,
) -> Result<RegisterPage, Fault> {
    let pod = visit.pod()?;
    let mut joining = invites::joining(visit, invite).await?;
    let ask_form =
        if joining.asks() && errors.is_empty() { Some(asking::form(visit, pod).await?) } else { None };
    let asked = if joining.possible() { ask(visit, pod).await? } else { Ok(forms::Form::default()) };
    let form = asked.unwrap_or_else(|refusal| {
        // where nobody knows what it asks, name and password are a beginning
        joining.accounts = refusal != RegisterRefusal::NotOffered;
        forms::Form::default()
    });
    joining.accounts &= !form.only_there;
    let fields = asked::fields(&form, &typed).await?;
    Ok(RegisterPage {
        username: typed.username,
        domain: pod.xmpp_domain.as_ref().map(ToString::to_string).unwrap_or_default(),
        keep: typed.keep,
        password_shortest: SHORTEST,
        instructions: if fields.is_empty() { String::new() } else { form.instructions },
        asked: fields,
        token: form.token,
        invite: typed.invite.filter(|_| joining.invited),
        elsewhere: form.page.filter(|page| page.starts_with("https://") || page.starts_with("http://")),
        ask: ask_form,
        confirm: (joining.confirms() && errors.is_empty()).then(ConfirmForm::default),
        wait: wait_form(&joining, pod),
        joining,
        errors: asked::to_riddle(errors, &form.fields),
    })
}

fn wait_form(joining: &Joining, pod: &Pod) -> Option<WaitForm> {
    let waiting = u64::try_from(pod.waiting).unwrap_or_default();
    (joining.full() && joining.waits).then(|| WaitForm { waiting, ..WaitForm::default() })
}

/// Whether somebody of this network may have one more mail sent to that address.
pub(super) fn may_ask(visit: &Visit, email: &Email) -> bool {
    let mailbox = mailbox(email);
    [Limit::AskFrom(visit.address.into()), Limit::MailTo(&mailbox)]
        .into_iter()
        .all(|limit| visit.app.limits.take(limit, Instant::now()))
}

/// Whether one more mail may go to that address, whoever asks for it.
pub(super) fn may_be_mailed(visit: &Visit, email: &Email) -> bool {
    visit.app.limits.take(Limit::MailTo(&mailbox(email)), Instant::now())
}

/// Whose mailbox an address is, as most servers have it: of any case, and without what follows a `+`.
fn mailbox(email: &Email) -> String {
    let text = email.as_str().to_lowercase();
    let Some((name, domain)) = text.rsplit_once('@') else { return text };
    format!("{}@{domain}", name.split('+').next().unwrap_or(name))
}

async fn ask(visit: &Visit, pod: &Pod) -> Result<Result<forms::Form, RegisterRefusal>, Fault> {
    let Some(domain) = &pod.xmpp_domain else { return Ok(Err(RegisterRefusal::NotOffered)) };
    // an account that Cosse makes needs a name and a password
    if let Some(domain) = managed::of(visit).await? {
        let made = managed::maker(visit, &domain).map(|_| forms::Form::default());
        return Ok(made.ok_or(RegisterRefusal::NotOffered));
    }
    if !visit.app.limits.take(Limit::RegisterFormFrom(visit.address.into()), Instant::now()) {
        return Ok(Err(RegisterRefusal::TooOften));
    }
    let asked = visit.app.pool.registration_form(&pod.id, domain).await;
    // without the pool a page is made all the same
    Ok(asked.unwrap_or_else(|error| {
        tracing::warn!(%error, "nobody could say what a server asks of newcomers");
        Err(SignInRefusal::Timeout.into())
    }))
}

fn errors(refusal: RegisterRefusal, jid: &BareJid) -> Errors {
    match refusal {
        RegisterRefusal::NameTaken => Errors::one("username", Problem::NameTaken),
        RegisterRefusal::WeakPassword(said) => Errors::one("password", Problem::WeakPassword(said)),
        RegisterRefusal::Refused(said) => Errors::form(Problem::Refused(said)),
        RegisterRefusal::WrongAnswer => Errors::form(Problem::WrongAnswer),
        RegisterRefusal::TooLate => Errors::form(Problem::RiddleGone),
        RegisterRefusal::NotOffered => Errors::form(Problem::RegistrationClosed),
        RegisterRefusal::TooOften => Errors::form(Problem::TooOften),
        RegisterRefusal::SignIn(refusal) => sign_in_errors(refusal, jid),
    }
}
