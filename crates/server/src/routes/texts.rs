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
    /// The number of what will hold.
    pub next: Option<i64>,
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

/// A text of the visitor's pod.
///
/// # Errors
/// The database's own.
pub async fn held(visit: &Visit, kind: TextKind) -> Result<Held, Fault> {
    let all = texts::list(&visit.app.database, &visit.pod()?.id, shown::text_kind(kind)).await?;
    let (later, held): (Vec<Text>, Vec<Text>) = all.into_iter().partition(|text| text.since > visit.now);
    let (current, next) = (held.first(), later.into_iter().next());
    let before = held.iter().skip(1).map(|text| (text.version, text.since)).collect();
    Ok(Held {
        text: current.filter(|text| !text.body.is_empty()).map(clean),
        next: next.as_ref().map(|text| text.version),
        versions: Versions {
            since: current.map(|text| text.since),
            next: next.map(|text| NextText { text: clean(&text), since: text.since }),
            before,
        },
    })
}

async fn one(visit: &Visit, kind: TextKind, version: &str) -> Answer {
    let version: i64 = version.parse().map_err(|_| Fault::NotFound)?;
    let all = texts::list(&visit.app.database, &visit.pod()?.id, shown::text_kind(kind)).await?;
    let place = all.iter().position(|text| text.version == version).ok_or(Fault::NotFound)?;
    let text = &all[place];
    // the newest comes first
    let until = place.checked_sub(1).and_then(|newer| all.get(newer)).map(|newer| newer.since);
    Ok(visit.show(&OldTextPage { kind, version, text: clean(text), since: text.since, until }))
}

fn clean(text: &Text) -> Clean {
    ui::markdown::render(&text.body).html
}
