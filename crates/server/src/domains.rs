//! The pods' XMPP domains on the deployment's Prosody: made by a job, and looked at again and again, so that limits that change hold there,
//! and what Prosody has lost is made again.

use crate::{
    app::App,
    certificates,
    prosody::{Prosody, ProsodyError, Stand, Wish},
};
use futures::{StreamExt, stream};
use jid::BareJid;
use model::{
    Database, PodId, admins,
    domains::{self, Due, Kind, Loan, Newer, Outcome},
    members,
    pods::{self, Pod},
    roles,
};
use time::{Duration, OffsetDateTime};

pub mod accounts;
pub mod asked;
pub mod dropping;
mod invited;
mod inviting;
pub mod keeping;
mod letting_go;
pub mod questions;
pub mod resting;

pub use inviting::{most as most_open, takes_invited};

/// Domains that are looked at in one go,
const MOST: u32 = 100;

/// and at once.
const AT_ONCE: usize = 8;

/// How long after it was taken something is begun with: a Prosody that hangs keeps it for seconds, and two minutes later another process
/// has it, and may say something newer.
const FRESH: Duration = Duration::seconds(30);

/// Nobody can make it.
const NO_PROSODY: &str = "this deployment has no --prosody-admin, so nobody makes it";

/// Makes and looks at what is due, and at what is left on domains that were given up.
///
/// # Errors
/// The database's own.
pub async fn look_at_due(app: &App) -> Result<(), model::Error> {
    let taken = (app.now)();
    let due = domains::due(&app.database, taken, MOST).await?;
    stream::iter(due)
        .for_each_concurrent(AT_ONCE, |due| async move {
            if is_fresh(app, taken) {
                one(app, due).await;
            }
        })
        .await;
    letting_go::look_at_due(app).await
}

/// Takes away the pods that were deleted too long ago to come back, after Prosody has let go of them; how many.
///
/// # Errors
/// The database's own.
pub async fn purge(app: &App) -> Result<usize, model::Error> {
    let (database, now) = (&app.database, (app.now)());
    let mut count = 0;
    for pod in pods::over(database, now).await? {
        if leave(app, &pod).await? {
            pods::purge(database, &pod, now).await?;
            count += 1;
        }
    }
    Ok(count)
}

/// Has nothing kept on Prosody for a pod that goes, also on domains that it gave up; whether it can go now.
async fn leave(app: &App, pod: &PodId) -> Result<bool, model::Error> {
    let domain = domains::of(&app.database, pod).await?;
    let its_own = domain.domain.as_ref().filter(|_| domain.is_ours());
    let Some(prosody) = &app.prosody else {
        if let Some(name) = its_own {
            tracing::warn!(%pod, domain = %name, "a pod goes, and {NO_PROSODY}: its accounts stay where they are");
        }
        return Ok(true);
    };
    let left = match (prosody.leave_all(pod).await, its_own) {
        // of an older module, which knows only one domain after the other
        (Err(ProsodyError::Missing(_)), Some(name)) => prosody.leave(name, pod).await,
        (Err(ProsodyError::Missing(_)), None) => Ok(()),
        (left, _) => left,
    };
    if let Err(error) = &left {
        tracing::warn!(%error, %pod, "a pod stays until its domains are given up");
    }
    Ok(left.is_ok())
}

/// Whether an account runs more than a pod: the deployment, or another pod.
///
/// # Errors
/// The database's own.
pub async fn runs_more(database: &Database, pod: &PodId, jid: &BareJid) -> Result<bool, model::Error> {
    Ok(admins::contains(database, jid).await? || roles::runs_another_pod(database, pod, jid).await?)
}

/// Whether an account is one that Cosse makes for a pod, and nobody has come with it yet.
///
/// # Errors
/// The database's own.
pub async fn is_to_come(database: &Database, pod: &PodId, jid: &BareJid) -> Result<bool, model::Error> {
    Ok(domains::of(database, pod).await?.keeps(jid) && !members::is_anywhere(database, jid).await?)
}

/// Whether what was taken then is begun with now. What is not is due again when its two minutes are over.
fn is_fresh(app: &App, taken: OffsetDateTime) -> bool {
    (app.now)() < taken + FRESH
}

