//! The deployment's Prosody, through our module there (`ops/prosody-modules/mod_cosse_admin.lua`): hosts, and accounts of pods.

use crate::certificates::Certificate;
use jid::{BareJid, DomainPart};
use model::PodId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, Method, StatusCode, header::CONTENT_TYPE, redirect::Policy};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use std::{fmt, time::Duration};
use url::Url;

mod questions;

pub use questions::{Answer, Invitation, No, Question, What};

/// How long a request may take: making a host loads some twenty modules.
const WHOLE: Duration = Duration::from_secs(10);

/// How long a connection may take; it is on this machine, or near.
const CONNECT: Duration = Duration::from_secs(2);

/// Asks it. Cheap to clone.
#[derive(Clone)]
pub struct Prosody {
    client: Client,
    address: Url,
    secret: String,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProsodyError {
    /// It does not answer, or not to the end.
    #[error("Prosody does not answer at --prosody-admin: {0}")]
    Away(String),
    /// It does not know our secret, or does not take requests from here.
    #[error("Prosody refuses us ({0}): are the secrets the same, and may we ask from here?")]
    Secret(String),
    /// Somebody or something has the name.
    #[error("{0}")]
    Taken(String),
    /// What it is about is not there, or not this pod's.
    #[error("{0}")]
    Missing(String),
    /// It does not take what was said.
    #[error("{0}")]
    Wrong(String),
    /// It failed.
    #[error("Prosody failed: {0}")]
    Failed(String),
}

/// What a pod's people may do on its domain.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Whether the domain is this pod's alone.
    pub alone: bool,
    /// Whether the pod's accounts sign in.
    pub open: bool,
    /// Where accounts are made, for who tries it in another way.
    pub sign_up: String,
    /// Bytes that may be uploaded in all.
    pub total: i64,
    /// What was wished with a smaller number, and comes late, is not done any more.
    pub turn: i64,
    /// Bytes of one upload.
    pub each: i64,
    /// Who invites and is taken in.
    pub invites: Inviting,
}

/// What clients can do with invitations on a pod's domain.
#[derive(Debug, Clone)]
pub struct Inviting {
    /// Whether who was invited can make an account.
    pub open: bool,
    /// Whether members make invitations.
    pub members: bool,
    /// The names of the accounts that run the pod, which make them in any case.
    pub by: Vec<String>,
}

/// How a pod stands there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stand {
    /// Bytes that were uploaded; nothing where that is no whole number or is not known, which keeps nobody from signing in.
    #[serde(default, deserialize_with = "whole")]
    pub uploaded: Option<i64>,
    /// Bytes that may be uploaded in all; a module that is older does not say.
    #[serde(default, deserialize_with = "whole")]
    pub total: Option<i64>,
    /// The number of the wish that holds: a greater one than was said if that came late. A module that is older does not say.
    #[serde(default, deserialize_with = "whole")]
    pub turn: Option<i64>,
    /// By what the certificate is known that it was handed, if it was.
    #[serde(default)]
    pub certificate: Option<String>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Account {
    /// Whether it signs in nowhere.
    pub suspended: bool,
    /// Whether that is because its owner has left the pod: she comes back with her password.
    #[serde(default)]
    pub left: bool,
    /// Whether it was begun with, and nobody has said yet that somebody came in with it.
    #[serde(default)]
    pub unfinished: bool,
    /// Whether it was deleted, or never made; nobody else has the name.
    #[serde(default)]
    pub gone: bool,
}

/// That it answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Health {
    /// Which Prosody it is.
    pub prosody: String,
    /// How many of its hosts are ours.
    pub hosts: u64,
    /// Whether it has clients' questions for us; one that is older has none.
    #[serde(default)]
    pub questions: bool,
}

/// Whether a password was the right one.
#[derive(Deserialize)]
struct Checked {
    right: bool,
}

