//! The settings of `cosse`: flags, environment, and their manual in one place.

use clap::{
    Args, ValueEnum,
    builder::{OsStringValueParser, TypedValueParser},
};
use pool::Pace;
use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, SocketAddr},
    num::{NonZeroU32, NonZeroUsize},
    path::{Path, PathBuf},
    str::FromStr,
};
use url::Url;

/// Where the database is.
#[derive(Clone, Debug, Args)]
pub struct DatabaseSettings {
    /// Where everything is remembered: `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(
        long,
        env = "COSSE_DATABASE",
        default_value = "sqlite:cosse.sqlite",
        global = true,
        hide_env_values = true
    )]
    pub database: String,
}

/// Which names the deployment has, and who is asked for those of others.
#[derive(Clone, Debug, Args)]
pub struct NameSettings {
    /// The platform's own origin, as browsers see it. Pods share its scheme and port, under their own host names.
    #[arg(long, env = "COSSE_ORIGIN", default_value = "http://localhost:8080", global = true)]
    pub origin: Url,

    /// Domains of the deployment's own, with blanks between them: host names below them, as below the platform's, need no proof.
    /// Every other name is served once a TXT record in its DNS says that it is the pod's.
    #[arg(long, env = "COSSE_POD_DOMAINS", value_delimiter = ' ', global = true)]
    pub pod_domains: Vec<String>,

    /// The name server that is asked for these records, as in `10.0.0.53:53`; the system's if none is named.
    #[arg(long, env = "COSSE_DNS", global = true)]
    pub dns: Option<SocketAddr>,
}

/// Who runs the deployment, as the pages `/legal` and `/privacy` of each pod say it.
#[derive(Clone, Debug, Args)]
pub struct LegalSettings {
    /// Who runs this deployment: a person's name, or an association's or a company's. It is on the pages /legal and /privacy of every pod.
    #[arg(long, env = "COSSE_LEGAL_NAME", default_value = "")]
    pub legal_name: String,

    /// Their postal address, with `; ` between its lines.
    #[arg(long, env = "COSSE_LEGAL_ADDRESS", default_value = "")]
    pub legal_address: String,

    /// How they are reached: an address of e-mail, a telephone number.
    #[arg(long, env = "COSSE_LEGAL_CONTACT", default_value = "")]
    pub legal_contact: String,
}

/// The deployment's own XMPP server, on which Cosse makes domains and accounts.
#[derive(Clone, Debug, Args)]
pub struct DomainSettings {
    /// Where our module `mod_cosse_admin` of the deployment's Prosody is reached, as in `http://127.0.0.1:5280`: pods have domains
    /// of their own then that Cosse makes, and accounts that it looks after. It must be on this machine or in a network of its own.
    #[arg(long, env = "COSSE_PROSODY_ADMIN")]
    prosody_admin: Option<String>,

    /// The file with the secret that the module has.
    #[arg(long, env = "COSSE_PROSODY_SECRET_FILE", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    prosody_secret_file: Option<PathBuf>,

    /// The secret itself, instead of a file with it. Give it by the environment.
    #[arg(long, env = "COSSE_PROSODY_SECRET", hide_env_values = true)]
    prosody_secret: Option<Hidden>,

    /// A domain on that Prosody that pods may share.
    #[arg(long, env = "COSSE_SHARED_DOMAIN")]
    shared_domain: Option<String>,

    /// The folder in which the deployment's proxy or ACME client keeps certificates: those of domains that Cosse makes are handed to that
    /// Prosody, and again when they were renewed. Without it Prosody finds them in a folder of its own.
    #[arg(long, env = "COSSE_CERTIFICATES", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    certificates: Option<PathBuf>,
}

impl DomainSettings {
    /// Where the module is reached, if that is said; an empty variable says nothing.
    #[must_use]
    pub fn admin(&self) -> Option<&str> {
        self.prosody_admin.as_deref().filter(|address| !address.is_empty())
    }

    /// The file with its secret, if one is named.
    #[must_use]
    pub fn secret_file(&self) -> Option<&Path> {
        self.prosody_secret_file.as_deref().filter(|file| !file.as_os_str().is_empty())
    }