async fn one(app: &App, due: Due) {
    let outcome = match &app.prosody {
        Some(prosody) => make(app, prosody, &due).await,
        None => Ok(Some(Outcome::Stopped(NO_PROSODY.to_owned()))),
    };
    let settled = match outcome {
        Ok(Some(outcome)) => {
            if let Outcome::Later(reason) | Outcome::Stopped(reason) = &outcome {
                tracing::warn!(reason, domain = %due.domain, "an XMPP domain is not ready");
            }
            domains::settle(&app.database, &due, outcome, (app.now)()).await
        }
        // whoever said something newer has the say; or it is due again already
        Ok(None) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = settled {
        tracing::warn!(%error, domain = %due.domain, "how an XMPP domain is was not written down");
    }
}

/// Has it made, and looks whether clients find it there as it should be. Nothing where Prosody has heard something newer.
async fn make(app: &App, prosody: &Prosody, due: &Due) -> Result<Option<Outcome>, model::Error> {
    let Some(pod) = pods::get(&app.database, &due.pod).await? else {
        return Ok(Some(Outcome::Stopped("the pod is gone".to_owned())));
    };
    // what it may give away is written down before it hears of it, and given back after it has taken less
    let loan = domains::lend(&app.database, due, (app.now)()).await?;
    let wish = wish(app, &pod, due, loan).await?;
    let stand = match prosody.ensure(&due.domain, &due.pod, &wish).await {
        Ok(stand) => stand,
        Err(error) => {
            let outcome = refused(&error);
            // what it refused for good it did not take
            if matches!(outcome, Outcome::Stopped(_)) {
                domains::refused(&app.database, due, loan).await?;
            }
            return Ok(Some(outcome));
        }
    };
    if !note_held(app, due, loan, &stand).await? {
        return Ok(None);
    }
    let uploaded = stand.uploaded.unwrap_or(due.uploaded);
    if !due.looks {
        return Ok(Some(Outcome::Ready { uploaded }));
    }
    Ok(Some(look(app, prosody, due, &stand, uploaded).await))
}

/// Writes down what Prosody holds of a loan; whether there is none that it heard of and is newer.
async fn note_held(app: &App, due: &Due, loan: Loan, stand: &Stand) -> Result<bool, model::Error> {
    if let Some(turn) = stand.turn.filter(|turn| *turn != loan.turn) {
        let newer = Newer { turn, bytes: stand.total.unwrap_or_default() };
        if domains::late(&app.database, &due.pod, &due.domain, newer, (app.now)()).await? {
            tracing::warn!(domain = %due.domain, "Prosody has heard what this database, as from a backup, does not know");
        }
        return Ok(false);
    }
    match (stand.uploaded, stand.total) {
        (Some(uploaded), total) => {
            let held = Loan { room: total.unwrap_or(loan.room), ..loan };
            domains::taken(&app.database, due, held, uploaded).await?;
        }
        (None, Some(total)) => {
            tracing::warn!(domain = %due.domain, "Prosody cannot count its uploads: none are let in, and no more is lent");
            let held = Loan { before: loan.before.max(total), ..loan };
            domains::refused(&app.database, due, held).await?;
        }
        (None, None) => {}
    }
    Ok(true)
}

/// Whether clients find what was made there.
async fn look(app: &App, prosody: &Prosody, due: &Due, stand: &Stand, uploaded: i64) -> Outcome {
    let certified = certify(app, prosody, due, stand.certificate.as_deref()).await;
    match pool::registration_is_offered(&app.network, &due.domain).await {
        Ok(false) => Outcome::Ready { uploaded },
        Ok(true) => Outcome::Stopped(
            "anybody can make accounts there, past the pod's rules: does DNS or --xmpp-host lead to another server?"
                .to_owned(),
        ),
        Err(error) => Outcome::Later(format!(
            "it was made, and clients do not reach it: {error}; look at DNS or --xmpp-host, and at its certificate{}",
            certified.err().map(|reason| format!(" ({reason})")).unwrap_or_default()
        )),
    }
}

/// What a pod's people may do there.
async fn wish(app: &App, pod: &Pod, due: &Due, loan: Loan) -> Result<Wish, model::Error> {
    // of a shared domain nobody knows which pod somebody would come to
    let host: &str = if due.kind == Kind::Managed { &pod.host } else { app.origins.platform() };
    let page = if due.kind == Kind::Managed { ui::url::register() } else { ui::url::front() };
    Ok(Wish {
        alone: due.kind == Kind::Managed,
        open: due.open,
        sign_up: ui::url::absolute(&app.origins.of(host), &page),
        total: loan.room,
        turn: loan.turn,
        each: due.upload_max,
        invites: inviting::offered(app, pod, &due.domain).await?,
    })
}

/// Hands it the certificate that this deployment has for the domain, unless it has that one already. Why it has none does not keep a
/// domain from being ready: Prosody may have found another.
async fn certify(app: &App, prosody: &Prosody, due: &Due, has: Option<&str>) -> Result<(), String> {
    let Some(folder) = &app.certificates else { return Ok(()) };
    let found = certificates::of(folder, due.domain.as_str()).await;
    let certified = match found {
        Ok(Some(found)) if has != Some(found.print().as_str()) => prosody.certify(&due.domain, &found).await,
        Ok(Some(_)) => return Ok(()),
        Ok(None) => return Err(format!("there is none in {}", folder.display())),
        Err(reason) => Err(ProsodyError::Wrong(reason)),
    };
    match certified {
        Ok(()) => tracing::info!(domain = %due.domain, "Prosody has its certificate"),
        // it is in Prosody's own configuration, and so is its certificate
        Err(ProsodyError::Missing(_)) => {}
        Err(error) => {
            tracing::warn!(%error, domain = %due.domain, "a certificate was not handed to Prosody");
            return Err(error.to_string());
        }
    }
    Ok(())
}

/// What passes by itself is tried again soon.
fn refused(error: &ProsodyError) -> Outcome {
    let said = error.to_string();
    match error {
        ProsodyError::Away(_) | ProsodyError::Failed(_) => Outcome::Later(said),
        ProsodyError::Secret(_)
        | ProsodyError::Taken(_)
        | ProsodyError::Missing(_)
        | ProsodyError::Wrong(_) => Outcome::Stopped(said),
    }
}
