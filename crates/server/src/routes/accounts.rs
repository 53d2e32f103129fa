//! Signing in and out.

use crate::{
    arrivals,
    cookies::Name,
    csrf::Visit as Secret,
    domains::resting,
    extract::{Left, Member, OwnForm, Resident, Visit},
    fault::{Answer, Fault},
    limits::Limit,
    routes::{
        invites::{self, InviteQuery},
        settings, verdicts,
    },
    shown,
};
use actix_web::{HttpRequest, HttpResponse, http::header, web};
use jid::BareJid;
use model::{
    InviteId, MemberId, Owner,
    browsers::{self, Token},
    guests,
    pods::Pod,
};
use pool::SignInRefusal;
use serde::Deserialize;
use std::time::Instant;
use ui::{
    Errors, Notice, Problem, SessionState,
    pages::{Account, Accounts, ConfirmPage, LoginPage, PasswordNeededPage, Question},
};

/// The longest password that is looked at; hashing a megabyte helps nobody.
pub const LONGEST: usize = 1024;

/// The fields of `/login`.
#[derive(Deserialize)]
pub struct LoginForm {
    #[serde(default)]
    jid: String,
    #[serde(default)]
    password: String,
    keep: Option<String>,
    next: Option<String>,
    /// The code of the invitation that was followed.
    invite: Option<String>,
}

/// The fields of `/login/again`.
#[derive(Deserialize)]
pub struct AgainForm {
    #[serde(default)]
    password: String,
    keep: Option<String>,
}

/// The fields of `/logout`.
#[derive(Deserialize)]
pub struct LogoutForm {
    everywhere: Option<String>,
}

/// What was typed at `/login`, to be shown again.
#[derive(Default)]
struct Typed {
    jid: String,
    keep: bool,
    next: Option<String>,
    invite: Option<String>,
}

/// `GET /login`.
pub async fn login_form(visit: Visit, query: web::Query<InviteQuery>) -> Answer {
    if visit.member().is_some() {
        return Ok(visit.go(&ui::url::feed(), None));
    }
    let typed = Typed { keep: true, invite: query.into_inner().invite, ..Typed::default() };
    Ok(visit.show(&login_page(&visit, typed, Errors::none()).await?))
}

/// `POST /login`.
pub async fn login(visit: Visit, request: HttpRequest, OwnForm(form): OwnForm<LoginForm>) -> Answer {
    let LoginForm { jid, password, keep, next, invite } = form;
    let typed = Typed { jid, keep: keep.is_some(), next: next.filter(|next| is_path(next)), invite };
    let invite = invites::good(&visit, typed.invite.as_deref()).await?.map(|invite| invite.id);
    match sign_in(&visit, &typed.jid, &password, typed.keep, invite).await? {
        Ok(member) => {
            arrivals::note(&visit, member).await;
            enter(&visit, &request, member, typed.next.as_deref().unwrap_or("/feed"), None).await
        }
        Err(errors) => {
            let verdict = verdict(&visit, &typed.jid, &errors).await?;
            let page = login_page(&visit, typed, errors).await?;
            Ok(visit.show_again(&LoginPage { verdict, ..page }))
        }
    }
}

/// `GET /login/again`.
pub async fn again_form(member: Resident) -> Answer {
    // who wished that nothing be kept is not asked to change her mind
    let keep = member.is_kept() || member.session() == SessionState::Ended;
    Ok(member.show(&again_page(&member, keep, Errors::none())))
}

/// `POST /login/again`.
pub async fn again(member: Resident, OwnForm(form): OwnForm<AgainForm>) -> Answer {
    let keep = form.keep.is_some();
    match sign_in(&member, member.me().jid.as_str(), &form.password, keep, None).await? {
        Ok(_) => Ok(member.go(&ui::url::feed(), Some(Notice::BackOnline))),
        Err(errors) => Ok(member.show_again(&again_page(&member, keep, errors))),
    }
}

/// `GET /logout`: asks, for browsers without script, whether to sign out everywhere.
pub async fn logout_form(member: Member) -> Answer {
    Ok(member.show(&ConfirmPage { question: Question::SignOutEverywhere }))
}

/// `POST /logout`.
pub async fn logout(visit: Visit, member: Option<Member>, OwnForm(form): OwnForm<LogoutForm>) -> Answer {
    let Some(member) = member else { return out(&visit).await };
    let everywhere = form.everywhere.is_some();
    if everywhere && member.is_guest() {
        return Err(Fault::Guest);
    }
    let database = &visit.app.database;
    // the browsers first: they are out even where the session cannot be reached
    if everywhere {
        browsers::remove_all(database, &member.owner()).await?;
        visit.app.pool.browsers_changed(&member.owner()).await;
        visit.app.pool.sign_out(&member.home().id, &member.me().jid).await?;
    } else {
        settings::sign_out(&member, &member.browser().id).await?;
    }
    let notice = if everywhere { Notice::SignedOutEverywhere } else { Notice::SignedOut };
    let mut answer = visit.go(&ui::url::front(), Some(notice));
    forget(&visit, &mut answer)?;
    Ok(answer)
}

