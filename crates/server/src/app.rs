//! What every request can reach.

use crate::{
    bundle::Bundle, cookies::Cookies, csrf::Tokens, hosts::Hosts, kept::Kept, limits::Limits, links::Links,
    listings::Publisher, mails::Mailer, naming::Naming, origins::Origins, polling::Polling, prosody::Prosody,
    settings::LegalSettings, tenants::Tenants, watchers::Watchers,
};
use jid::{BareJid, DomainPart};
use model::{Database, Owner, secrets::Key};
use pool::{Network, Pool, Texts, notices::Messenger};
use std::net::IpAddr;
use time::OffsetDateTime;

/// The program while it serves.
#[derive(Clone)]
pub struct App {
    /// Everything that is remembered.
    pub database: Database,
    /// The members' sessions.
    pub pool: Pool,
    /// Where the platform and its pods are.
    pub origins: Origins,
    /// Which host names pods may have.
    pub naming: std::sync::Arc<Naming>,
    /// How cookies are made.
    pub cookies: Cookies,
    /// How forms are signed.
    pub tokens: Tokens,
    /// Which pod a host name is.
    pub tenants: std::sync::Arc<Tenants>,
    /// Every host name.
    pub hosts: Hosts,
    /// What the owners of domains say in DNS.
    pub texts: Texts,
    /// How pods of other deployments are looked at.
    pub polling: Polling,
    /// How XMPP servers are reached.
    pub network: std::sync::Arc<Network>,
    /// Makes domains and accounts, if anything does.
    pub prosody: Option<Prosody>,
    /// Where certificates of such domains are, if that is said.
    pub certificates: Option<std::path::PathBuf>,
    /// The domain that pods share, if there is one.
    pub shared_domain: Option<DomainPart>,
    /// Public pages that need not be made again.
    pub kept: Kept,
    /// What pods say of themselves to directories.
    pub publisher: Publisher,
    /// Scripts and styles.
    pub bundle: std::sync::Arc<Bundle>,
    /// How often things may be tried.
    pub limits: std::sync::Arc<Limits>,
    /// Seals what the API answered, for who asks the same again.
    pub answers: Key,
    /// Keys in mails.
    pub links: Links,
    /// Sends mail, if anything does.
    pub mailer: Option<std::sync::Arc<Mailer>>,
    /// Sends notices by XMPP, if this process does.
    pub messenger: Option<std::sync::Arc<Messenger>>,
    /// How many pages members have open.
    pub watchers: Watchers,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: std::sync::Arc<[IpAddr]>,
    /// Who runs the deployment.
    pub legal: std::sync::Arc<LegalSettings>,
    /// How many pods have figures of their own.
    pub metrics_pods: usize,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// Seeds the order of the directory.
    pub lot: [u8; 32],
    /// The clock.
    pub now: fn() -> OffsetDateTime,
}

impl App {
    /// Whether somebody reads what is written as mail.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.mailer.is_some() || self.demo
    }

    /// Ends a member's open pages and her session. Pages and workers that do not hear of it find out by themselves.
    pub async fn put_out(&self, owner: &Owner, jid: &BareJid) {
        self.pool.browsers_changed(owner).await;
        if let Err(error) = self.pool.sign_out(&owner.pod, jid).await {
            tracing::warn!(%error, "nobody was told to end the session of a member who is out");
        }
    }
}