    /// The secret itself, if it is named.
    #[must_use]
    pub fn secret(&self) -> Option<&str> {
        self.prosody_secret.as_ref().map(|secret| secret.0.as_str()).filter(|secret| !secret.is_empty())
    }

    /// Where certificates are, if that is said.
    #[must_use]
    pub fn certificates(&self) -> Option<&Path> {
        self.certificates.as_deref().filter(|folder| !folder.as_os_str().is_empty())
    }

    /// The domain that pods share, if one is named.
    #[must_use]
    pub fn shared_domain(&self) -> Option<&str> {
        self.shared_domain.as_deref().filter(|domain| !domain.is_empty())
    }
}

/// The deployment's own XMPP account, which tells people what they should know.
#[derive(Clone, Debug, Args)]
pub struct NoticeSettings {
    /// The XMPP account that sends notices, as in `pods@pods.example`: of limits that are near, of who asks to be let in, of sign-ups
    /// that are paused, of pods that are suspended or close. Without it these are told by mail and in the consoles only.
    #[arg(long, env = "COSSE_NOTICES_ADDRESS")]
    notices_address: Option<String>,

    /// The file with its password. Processes of the role `jobs` read it.
    #[arg(long, env = "COSSE_NOTICES_PASSWORD_FILE", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    notices_password_file: Option<PathBuf>,
}

impl NoticeSettings {
    /// The account, if one is named; an empty variable names none.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.notices_address.as_deref().filter(|address| !address.is_empty())
    }

    /// The file with its password, if one is named.
    #[must_use]
    pub fn password_file(&self) -> Option<&Path> {
        self.notices_password_file.as_deref().filter(|file| !file.as_os_str().is_empty())
    }
}

/// The key that seals secrets in the database.
#[derive(Clone, Debug, Args)]
pub struct KeySettings {
    /// The file with the key that seals secrets in the database: 64 hexadecimal digits. Made if it is missing; `cosse.key` if
    /// neither it nor --key is named. Whoever has it and the database can act as the members: keep it elsewhere than the backups.
    #[arg(long, env = "COSSE_KEY_FILE", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    key_file: Option<PathBuf>,

    /// The key itself, instead of a file with it. Give it by the environment: flags can be read by everybody on the machine.
    #[arg(long, env = "COSSE_KEY", hide_env_values = true)]
    key: Option<Hidden>,
}

impl KeySettings {
    /// The file with the key, if one is named; an empty variable names none.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.key_file.as_deref().filter(|file| !file.as_os_str().is_empty())
    }

    /// The key itself, if it is named; an empty variable names none.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_ref().map(|key| key.0.as_str()).filter(|key| !key.is_empty())
    }
}

/// How the directory looks at pods of other deployments.
#[derive(Clone, Debug, Args)]
pub struct PollSettings {
    /// How long the parts of a listing's life take, where that is to be otherwise: `probation=7d stale=6h down=1d gone=14d buried=28d
    /// tombstone=90d rotation=7d`, and how often a pod is looked at in each, `when-listed=1h when-stale=6h when-down=1d when-gone=7d`.
    /// Those that are not named stay as they are here.
    #[arg(long, env = "COSSE_DIRECTORY_SPANS", default_value = "")]
    pub directory_spans: String,

    /// A pod that the directory finds on this machine, over plain HTTP: `NAME=ADDRESS:PORT` or `*.DOMAIN=ADDRESS:PORT`, with blanks
    /// between several. For tests and the demonstration: it is the only exception to the rule that listings are fetched over HTTPS
    /// from public addresses.
    #[arg(long, env = "COSSE_DIRECTORY_LOOPBACK", value_delimiter = ' ')]
    pub directory_loopback: Vec<String>,
}

/// What a process of a deployment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Serves pages, and keeps nothing.
    Web,
    /// Holds the members' XMPP sessions.
    Worker,
    /// Does what is due from time to time.
    Jobs,
}