/// Who has left the pod is signed in, to come back; anybody else is out.
async fn out(visit: &Visit) -> Answer {
    let mut answer = visit.go(&ui::url::front(), None);
    if let Some(Left { browser, .. }) = visit.left() {
        match browsers::remove(&visit.app.database, &browser.owner(), &browser.id).await {
            Ok(()) | Err(model::Error::NotFound(_)) => forget(visit, &mut answer)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(answer)
}

/// Where whoever is kept out reads the decision on a report. That she is, is told to who has shown the right password.
async fn verdict(visit: &Visit, jid: &str, errors: &Errors) -> Result<Option<String>, Fault> {
    match (errors.of(""), parse_address(jid)) {
        (Some(Problem::Suspended(..)), Some(jid)) => verdicts::link(visit, &jid).await,
        _ => Ok(None),
    }
}

/// Signs a session in with what was typed. What is wrong, if anything is: with `jid`, `password` or the whole.
pub(super) async fn sign_in(
    visit: &Visit,
    jid: &str,
    password: &str,
    keep: bool,
    invite: Option<InviteId>,
) -> Result<Result<MemberId, Errors>, Fault> {
    let pod = visit.pod()?;
    let Some(jid) = parse_address(jid) else {
        let problem = if jid.trim().is_empty() { Problem::Required } else { Problem::AddressInvalid };
        return Ok(Err(Errors::one("jid", problem)));
    };
    if password.is_empty() {
        return Ok(Err(Errors::one("password", Problem::Required)));
    }
    if password.len() > LONGEST {
        return Ok(Err(Errors::one("password", Problem::WrongPassword)));
    }
    if !may_try(visit, &jid) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let signed = resting::sign_in(&visit.app, &pod.id, &jid, password, keep, invite).await?;
    if signed != Err(SignInRefusal::WrongPassword) {
        was_right(visit, &jid);
    }
    let joining = shown::joining(&visit.app, pod);
    Ok(signed.map_err(|refusal| match refusal {
        SignInRefusal::InviteNeeded if joining.full() => Errors::form(Problem::PodFull),
        SignInRefusal::InviteNeeded if joining.confirms() => Errors::form(Problem::ConfirmFirst),
        SignInRefusal::InviteNeeded if joining.asks() => Errors::form(Problem::AskFirst),
        refusal => sign_in_errors(refusal, &jid),
    }))
}

/// Whether there may be one more try; it counts as a wrong one until it turns out not to be.
pub(super) fn may_try(visit: &Visit, jid: &BareJid) -> bool {
    let [here, anywhere] = wrong(visit, jid);
    let limits =
        [Limit::SignInFrom(visit.address.into()), here, anywhere, Limit::SignInAt(jid.domain().as_str())];
    limits.into_iter().all(|limit| visit.app.limits.take(limit, Instant::now()))
}

/// The last try does not count: the password was not wrong.
pub(super) fn was_right(visit: &Visit, jid: &BareJid) {
    wrong(visit, jid).into_iter().for_each(|limit| visit.app.limits.give_back(limit));
}

fn wrong<'a>(visit: &Visit, jid: &'a BareJid) -> [Limit<'a>; 2] {
    [Limit::Wrong(jid.as_str(), visit.address.into()), Limit::WrongAnywhere(jid.as_str())]
}

/// Signs the browser in: a token that was never used before, of which the database gets the hash.
pub(super) async fn enter(
    visit: &Visit,
    request: &HttpRequest,
    member: MemberId,
    to: &str,
    notice: Option<Notice>,
) -> Answer {
    let owner = Owner { pod: visit.pod()?.id, member };
    let new = browsers::create(&visit.app.database, &owner, &label(request), visit.now).await?;
    let_in(visit, &new.token, to, notice)
}

/// What a browser calls itself.
pub(super) fn label(request: &HttpRequest) -> String {
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    crate::user_agents::label(agent.unwrap_or_default())
}

/// Gives a browser that has signed in its token, and goes on.
pub(super) fn let_in(visit: &Visit, token: &Token, to: &str, notice: Option<Notice>) -> Answer {
    let mut answer = visit.go(to, notice);
    // what forms were bound to before the sign-in is worth nothing after it
    let cookies =
        [(Name::Browser, token.reveal()), (Name::Visit, Secret::new(rand::random()).as_str().to_owned())];
    for (name, value) in cookies {
        let cookie = visit.app.cookies.make(name, value);
        answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))?;
    }
    Ok(answer)
}

