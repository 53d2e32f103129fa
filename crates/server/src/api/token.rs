//! Who calls: the token in `Authorization` (RFC 6750 §2.1). There are no cookies here.

use super::problems::{Kind, Problem};
use crate::{
    app::App,
    extract::address,
    limits::{Limit, Network},
};
use actix_web::{HttpRequest, http::header};
use model::tokens::{self, Secret, Token};
use std::time::Instant;
use time::OffsetDateTime;

/// The token of a request, if it is a good one that does not ask too often.
///
/// # Errors
/// That there is none, or that it asks too often.
pub async fn known(app: &App, request: &HttpRequest, now: OffsetDateTime) -> Result<Token, Problem> {
    let from = Limit::TokenFrom(Network::from(address(request, &app.trusted_proxies)));
    if !app.limits.take(from, Instant::now()) {
        return Err(Problem::new(Kind::TooMany, "too many tokens that are not good came from this network"));
    }
    let found = match shown(request) {
        Some(secret) => tokens::by_secret(&app.database, &secret, now).await?,
        None => None,
    };
    let Some(token) = found else {
        let detail = "send a token that is neither expired nor revoked, as in Authorization: Bearer cosse_…";
        return Err(Problem::new(Kind::Unauthenticated, detail));
    };
    app.limits.give_back(from);
    if !app.limits.take(Limit::Token(&token.name), Instant::now()) {
        return Err(Problem::new(Kind::TooMany, "this token asks too often: ten times a second is fine"));
    }
    tokens::touch(&app.database, &token, now).await?;
    Ok(token)
}

fn shown(request: &HttpRequest) -> Option<Secret> {
    let mut all = request.headers().get_all(header::AUTHORIZATION);
    let text = all.next()?.to_str().ok()?;
    let (scheme, secret) = text.split_once(' ')?;
    if all.next().is_some() || !scheme.eq_ignore_ascii_case("bearer") {
        return None;
    }
    Secret::parse(secret.trim())
}