/// How `cosse serve` runs.
#[derive(Clone, Debug, Args)]
pub struct ServeSettings {
    /// What this process does: `web`, `worker`, `jobs`, or several of them. Without --redis it does everything.
    #[arg(
        long = "role",
        env = "COSSE_ROLE",
        value_delimiter = ',',
        default_value = "web,worker,jobs",
        hide_possible_values = true
    )]
    pub roles: Vec<Role>,

    /// The Redis by which processes speak with each other: `redis://[USER:PASSWORD@]HOST:PORT[/DATABASE]`. Several addresses,
    /// with blanks between them, are nodes of one cluster. All processes of a deployment share it, the database and the key.
    #[arg(long, env = "COSSE_REDIS", value_delimiter = ' ', hide_env_values = true)]
    pub redis: Vec<String>,

    /// What the names of all keys in Redis begin with: deployments that share a Redis differ in it.
    #[arg(long, env = "COSSE_REDIS_PREFIX", default_value = "cosse")]
    pub redis_prefix: String,

    /// Where pages are served. Put a reverse proxy with TLS in front of it.
    #[arg(long, env = "COSSE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Where operations look: /healthz, /readyz, /metrics. Never to be reached from outside.
    #[arg(long, env = "COSSE_OPERATIONS", default_value = "127.0.0.1:8081")]
    pub operations: SocketAddr,

    #[command(flatten)]
    pub names: NameSettings,

    #[command(flatten)]
    pub secret: KeySettings,

    /// An XMPP server that is reached at a given address instead of what DNS says:
    /// `DOMAIN=ADDR:PORT[,ca=FILE][,direct][,plain]`. `direct` is TLS from the first byte; `plain` is no TLS at all, on
    /// loopback only. With `DOMAIN=dns:ADDR:PORT[,ca=FILE]` the domain's SRV records and addresses are asked of the
    /// name server there, as inside a network with names of its own. It is the only exception to the rule that no
    /// private address is connected to.
    #[arg(long = "xmpp-host", env = "COSSE_XMPP_HOST", value_delimiter = ' ')]
    pub xmpp_hosts: Vec<String>,

    /// One more certificate authority for XMPP servers, as a PEM file.
    #[arg(long = "xmpp-ca", env = "COSSE_XMPP_CA", value_delimiter = ' ')]
    pub xmpp_ca: Vec<PathBuf>,

    /// Signs in with SASL PLAIN, inside TLS, where a server offers nothing better.
    #[arg(long, env = "COSSE_ALLOW_PLAIN")]
    pub allow_plain: bool,

    /// Sessions that sign in again to one XMPP server in a second, at most, after a restart of ours or of that server. Each worker
    /// counts for itself. Servers keep the streams of five minutes, mostly: by then all should be back.
    #[arg(long, env = "COSSE_SIGN_INS_PER_SERVER", default_value_t = Pace::default().per_server)]
    pub sign_ins_per_server: NonZeroU32,

    /// The same for all XMPP servers together. People who sign in by form do not wait for either.
    #[arg(long, env = "COSSE_SIGN_INS_PER_WORKER", default_value_t = Pace::default().in_all)]
    pub sign_ins_per_worker: NonZeroU32,

    /// Sessions that this worker takes in. Where there are several workers they share in proportion to it. A worker that is full
    /// refuses people who sign in, until there is room again; sessions that are there stay. One needs about 40 kB of memory.
    #[arg(long, env = "COSSE_CAPACITY", default_value = "10000")]
    pub capacity: NonZeroUsize,

    /// A reverse proxy whose `X-Forwarded-For` is believed.
    #[arg(long = "trusted-proxy", env = "COSSE_TRUSTED_PROXY", value_delimiter = ' ')]
    pub trusted_proxies: Vec<IpAddr>,

    /// The server that takes our mail: `smtp://[USER:PASSWORD@]HOST[:PORT]`, which must offer STARTTLS unless it is on this machine,
    /// or `smtps://…` for TLS from the first byte. Without it no mail is sent, and pods offer nothing that needs any.
    #[arg(long, env = "COSSE_SMTP", hide_env_values = true)]
    smtp: Option<Hidden>,

    /// One more certificate authority for the mail server, as a PEM file.
    #[arg(long, env = "COSSE_SMTP_CA", value_parser = OsStringValueParser::new().map(PathBuf::from))]
    smtp_ca: Option<PathBuf>,

    /// The address in whose name mail is sent, as in `pods@mail.example`; the name beside it is the pod's. What cannot be delivered
    /// comes back to it.
    #[arg(long, env = "COSSE_MAIL_FROM")]
    mail_from: Option<String>,

    #[command(flatten)]
    pub notices: NoticeSettings,

    #[command(flatten)]
    pub domains: DomainSettings,

    /// Megabytes of memory for public pages that were made already, so that they need not be made again before something changes.
    /// With 0 each is made anew whenever somebody looks.
    #[arg(long, env = "COSSE_PAGE_MEMORY", default_value_t = 64)]
    pub page_memory: u64,

    #[command(flatten)]
    pub legal: LegalSettings,

    #[command(flatten)]
    pub polls: PollSettings,

    /// Pods that have figures of their own at /metrics: those with most members, 500 at most. The others are summed up as `other`.
    #[arg(long, env = "COSSE_METRICS_PODS", default_value_t = 50, value_parser = metrics_pods)]
    pub metrics_pods: usize,

    /// Shows the demonstration's accounts at /login and its mail at /demo/outbox. Never on a real deployment.
    #[arg(long, env = "COSSE_DEMO")]
    pub demo: bool,
}