pub(super) fn forget(visit: &Visit, answer: &mut HttpResponse) -> Result<(), Fault> {
    let cookie = visit.app.cookies.forget(Name::Browser);
    answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))
}

pub(super) fn parse_address(text: &str) -> Option<BareJid> {
    BareJid::new(text.trim()).ok().filter(|jid| jid.node().is_some())
}

/// A path of this host, and nothing that a browser takes for another one.
pub(super) fn is_path(next: &str) -> bool {
    next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

fn again_page(member: &Member, keep: bool, errors: Errors) -> PasswordNeededPage {
    PasswordNeededPage { jid: member.me().jid.to_string(), kept: member.is_kept(), keep, errors }
}

async fn login_page(visit: &Visit, typed: Typed, errors: Errors) -> Result<LoginPage, Fault> {
    let pod = visit.pod()?;
    let demo = if visit.app.demo { demo_accounts(pod) } else { Vec::new() };
    let Typed { jid, keep, next, invite } = typed;
    let joining = shown::joining(&visit.app, pod);
    let guest = guests::is_open(&visit.app.database, &pod.id).await?;
    let (verdict, accounts) = (None, accounts(pod));
    Ok(LoginPage { jid, keep, next, invite, errors, verdict, accounts, demo, joining, guest })
}

fn accounts(pod: &Pod) -> Accounts {
    let own = pod.xmpp_domain.iter().map(ToString::to_string);
    match pod.accounts {
        model::pods::Accounts::Any => Accounts::Any,
        model::pods::Accounts::Local => Accounts::Only(own.collect()),
        model::pods::Accounts::Listed => {
            Accounts::Only(own.chain(pod.allowed_domains.iter().cloned()).collect())
        }
    }
}

/// The accounts that `ops/demo` makes.
fn demo_accounts(pod: &Pod) -> Vec<Account> {
    let Some(domain) = &pod.xmpp_domain else { return Vec::new() };
    let names: &[&str] = if domain.as_str().starts_with("lanterne") {
        &["david"]
    } else {
        &["alice", "bob", "claire", "demo"]
    };
    let account = |name: &&str| Account { jid: format!("{name}@{domain}"), password: "demo".to_owned() };
    names.iter().map(account).collect()
}

/// What is wrong where a sign-in was refused.
#[must_use]
pub fn sign_in_errors(refusal: SignInRefusal, jid: &BareJid) -> Errors {
    let server = jid.domain().to_string();
    match refusal {
        SignInRefusal::WrongPassword => Errors::one("password", Problem::WrongPassword),
        SignInRefusal::AccountDisabled => Errors::one("jid", Problem::AccountDisabled),
        SignInRefusal::UnknownServer => Errors::one("jid", Problem::UnknownServer(server)),
        SignInRefusal::Unreachable => Errors::one("jid", Problem::Unreachable(server)),
        SignInRefusal::Timeout => Errors::one("jid", Problem::TimedOut(server)),
        SignInRefusal::AddressRefused => Errors::one("jid", Problem::AddressRefused(server)),
        SignInRefusal::Certificate => Errors::one("jid", Problem::Certificate(server)),
        SignInRefusal::NoSecureSignIn => Errors::one("jid", Problem::NoSecureSignIn(server)),
        SignInRefusal::Confused => Errors::one("jid", Problem::ServerConfused(server)),
        SignInRefusal::ServerNotAllowed => Errors::one("jid", Problem::ServerNotAllowed(server)),
        SignInRefusal::Suspended { reason, ask } => {
            Errors::form(Problem::Suspended(reason, ask.iter().map(ToString::to_string).collect()))
        }
        SignInRefusal::Blocked { reason, ask } => {
            Errors::form(Problem::Blocked(reason, ask.iter().map(ToString::to_string).collect()))
        }
        SignInRefusal::PodFull => Errors::form(Problem::PodFull),
        SignInRefusal::Closed => Errors::form(Problem::PodClosed),
        SignInRefusal::Paused => Errors::form(Problem::SignupsPaused),
        SignInRefusal::InviteNeeded => Errors::form(Problem::InviteNeeded),
        SignInRefusal::InviteSpent => Errors::form(Problem::InviteSpent),
        SignInRefusal::SessionsFull => Errors::form(Problem::SessionsFull),
        SignInRefusal::Crowded => Errors::form(Problem::SessionsFull),
        SignInRefusal::NoRoom => Errors::form(Problem::NoRoom),
        SignInRefusal::TooManyToday => Errors::form(Problem::TooManyToday),
    }
}
