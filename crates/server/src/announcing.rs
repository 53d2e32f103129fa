//! Somebody names a pod of another deployment: for the directory to look at, and for nothing else.

use crate::{
    app::App,
    limits::{Limit, Network},
    polling::Names,
};
use directory::{
    host_name::{self, HostNameError},
    text::Host,
};
use model::{
    hosts,
    listed_pods::{self, Submitted},
};
use std::{net::IpAddr, time::Instant};
use time::OffsetDateTime;

/// A name that was taken down.
pub struct Announced {
    /// As DNS has it.
    pub domain: String,
    /// What is known of it now.
    pub state: listed_pods::State,
    /// Whether nobody had named it before.
    pub is_new: bool,
}

/// Why a name is not taken down.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is no host name.
    #[error("{0}")]
    Name(HostNameError),
    /// It is one of this deployment's own.
    #[error("it is of this deployment, whose pods are in the directory by themselves")]
    Own,
    /// It looks the same as this other one.
    #[error("it looks the same as {0}, and nobody could tell the two apart")]
    Same(String),
    /// Too many were named, by one or by all.
    #[error("too many pods were named just now; try again in an hour")]
    TooMany,
    /// The directory is full.
    #[error("the directory knows as many pods as it can; ask whoever runs it")]
    Full,
}

/// Takes a name down, from whoever gives it. The same name again is nothing new.
///
/// # Errors
/// The database's.
pub async fn announce(
    app: &App,
    text: &str,
    from: IpAddr,
    now: OffsetDateTime,
) -> Result<Result<Announced, Refused>, model::Error> {
    let domain = match host_name::parse(text.trim()) {
        Ok(domain) => domain,
        Err(error) => return Ok(Err(Refused::Name(error))),
    };
    if !app.limits.take(Limit::AnnounceFrom(Network::from(from)), Instant::now()) {
        return Ok(Err(Refused::TooMany));
    }
    let names = app.polling.protected.names(app).await?;
    if is_own(app, &names, &domain).await? {
        return Ok(Err(Refused::Own));
    }
    let is_known = listed_pods::get(&app.database, &domain).await?.is_some();
    if !is_known && !app.limits.take(Limit::AnnounceNew, Instant::now()) {
        return Ok(Err(Refused::TooMany));
    }
    submit(app, &names, domain, is_known, now).await
}

/// What becomes of a name that another directory gives.
#[derive(Debug)]
pub enum Hinted {
    /// It is new, and looked at soon.
    Taken,
    /// It is known already, or of this deployment: nothing changes.
    Known,
    /// It is no name of a pod, or can be taken for another's.
    Refused(Refused),
    /// No more names are taken at the moment.
    Later,
}

/// Takes a name down that another directory gives, if nobody has given it before: what one says of those that are known, were taken out or
/// opted out changes nothing, not even when they are looked at.
///
/// # Errors
/// The database's.
pub async fn hinted(app: &App, text: &str, now: OffsetDateTime) -> Result<Hinted, model::Error> {
    let domain = match host_name::parse(text) {
        Ok(domain) => domain,
        Err(error) => return Ok(Hinted::Refused(Refused::Name(error))),
    };
    let names = app.polling.protected.names(app).await?;
    if is_own(app, &names, &domain).await? || listed_pods::get(&app.database, &domain).await?.is_some() {
        return Ok(Hinted::Known);
    }
    Ok(match submit(app, &names, domain, false, now).await? {
        Ok(Announced { is_new: true, .. }) => Hinted::Taken,
        Ok(_) => Hinted::Known,
        Err(Refused::TooMany | Refused::Full) => Hinted::Later,
        Err(refused) => Hinted::Refused(refused),
    })
}

/// The names are those of some seconds ago: one that was made since is asked for.
async fn is_own(app: &App, names: &Names, domain: &Host) -> Result<bool, model::Error> {
    Ok(names.is_own(domain) || hosts::known(&app.database).await?.iter().any(|known| known.host == **domain))
}

/// Takes a name down, unless nobody could tell it from another.
async fn submit(
    app: &App,
    names: &Names,
    domain: Host,
    is_known: bool,
    now: OffsetDateTime,
) -> Result<Result<Announced, Refused>, model::Error> {
    // what is only like another is looked at by a human, once there is something to look at
    let alike = if is_known { Vec::new() } else { names.alike(&app.naming, &domain) };
    if let Some(worst) = alike.first().filter(|worst| names.refuse(worst)) {
        return Ok(Err(Refused::Same(worst.other.to_owned())));
    }
    let submitted = taken(listed_pods::submit(&app.database, &domain, now).await?);
    Ok(submitted.map(|(state, is_new)| Announced { domain: domain.into(), state, is_new }))
}

/// Where a name is now that was given, and whether nobody had given it before.
fn taken(submitted: Submitted) -> Result<(listed_pods::State, bool), Refused> {
    match submitted {
        Submitted::New => Ok((listed_pods::State::Submitted, true)),
        Submitted::Known(state) => Ok((state, false)),
        Submitted::Later => Err(Refused::TooMany),
        Submitted::Full => Err(Refused::Full),
    }
}
