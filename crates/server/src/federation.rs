//! The directory among others: what it says of itself and of pods, and the directories that it follows.

use crate::{app::App, fault::Fault};
use directory::{
    peer::{self, Description},
    sign::SignError,
    signed::Signed,
    statement::{self, Action, Statement},
    text::{Host, Line, Link, TextError},
};
use model::{
    Email,
    audit::By,
    federation::{
        handovers, peers,
        statements::{self, NewStatement},
    },
};
use time::{Duration, OffsetDateTime};

mod crawled;
mod doubts;
mod key;
mod listed;
mod own;
mod pulling;
pub mod rotation;
mod rule;
mod telling;

pub use crawled::Crawled;
pub use key::{opened, signer};
pub use listed::{keep_up, told};
pub use own::own_statements;
pub use pulling::pull_due;
pub use rule::{DAYS, apply as apply_rule};
pub use telling::ask_peers;

/// By what the directory is known: the platform's origin.
#[must_use]
pub fn id(app: &App) -> String {
    app.origins.of(app.origins.platform())
}

/// Whom to write to about a listing: the address of e-mail of whoever runs the deployment, if they have named one.
#[must_use]
pub fn contact(app: &App) -> Option<Link> {
    let email: Email = app.legal.legal_contact.parse().ok()?;
    Link::try_from(format!("mailto:{email}")).ok()
}

/// Where the operators of a pod object to what is decided of it here.
#[must_use]
pub fn appeal(app: &App) -> String {
    contact(app).map_or_else(|| id(app) + &ui::url::about(), String::from)
}

/// The page that says by which rules pods are listed.
fn policy(app: &App) -> Result<Link, TextError> {
    Link::try_from(id(app) + &ui::url::about())
}

/// What the directory says of itself.
///
/// # Errors
/// The database's, or that it has no key.
pub async fn description(app: &App) -> Result<Description, Fault> {
    let (signer, _) = signer(app).await?;
    let handovers = handovers::list(&app.database).await?;
    let peers = peers::list(&app.database).await?;
    let peers = peers.into_iter().filter(|peer| !peer.paused);
    let link = |text: String| Link::try_from(text).map_err(wrong);
    Ok(Description {
        r#type: Line::try_from(peer::TYPE.to_owned()).map_err(wrong)?,
        version: peer::VERSION,
        id: link(id(app))?,
        key: signer.key().clone(),
        handovers: handovers.iter().filter_map(|one| serde_json::from_str(&one.document).ok()).collect(),
        policy: policy(app).map_err(wrong)?,
        feed: link(id(app) + "/api/v1/directory/feed")?,
        statements: link(id(app) + "/api/v1/directory/statements")?,
        peers: peers.filter_map(|peer| Link::try_from(format!("https://{}", peer.host)).ok()).collect(),
        contact: contact(app),
    })
}

/// What is to be said of a pod.
#[derive(Clone, Debug)]
pub struct Saying {
    /// Of which.
    pub subject: Host,
    /// What others are asked to do.
    pub action: Action,
    /// Why.
    pub reason: Line<500>,
    /// Where that can be seen.
    pub evidence: Vec<Link>,
    /// For how long it holds.
    pub lasts: Duration,
    /// The directories that it repeats; empty where it is our own.
    pub because: Vec<Link>,
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
pub enum SayError {
    /// There is no key.
    #[error("{0}")]
    Key(Fault),
    /// It cannot be written.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// The database's.
    #[error("{0}")]
    Model(#[from] model::Error),
}

/// Says something of a pod in the name of the directory, for others to hear.
///
/// # Errors
/// `TooLarge("number of statements")`, or that it could not be signed.
pub async fn say(app: &App, saying: Saying, by: &By) -> Result<(), SayError> {
    let (signer, _) = signer(app).await.map_err(SayError::Key)?;
    let Saying { subject, action, reason, evidence, lasts, because } = saying;
    let issued = by.at.replace_nanosecond(0).unwrap_or(by.at);
    let expires = issued + lasts;
    let policy = policy(app).map_err(SignError::from)?;
    let said = Statement {
        r#type: Line::try_from(statement::TYPE.to_owned()).map_err(SignError::from)?,
        version: peer::VERSION,
        directory: Link::try_from(id(app)).map_err(SignError::from)?,
        subject,
        action,
        reason,
        evidence,
        issued,
        expires,
        appeal: contact(app).unwrap_or(policy),
        because,
    };
    let document = Signed::new(&said, &signer)?.value().to_string();
    let new = NewStatement { subject: said.subject.to_string(), document, expires_at: expires };
    // what is only repeated is said once, however many processes find that others agree
    let unless = is_echo(&said).then_some(repeats as fn(&str) -> bool);
    Ok(statements::make(&app.database, new, unless, by).await?)
}

/// Whether it only repeats what others say.
fn is_echo(said: &Statement) -> bool {
    !said.because.is_empty()
}

fn repeats(document: &str) -> bool {
    read(document).is_some_and(|said| is_echo(&said))
}

/// A statement as it is kept; none where it cannot be read any more.
#[must_use]
pub fn read(document: &str) -> Option<Statement> {
    serde_json::from_str(document).ok()
}

/// Forgets what was told, and said, for long enough; how many.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &App, now: OffsetDateTime) -> Result<usize, model::Error> {
    let old = now - app.polling.spans.tombstone;
    let told = model::federation::feed::sweep(&app.database, old).await?;
    Ok(told + statements::sweep(&app.database, now).await?)
}

fn wrong(error: TextError) -> Fault {
    Fault::Internal(error.to_string())
}
