//! The deployment's own pods in its feed: what is told of them, and that it is told when nobody asks for their listings.

use crate::{app::App, fault::Fault, listings};
use directory::document::Document;
use model::{
    federation::feed::{self, Told},
    listings::{self as said, Outline, Visibility},
    pods::{Standing, State},
};
use std::collections::HashMap;
use time::OffsetDateTime;

/// What others hear of a pod.
#[must_use]
pub fn told(pod: &Outline, now: OffsetDateTime) -> Told {
    let standing = Standing::of(pod.state, pod.closing_at, now);
    let is_there = matches!(standing, Standing::Open | Standing::ReadOnly | Standing::Suspended);
    match pod.visibility.unwrap_or(Visibility::Public) {
        _ if !is_there || !pod.host_is_served => Told::Tombstone,
        Visibility::None => Told::Tombstone,
        Visibility::Unlisted => Told::Unlisted,
        Visibility::Public if pod.state == State::Closing => Told::Closing,
        Visibility::Public => Told::Listed,
    }
}

/// Tells what is new of the deployment's pods.
///
/// # Errors
/// The database's, or that a listing cannot be made.
pub async fn keep_up(app: &App) -> Result<(), Fault> {
    let (database, now) = (&app.database, (app.now)());
    let mut before: HashMap<String, Told> = feed::own(database).await?.into_iter().collect();
    let mut done = Ok(());
    for pod in said::outlines(database).await? {
        let now_told = told(&pod, now);
        let told = match before.remove(&pod.host) {
            Some(then) if then == now_told => continue,
            None if now_told != Told::Listed => continue,
            Some(_) if now_told == Told::Tombstone => {
                feed::bury(database, &pod.host, now).await.map_err(Fault::from)
            }
            _ => tell(app, &pod, now_told, now).await,
        };
        if let Err(error) = told {
            // one pod does not keep others
            tracing::warn!(%error, host = pod.host, "what others hear of a pod is told later");
            done = Err(error);
        }
    }
    for (domain, _) in before.into_iter().filter(|(_, told)| *told != Told::Tombstone) {
        feed::bury(database, &domain, now).await?;
    }
    done
}

/// Tells of a pod with the document that it publishes.
async fn tell(app: &App, pod: &Outline, told: Told, now: OffsetDateTime) -> Result<(), Fault> {
    let published = match listings::published(app, pod.pod).await {
        Ok(published) => published,
        // it was deleted meanwhile
        Err(Fault::NotFound) => return Ok(()),
        Err(fault) => return Err(fault),
    };
    let document = Document::read(&published.document).and_then(|document| document.listing());
    let serial = document.map_err(|error| Fault::Internal(error.to_string()))?.serial;
    let serial = i64::try_from(serial).unwrap_or(i64::MAX);
    Ok(feed::put(&app.database, (&pod.host, told), serial, &published.document, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::PodId;
    use time::{Duration, macros::datetime};

    const NOW: OffsetDateTime = datetime!(2026-03-01 12:00 UTC);

    #[test]
    fn what_others_hear_of_a_pod_goes_by_its_state() {
        for (state, closing_at, heard) in [
            (State::Active, None, Told::Listed),
            (State::ReadOnly, None, Told::Listed),
            // its listing says that it is
            (State::Suspended, None, Told::Listed),
            (State::Closing, Some(NOW + Duration::DAY), Told::Closing),
            (State::Closing, Some(NOW), Told::Tombstone),
            (State::Deleted, None, Told::Tombstone),
        ] {
            let (pod, host) = (PodId::new(NOW), "cantine.example".to_owned());
            let outline = Outline { pod, host, host_is_served: true, state, closing_at, visibility: None };
            assert_eq!(told(&outline, NOW), heard, "{state:?}");
        }
    }
}
