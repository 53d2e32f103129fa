//! What the operators of a pod have written down, each version of it.

use crate::{
    extract::{Segment, Visit},
    fault::{Answer, Fault},
    shown,
};
use model::texts::{self, Text};
use ui::{
    Clean,
    components::{NextText, Versions},
    pages::OldTextPage,
    url::TextKind,
};

/// A text as it holds, and what there is besides.
pub struct Held {
    /// What holds; none where nothing was written, or nothing is said any more.
    pub text: Option<Clean>,
    /// The number of what will hold, or of what was announced and will not.
    pub told: Option<i64>,
    /// What stands below it.
    pub versions: Versions,
}

/// `GET /rules/{version}`.
pub async fn rules(visit: Visit, Segment(version): Segment) -> Answer {
    one(&visit, TextKind::Rules, &version).await
}

/// `GET /privacy/{version}`.
pub async fn privacy(visit: Visit, Segment(version): Segment) -> Answer {
    one(&visit, TextKind::Privacy, &version).await
}

/// `GET /legal/{version}`.
pub async fn legal(visit: Visit, Segment(version): Segment) -> Answer {
    one(&visit, TextKind::Legal, &version).await
}

/// A text of the visitor's pod as it holds; none where nothing was written, or nothing is said any more.
///
/// # Errors
/// The database's own.
pub async fn current(visit: &Visit, kind: TextKind) -> Result<Option<Clean>, Fault> {
    let (database, pod) = (&visit.app.database, visit.pod()?.id);
    let text = texts::current(database, &pod, shown::text_kind(kind), visit.now).await?;
    Ok(text.as_ref().and_then(said))
}

/// A text of the visitor's pod, with what there is besides.
///
/// # Errors
/// The database's own.
pub async fn held(visit: &Visit, kind: TextKind) -> Result<Held, Fault> {
    let (database, pod, of) = (&visit.app.database, visit.pod()?.id, shown::text_kind(kind));
    let current = texts::current(database, &pod, of, visit.now).await?;
    let next = texts::next(database, &pod, of, visit.now).await?;
    let withdrawn = texts::withdrawn(database, &pod, of, visit.now).await?;
    let all = texts::list(database, &pod, of).await?;
    let held = all.iter().filter(|text| text.since <= visit.now);
    let before = held.skip(1).map(|text| (text.version, text.since)).collect();
    let since = current.as_ref().map(|text| text.since);
    Ok(Held {
        text: current.as_ref().and_then(said),
        told: next.as_ref().map(|text| text.version).or(withdrawn.map(|withdrawn| withdrawn.version)),
        versions: Versions {
            since,
            next: next.map(|text| NextText { text: clean(&text), since: text.since }),
            withdrawn: withdrawn.map(|withdrawn| withdrawn.since),
            before,
        },
    })
}

async fn one(visit: &Visit, kind: TextKind, version: &str) -> Answer {
    let version: i64 = version.parse().map_err(|_| Fault::NotFound)?;
    let (database, pod, of) = (&visit.app.database, visit.pod()?.id, shown::text_kind(kind));
    let text = texts::get(database, &pod, of, version).await?.ok_or(Fault::NotFound)?;
    let all = texts::list(database, &pod, of).await?;
    // the newest comes first
    let until = all.iter().rev().find(|newer| newer.version > version).map(|newer| newer.since);
    Ok(visit.show(&OldTextPage { kind, version, text: clean(&text), since: text.since, until }))
}

/// One that is empty says that there is none any more.
fn said(text: &Text) -> Option<Clean> {
    (!text.body.is_empty()).then(|| clean(text))
}

fn clean(text: &Text) -> Clean {
    ui::markdown::render(&text.body).html
}