/// What every answer that says no holds.
#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Prosody {
    /// At that address, with that secret.
    ///
    /// # Errors
    /// A sentence that says what is wrong with them.
    pub fn new(address: &str, secret: &str) -> Result<Self, String> {
        let address: Url = address.parse().map_err(|error| format!("{address} is no address: {error}"))?;
        // TLS is not spoken: the secret would travel openly, were it not the same machine or a network of its own
        if address.scheme() != "http" || address.host_str().is_none() {
            return Err(format!("{address} must begin with http:// and lead to this machine"));
        }
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            // one that a restart of Prosody has cut is not used again
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, address, secret: secret.to_owned() })
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`ProsodyError`] says why not.
    pub async fn health(&self) -> Result<Health, ProsodyError> {
        read(self.ask(Method::GET, "health", None).await?)
    }

    /// Has a domain, with rooms, nodes and uploads, for a pod. Asked again for the same, it is made once.
    ///
    /// # Errors
    /// [`ProsodyError::Taken`] if it is another pod's, or somebody else made it.
    pub async fn ensure(&self, domain: &DomainPart, pod: &PodId, wish: &Wish) -> Result<Stand, ProsodyError> {
        let Wish { alone, open, sign_up, total, turn, each, invites } = wish;
        let Inviting { open: takes, members, by } = invites;
        let wish = json!({
            "alone": alone, "open": open, "sign_up": sign_up, "total": total, "turn": turn, "each": each,
            "invites": { "open": takes, "members": members, "by": by },
        });
        read(self.ask(Method::PUT, &of_pod(domain.as_str(), pod), Some(wish)).await?)
    }

    /// Hands it a certificate for a domain, and for those of the hosts beside it that it names.
    ///
    /// # Errors
    /// [`ProsodyError::Wrong`] if it is for another name, past its end or without its key, and [`ProsodyError::Missing`] if the domain
    /// is in Prosody's own configuration.
    pub async fn certify(&self, domain: &DomainPart, certificate: &Certificate) -> Result<(), ProsodyError> {
        let Certificate { chain, key } = certificate;
        let body = json!({ "chain": chain, "key": key, "print": certificate.print() });
        let path = format!("hosts/{}/certificate", segment(domain.as_str()));
        self.ask(Method::PUT, &path, Some(body)).await.map(drop)
    }

    /// A pod has its accounts there no longer; a domain without pods is served no longer.
    ///
    /// # Errors
    /// [`ProsodyError`].
    pub async fn leave(&self, domain: &DomainPart, pod: &PodId) -> Result<(), ProsodyError> {
        self.ask(Method::DELETE, &of_pod(domain.as_str(), pod), None).await.map(drop)
    }

    /// A pod that goes for good has its accounts nowhere any more, also not on domains that it gave up.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] of a module that is older than this.
    pub async fn leave_all(&self, pod: &PodId) -> Result<(), ProsodyError> {
        self.ask(Method::DELETE, &format!("pods/{pod}"), None).await.map(drop)
    }

    /// A pod has given a domain up: nothing more is let in there of its uploads. What it says is newer than anything with a smaller number.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] of a module that is older than this.
    pub async fn let_go(&self, domain: &DomainPart, pod: &PodId, turn: i64) -> Result<Stand, ProsodyError> {
        let body = json!({ "total": 0, "turn": turn });
        let path = format!("{}/room", of_pod(domain.as_str(), pod));
        read(self.ask(Method::PUT, &path, Some(body)).await?)
    }

    /// Whether a domain is one of ours there.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if it is not.
    pub async fn host(&self, domain: &DomainPart) -> Result<(), ProsodyError> {
        self.ask(Method::GET, &format!("hosts/{}", segment(domain.as_str())), None).await.map(drop)
    }

    /// How an account of a pod is.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if it is another pod's.
    pub async fn account(&self, pod: &PodId, jid: &BareJid) -> Result<Account, ProsodyError> {
        read(self.ask(Method::GET, &of_account(pod, jid, ""), None).await?)
    }

    /// Makes an account.
    ///
    /// # Errors
    /// [`ProsodyError::Taken`] if somebody has the name.
    pub async fn create_account(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
    ) -> Result<(), ProsodyError> {
        let body = json!({ "password": password });
        self.ask(Method::PUT, &of_account(pod, jid, ""), Some(body)).await.map(drop)
    }

    /// Makes an account that signs in once it is [resumed](Self::resume), or goes on with the one that was begun with by this password a
    /// moment ago. A module that is older makes one that signs in at once.
    ///
    /// # Errors
    /// [`ProsodyError::Taken`] if somebody has the name, or is about to.
    pub async fn begin_account(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
    ) -> Result<(), ProsodyError> {
        let body = json!({ "password": password, "unfinished": true });
        self.ask(Method::PUT, &of_account(pod, jid, ""), Some(body)).await.map(drop)
    }

    /// Whether this is an account's password, also while it signs in nowhere.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if the pod has none of this name, or of a module that is older than this.
    pub async fn is_password(
        &self,
        pod: &PodId,
        jid: &BareJid,
        password: &str,
    ) -> Result<bool, ProsodyError> {
        let body = json!({ "password": password });
        let checked = self.ask(Method::PUT, &of_account(pod, jid, "/check"), Some(body)).await?;
        read::<Checked>(checked).map(|checked| checked.right)
    }

    /// Gives an account another password; whoever is signed in with the old one is put out.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if the pod has none of this name.
    pub async fn set_password(&self, pod: &PodId, jid: &BareJid, password: &str) -> Result<(), ProsodyError> {
        let body = json!({ "password": password });
        self.ask(Method::PUT, &of_account(pod, jid, "/password"), Some(body)).await.map(drop)
    }

    /// Has an account sign in nowhere, and ends what it has open.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if the pod has none of this name.
    pub async fn suspend(&self, pod: &PodId, jid: &BareJid) -> Result<(), ProsodyError> {
        self.ask(Method::PUT, &of_account(pod, jid, "/suspension"), None).await.map(drop)
    }

    /// Has the account of who has left sign in nowhere until she comes back; one that was suspended before stays so.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if the pod has none of this name.
    pub async fn rest(&self, pod: &PodId, jid: &BareJid) -> Result<(), ProsodyError> {
        let body = json!({ "left": true });
        self.ask(Method::PUT, &of_account(pod, jid, "/suspension"), Some(body)).await.map(drop)
    }

    /// Has it sign in again, or for the first time.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if the pod has none of this name.
    pub async fn resume(&self, pod: &PodId, jid: &BareJid) -> Result<(), ProsodyError> {
        self.ask(Method::DELETE, &of_account(pod, jid, "/suspension"), None).await.map(drop)
    }

    /// Deletes an account with all that it keeps; one that is gone is no error.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if it is another pod's.
    pub async fn delete_account(&self, pod: &PodId, jid: &BareJid) -> Result<(), ProsodyError> {
        self.ask(Method::DELETE, &of_account(pod, jid, ""), None).await.map(drop)
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<String, ProsodyError> {
        self.ask_for(WHOLE, method, path, body).await
    }

    /// The same for so long at most.
    async fn ask_for(
        &self,
        most: Duration,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<String, ProsodyError> {
        let address = format!("{}/cosse/{path}", self.address.as_str().trim_end_matches('/'));
        // a PUT without a body has a length all the same
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = self.client.request(method, address).bearer_auth(&self.secret);
        let request = request.header(CONTENT_TYPE, "application/json").timeout(most).body(body);
        let answer = request.send().await.map_err(away)?;
        let status = answer.status();
        let text = answer.text().await.map_err(away)?;
        if status.is_success() { Ok(text) } else { Err(refusal(status, &text)) }
    }
}

impl fmt::Debug for Prosody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prosody").field("address", &self.address.as_str()).finish_non_exhaustive()
    }
}

