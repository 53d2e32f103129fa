//! Why a pod is kept out, as far as that was said in public. What an admin wrote down of her decision is not.

use crate::{app::App, federation};
use directory::{
    statement::{Action, Statement},
    text::Link,
};
use model::{
    Error,
    federation::statements::{self, Said},
    listed_pods::{ListedPod, State},
};
use time::OffsetDateTime;
use ui::pages::{KeptOut, Voice};

/// Statements of one pod that are read at most: one of each directory, and some of ours.
const MOST: u32 = 100;

/// Why that pod is kept out, and where one appeals; none of one that is not.
pub(super) async fn of(app: &App, pod: &ListedPod, now: OffsetDateTime) -> Result<Option<KeptOut>, Error> {
    if pod.state != State::Blocked {
        return Ok(None);
    }
    let subject = std::slice::from_ref(&pod.domain);
    let said = statements::about(&app.database, Some(subject), now, MOST).await?;
    Ok(Some(KeptOut { voices: voices(said), appeal: federation::appeal(app) }))
}

/// What this directory says itself, and those whose agreement it followed. Anybody else's word keeps nobody out.
fn voices(said: Vec<Said>) -> Vec<Voice> {
    let read = said.into_iter().filter_map(|one| Some((one.peer, federation::read(&one.document)?)));
    let delists: Vec<(String, Statement)> = read.filter(|(_, said)| said.action == Action::Delist).collect();
    let ours = delists.iter().filter(|(peer, _)| peer.is_empty());
    let followed: Vec<Link> = ours.flat_map(|(_, said)| said.because.clone()).collect();
    let counts = |(peer, said): &(String, Statement)| {
        if peer.is_empty() { said.because.is_empty() } else { followed.contains(&said.directory) }
    };
    delists.iter().filter(|one| counts(one)).map(|(peer, said)| voice(peer, said)).collect()
}

fn voice(peer: &str, said: &Statement) -> Voice {
    Voice {
        by: (!peer.is_empty()).then(|| peer.to_owned()),
        reason: said.reason.to_string(),
        appeal: said.appeal.to_string(),
    }
}
