//! The XMPP accounts of members from the command line, where Cosse looks after them.

use super::{One, within_reach};
use crate::{
    commands::{CommandError, by, pods::find, serve},
    domains::keeping,
    naming::NamingError,
    origins::Origins,
    settings::{DomainSettings, NameSettings},
};
use model::{Database, accounts::Wish};
use ui::url;

/// Has an account sign in nowhere, or again.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn turn(
    database: &Database,
    one: &One,
    settings: &DomainSettings,
    wish: Wish,
) -> Result<(), CommandError> {
    let member = within_reach(database, one).await?;
    let prosody = serve::prosody(settings)?;
    let turned = keeping::turn(database, prosody.as_ref(), &member, wish, &by()).await;
    turned.map_err(|unkept| CommandError::Said(unkept.to_string()))?;
    match wish {
        Wish::Suspended => println!("the account {} signs in nowhere", one.jid),
        Wish::Active => println!("the account {} signs in again", one.jid),
    }
    Ok(())
}

/// Prints a link by which a member sets another password.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn link(
    database: &Database,
    one: &One,
    settings: &DomainSettings,
    names: &NameSettings,
) -> Result<(), CommandError> {
    let origins = Origins::new(&names.origin).map_err(NamingError::from)?;
    let member = within_reach(database, one).await?;
    let pod = find(database, &one.pod).await?;
    let prosody = serve::prosody(settings)?;
    let made = keeping::link(database, prosody.as_ref(), &member, &by()).await;
    let token = made.map_err(|unkept| CommandError::Said(unkept.to_string()))?;
    println!("{}", url::absolute(&origins.of(&pod.host), &url::recover_by(&token.reveal())));
    Ok(())
}
