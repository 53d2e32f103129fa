//! What pods were lent on domains that they gave up: Prosody lets nothing more in there, and what lies there counts until it is gone.

use super::{AT_ONCE, MOST, is_fresh};
use crate::{
    app::App,
    prosody::{Prosody, Stand},
};
use futures::{StreamExt, stream};
use model::domains::{self, GivenUp, Newer};

/// Ends loans that are to end, and looks at what is left of others.
///
/// # Errors
/// The database's own.
pub async fn look_at_due(app: &App) -> Result<(), model::Error> {
    // nobody else could be asked, so they count until somebody can
    let Some(prosody) = &app.prosody else { return Ok(()) };
    let taken = (app.now)();
    let loans = domains::given_up(&app.database, taken, MOST).await?;
    stream::iter(loans)
        .for_each_concurrent(AT_ONCE, |loan| async move {
            if is_fresh(app, taken)
                && let Err(error) = one(app, prosody, &loan).await
            {
                tracing::warn!(%error, domain = %loan.domain, "what is left of a loan was not written down");
            }
        })
        .await;
    Ok(())
}

async fn one(app: &App, prosody: &Prosody, loan: &GivenUp) -> Result<(), model::Error> {
    let stand = match prosody.let_go(&loan.domain, &loan.pod, loan.turn).await {
        Ok(stand) => stand,
        // a module that is older does not know of it
        Err(error) => {
            tracing::warn!(%error, pod = %loan.pod, domain = %loan.domain, "what a pod was lent on a domain that it gave up counts on");
            return Ok(());
        }
    };
    let Stand { uploaded, total, turn, .. } = stand;
    if let Some(turn) = turn.filter(|turn| *turn != loan.turn) {
        let newer = Newer { turn, bytes: total.unwrap_or_default() };
        return domains::late(&app.database, &loan.pod, &loan.domain, newer, (app.now)()).await.map(drop);
    }
    match uploaded {
        Some(uploaded) => domains::let_go(&app.database, loan, uploaded, (app.now)()).await,
        // it cannot count them now
        None => Ok(()),
    }
}
