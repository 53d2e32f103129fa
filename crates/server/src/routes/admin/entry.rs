//! How admins come in on the platform's host, and go.

use crate::{
    cookies::Name,
    csrf::Visit as Secret,
    extract::{Nothing, OwnForm, Segment, Visit, admin_token, admin_visitor},
    fault::{Answer, Fault},
    routes::accounts::{LONGEST, is_path, may_try, parse_address, sign_in_errors, was_right},
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use jid::BareJid;
use model::{
    admins::{
        self, browsers,
        links::{self, Link},
    },
    browsers::Token,
};
use pool::SignInRefusal;
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{AdminLoginPage, Setup, SetupPage},
    url,
};

/// What stands behind the question mark of `/login`.
#[derive(Deserialize)]
pub struct NextQuery {
    next: Option<String>,
}

/// The fields of `/login`.
#[derive(Deserialize)]
pub struct LoginFields {
    #[serde(default)]
    jid: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

/// The field of `/setup/{token}`.
#[derive(Deserialize)]
pub struct SetupFields {
    #[serde(default)]
    jid: String,
}

/// `GET /login`.
pub async fn login_form(visit: Visit, request: HttpRequest, query: web::Query<NextQuery>) -> Answer {
    if admin_visitor(&visit, &request).await?.is_some_and(|visitor| visitor.is_admin) {
        return Ok(visit.go(&url::admin(), None));
    }
    let next = query.into_inner().next.filter(|next| is_path(next));
    Ok(visit.show(&AdminLoginPage { next, ..AdminLoginPage::default() }))
}

/// `POST /login`.
pub async fn login(visit: Visit, OwnForm(fields): OwnForm<LoginFields>) -> Answer {
    let LoginFields { jid, password, next } = fields;
    let next = next.filter(|next| is_path(next));
    match prove(&visit, &jid, &password).await? {
        Ok(jid) => {
            let token = browsers::enter(&visit.app.database, &jid, visit.now).await?;
            enter(&visit, &token, &next.unwrap_or_else(url::admin))
        }
        Err(errors) => Ok(visit.show_again(&AdminLoginPage { jid, next, errors })),
    }
}

/// `POST /logout`.
pub async fn logout(visit: Visit, request: HttpRequest, OwnForm(Nothing {}): OwnForm<Nothing>) -> Answer {
    if let Some(token) = admin_token(&visit, &request) {
        browsers::leave(&visit.app.database, &token).await?;
    }
    let mut answer = visit.go(&url::front(), Some(Notice::SignedOut));
    let cookie = visit.app.cookies.forget(Name::Admin);
    answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))?;
    Ok(answer)
}

/// `GET /setup/{token}`. To look spends nothing.
pub async fn setup(visit: Visit, Segment(token): Segment) -> Answer {
    let setup = match good(&visit, &token).await? {
        Some((_, Link::First)) => Setup::First { token, jid: String::new(), errors: Errors::none() },
        Some((_, Link::Of(jid))) => Setup::SignIn { token, jid: jid.to_string() },
        None => return Ok(gone(&visit)),
    };
    Ok(visit.show(&SetupPage { setup }))
}

/// `POST /setup/{token}`.
pub async fn follow(
    visit: Visit,
    Segment(token): Segment,
    OwnForm(SetupFields { jid }): OwnForm<SetupFields>,
) -> Answer {
    let Some((key, link)) = good(&visit, &token).await? else { return Ok(gone(&visit)) };
    let first = parse_address(&jid);
    if link == Link::First && first.is_none() {
        let problem = if jid.trim().is_empty() { Problem::Required } else { Problem::AddressInvalid };
        let setup = Setup::First { token, jid, errors: Errors::one("jid", problem) };
        return Ok(visit.show_again(&SetupPage { setup }));
    }
    match links::follow(&visit.app.database, &key, first.as_ref(), visit.now).await {
        Ok(token) => enter(&visit, &token, &url::admin()),
        // somebody was quicker
        Err(model::Error::NotFound(_)) => Ok(gone(&visit)),
        Err(error) => Err(error.into()),
    }
}

/// The account, if its server says that the password is right and it is an admin's. Whether it was the one or the other that was wrong
/// is told to nobody.
async fn prove(visit: &Visit, typed: &str, password: &str) -> Result<Result<BareJid, Errors>, Fault> {
    let wrong = || Errors::form(Problem::NotAnAdmin);
    let Some(jid) = parse_address(typed) else { return Ok(Err(wrong())) };
    if password.is_empty() || password.len() > LONGEST {
        return Ok(Err(wrong()));
    }
    if !may_try(visit, &jid) {
        return Ok(Err(Errors::form(Problem::TooOften)));
    }
    let proven = visit.app.pool.prove(&jid, password, visit.now).await?;
    if proven != Err(SignInRefusal::WrongPassword) {
        was_right(visit, &jid);
    }
    match proven {
        Ok(()) if admins::contains(&visit.app.database, &jid).await? => Ok(Ok(jid)),
        Ok(()) | Err(SignInRefusal::WrongPassword) => Ok(Err(wrong())),
        Err(refusal) => Ok(Err(sign_in_errors(refusal, &jid))),
    }
}

/// What a link is for, if it is good.
async fn good(visit: &Visit, token: &str) -> Result<Option<(Token, Link)>, Fault> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let link = links::get(&visit.app.database, &token, visit.now).await?;
    Ok(link.map(|link| (token, link)))
}

fn gone(visit: &Visit) -> HttpResponse {
    visit.show_as(StatusCode::NOT_FOUND, &SetupPage { setup: Setup::Gone })
}

/// Signs the browser in.
fn enter(visit: &Visit, token: &Token, to: &str) -> Answer {
    let mut answer = visit.go(to, None);
    // what forms were bound to before the sign-in is worth nothing after it
    let cookies =
        [(Name::Admin, token.reveal()), (Name::Visit, Secret::new(rand::random()).as_str().to_owned())];
    for (name, value) in cookies {
        let cookie = visit.app.cookies.make(name, value);
        answer.add_cookie(&cookie).map_err(|error| Fault::Internal(error.to_string()))?;
    }
    Ok(answer)
}