fn away(error: reqwest::Error) -> ProsodyError {
    // the address may be told, the rest is the system's words
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(below) = cause {
        said = below.to_string();
        cause = below.source();
    }
    ProsodyError::Away(said)
}

fn refusal(status: StatusCode, text: &str) -> ProsodyError {
    let said = serde_json::from_str::<Refusal>(text).map_or_else(|_| status.to_string(), |no| no.error);
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ProsodyError::Secret(said),
        StatusCode::CONFLICT => ProsodyError::Taken(said),
        StatusCode::NOT_FOUND => ProsodyError::Missing(said),
        StatusCode::BAD_REQUEST => ProsodyError::Wrong(said),
        _ => ProsodyError::Failed(said),
    }
}

fn read<T: serde::de::DeserializeOwned>(text: String) -> Result<T, ProsodyError> {
    serde_json::from_str(&text).map_err(|error| ProsodyError::Failed(format!("it says {text:?}: {error}")))
}

fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_u64().and_then(|bytes| i64::try_from(bytes).ok()))
}

fn segment(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn of_pod(domain: &str, pod: &PodId) -> String {
    format!("hosts/{}/pods/{pod}", segment(domain))
}

fn of_account(pod: &PodId, jid: &BareJid, act: &str) -> String {
    let name = jid.node().map_or("", |node| node.as_str());
    format!("{}/accounts/{}{act}", of_pod(jid.domain().as_str(), pod), segment(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    #[test]
    fn what_is_said_to_it_stays_in_its_place() {
        let pod = PodId::new(OffsetDateTime::UNIX_EPOCH);
        let jid = BareJid::new("a.b%2f@cantine.example").unwrap();
        let address = of_account(&pod, &jid, "/password");
        assert_eq!(address, format!("hosts/cantine%2Eexample/pods/{pod}/accounts/a%2Eb%252f/password"));
    }

    #[test]
    fn only_an_address_of_this_machine_or_network_is_taken_and_the_secret_is_not_shown() {
        for wrong in ["", "prosody", "https://localhost:5280", "ftp://localhost"] {
            assert!(Prosody::new(wrong, "hunter2").is_err(), "{wrong}");
        }
        let prosody = Prosody::new("http://127.0.0.1:5280/", "hunter2").unwrap();
        assert!(!format!("{prosody:?}").contains("hunter2"));
    }

    #[test]
    fn a_figure_that_is_none_does_not_spoil_the_answer() {
        let uploaded = |text: &str| read::<Stand>(text.to_owned()).unwrap().uploaded;
        assert_eq!(uploaded(r#"{"uploaded":700}"#), Some(700));
        for odd in [r#"{"uploaded":700.5}"#, r#"{"uploaded":-1}"#, r#"{"uploaded":1e300}"#, "{}"] {
            assert_eq!(uploaded(odd), None, "{odd}");
        }
        let late: Stand = read(r#"{"uploaded":1,"total":750,"turn":1785542400000}"#.to_owned()).unwrap();
        assert_eq!((late.total, late.turn), (Some(750), Some(1_785_542_400_000)));
        let older: Stand = read(r#"{"uploaded":1}"#.to_owned()).unwrap();
        assert_eq!((older.total, older.turn), (None, None), "it says neither");
        let account: Account = read(r#"{"suspended":true}"#.to_owned()).unwrap();
        assert!(account.suspended && !account.gone && !account.left && !account.unfinished);
    }

    #[test]
    fn answers_that_say_no_are_told_apart() {
        let said = |status, text| refusal(status, text);
        let json = r#"{"error":"somebody has this name"}"#;
        assert_eq!(said(StatusCode::CONFLICT, json), ProsodyError::Taken("somebody has this name".into()));
        assert!(matches!(said(StatusCode::UNAUTHORIZED, "{}"), ProsodyError::Secret(_)));
        assert!(matches!(said(StatusCode::BAD_GATEWAY, "<html>"), ProsodyError::Failed(_)));
    }
}
