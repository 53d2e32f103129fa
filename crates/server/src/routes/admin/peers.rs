//! Other directories: which are followed, how that goes, and how many must agree before a pod is taken out.

use super::count;
use crate::{
    extract::{Admin, Form},
    fault::{Answer, Fault},
    federation as told,
};
use directory::{host_name, peer};
use model::federation::{
    self,
    peers::{self, Change, MOST, Peer},
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{PeerRow, PeersPage, Sure, SurePage},
    url::{self, PeerTurn},
};

/// The fields of the form for one more.
#[derive(Deserialize)]
pub struct PeerFields {
    #[serde(default)]
    host: String,
    trusted: Option<String>,
}

/// What is to be done to one.
#[derive(Deserialize)]
pub struct TurnFields {
    host: String,
    to: String,
    sure: Option<String>,
}

/// The field of the rule.
#[derive(Deserialize)]
pub struct RuleFields {
    #[serde(default)]
    agree: String,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Typed {
    host: String,
    agree: Option<String>,
    errors: Errors,
    rule_errors: Errors,
}

/// `GET /admin/peers`.
pub async fn list(admin: Admin) -> Answer {
    Ok(admin.show(&page(&admin, Typed::default()).await?))
}

/// `POST /admin/peers`.
pub async fn add(admin: Admin, Form(PeerFields { host, trusted }): Form<PeerFields>) -> Answer {
    let problem = match host_name::parse(host.trim()) {
        _ if host.trim().is_empty() => Problem::Required,
        Err(_) => Problem::HostInvalid,
        Ok(name) if *name == *admin.app.origins.platform() => Problem::PeerOwn,
        Ok(name) => match peers::add(&admin.app.database, &name, trusted.is_some(), &admin.by()).await {
            Ok(()) => return Ok(admin.go(&url::admin_peers(), Some(Notice::Saved))),
            Err(model::Error::Taken(_)) => Problem::PeerKnown,
            Err(model::Error::TooLarge(_)) => Problem::PeersFull,
            Err(error) => return Err(error.into()),
        },
    };
    let typed = Typed { host, errors: Errors::one("host", problem), ..Typed::default() };
    Ok(admin.show_again(&page(&admin, typed).await?))
}

/// `POST /admin/peers/turn`: asks before one is followed no longer.
pub async fn turn(admin: Admin, Form(TurnFields { host, to, sure }): Form<TurnFields>) -> Answer {
    let (database, by) = (&admin.app.database, admin.by());
    let turn = PeerTurn::from_code(&to).ok_or_else(|| Fault::BadRequest("no such turn".to_owned()))?;
    let host = String::from(host_name::parse(&host).map_err(|_| Fault::NotFound)?);
    let done = match turn {
        PeerTurn::Pause => peers::change(database, &host, Change::Paused(true), &by).await,
        PeerTurn::Resume => peers::change(database, &host, Change::Paused(false), &by).await,
        PeerTurn::Trust => peers::change(database, &host, Change::Trusted(true), &by).await,
        PeerTurn::Distrust => peers::change(database, &host, Change::Trusted(false), &by).await,
        PeerTurn::Remove if sure.is_none() => {
            if !peers::list(database).await?.iter().any(|peer| peer.host == host) {
                return Err(Fault::NotFound);
            }
            return Ok(admin.show(&SurePage { what: Sure::PeerRemove { host } }));
        }
        PeerTurn::Remove => peers::remove(database, &host, &by).await,
    };
    match done {
        Ok(()) => Ok(admin.go(&url::admin_peers(), Some(Notice::Saved))),
        Err(model::Error::NotFound(_)) => Err(Fault::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// `POST /admin/peers/rule`: 0 for never, two at least.
pub async fn rule(admin: Admin, Form(RuleFields { agree }): Form<RuleFields>) -> Answer {
    match agree.trim().parse::<i64>().ok().filter(|number| *number == 0 || (2..=MOST).contains(number)) {
        Some(number) => {
            federation::set_agree(&admin.app.database, number, &admin.by()).await?;
            Ok(admin.go(&url::admin_peers(), Some(Notice::Saved)))
        }
        None => {
            let most = u32::try_from(MOST).unwrap_or(u32::MAX);
            let rule_errors = Errors::one("agree", Problem::NoNumber(2, most));
            let typed = Typed { agree: Some(agree), rule_errors, ..Typed::default() };
            Ok(admin.show_again(&page(&admin, typed).await?))
        }
    }
}

async fn page(admin: &Admin, typed: Typed) -> Result<PeersPage, Fault> {
    let database = &admin.app.database;
    let own = federation::own(database).await?;
    let Typed { host, agree, errors, rule_errors } = typed;
    Ok(PeersPage {
        peers: peers::list(database).await?.into_iter().map(row).collect(),
        host,
        agree: agree.unwrap_or_else(|| own.agree.to_string()),
        own: told::id(&admin.app) + peer::PATH,
        errors,
        rule_errors,
    })
}

fn row(peer: Peer) -> PeerRow {
    PeerRow {
        host: peer.host,
        paused: peer.paused,
        trusted: peer.trusted,
        good_at: peer.good_at,
        due_at: peer.due_at,
        taken: count(peer.taken),
        refused: count(peer.refused),
        error: peer.error,
    }
}