/// The most pods that have figures of their own: whoever collects them keeps those of each apart.
const METRICS_PODS: usize = 500;

/// Whether anything sends mail, for commands that only write it down.
#[derive(Clone, Debug, Args)]
pub struct MailKnown {
    /// The server that takes our mail, as `serve` has it. It is only looked whether there is one.
    #[arg(long, env = "COSSE_SMTP", hide_env_values = true)]
    smtp: Option<Hidden>,

    /// Mail is kept in the demonstration's outbox, as by `serve`.
    #[arg(long, env = "COSSE_DEMO")]
    demo: bool,
}

impl MailKnown {
    /// Whether anything does, as far as this command knows.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.demo || self.smtp.as_ref().is_some_and(|address| !address.0.is_empty())
    }
}

/// A secret as it is written, which is shown to nobody.
#[derive(Clone)]
struct Hidden(String);

impl FromStr for Hidden {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl ServeSettings {
    /// What these flags and the environment say, for tests.
    #[cfg(test)]
    pub fn of(flags: &[&str]) -> Self {
        #[derive(clap::Parser)]
        struct Line {
            #[command(flatten)]
            settings: ServeSettings,
        }
        <Line as clap::Parser>::parse_from(["serve"].iter().chain(flags)).settings
    }

    /// The mail server with its password, if one is named; an empty variable names none.
    #[must_use]
    pub fn smtp(&self) -> Option<&str> {
        self.smtp.as_ref().map(|address| address.0.as_str()).filter(|address| !address.is_empty())
    }

    /// Its certificate authority, if one is named.
    #[must_use]
    pub fn smtp_ca(&self) -> Option<&Path> {
        self.smtp_ca.as_deref().filter(|file| !file.as_os_str().is_empty())
    }

    /// In whose name mail is sent, if that is said.
    #[must_use]
    pub fn mail_from(&self) -> Option<&str> {
        self.mail_from.as_deref().filter(|address| !address.is_empty())
    }

    /// The addresses of Redis; an empty variable has none.
    #[must_use]
    pub fn redis(&self) -> Vec<String> {
        self.redis.iter().filter(|address| !address.is_empty()).cloned().collect()
    }

    /// Whether this process does that.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

fn metrics_pods(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(pods) if pods <= METRICS_PODS => Ok(pods),
        _ => Err(format!(
            "at most {METRICS_PODS} pods have figures of their own: say a number from 0 to {METRICS_PODS}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        settings: ServeSettings,
    }

    #[test]
    fn only_so_many_pods_have_figures_of_their_own() {
        let parsed = |pods: &str| {
            let line = <Line as clap::Parser>::try_parse_from(["serve", "--metrics-pods", pods]);
            line.map(|line| line.settings.metrics_pods).map_err(|error| error.to_string())
        };
        assert_eq!([parsed("0"), parsed("500")], [Ok(0), Ok(500)]);
        for odd in ["501", "1000000", "many"] {
            let said = parsed(odd).unwrap_err();
            assert!(said.contains("at most 500 pods"), "{said}");
        }
    }
}
