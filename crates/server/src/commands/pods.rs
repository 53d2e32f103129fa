//! `cosse pod …`: pods from the command line.

use super::CommandError;
use clap::{Args, Subcommand};
use jid::DomainPart;
use model::{
    Database, hosts,
    pods::{self, Accounts, Change, NewPod, Pod, Registration, State},
};
use serde_json::json;

/// What can be done with pods.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes a pod, in use at once.
    Create(Create),
    /// Lists the pods.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows one pod.
    Show {
        /// One of its host names.
        host: String,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Changes a pod.
    Set(Set),
    /// Suspends a pod: its pages say so, and nothing else.
    Suspend {
        /// One of its host names.
        host: String,
    },
    /// Puts a pod into use again.
    Resume {
        /// One of its host names.
        host: String,
    },
    /// Deletes a pod. Its rows are kept for 30 days.
    Delete {
        /// One of its host names.
        host: String,
    },
}

/// What a new pod needs, and may have.
#[derive(Debug, Args)]
pub struct Create {
    /// Its host name, without a port.
    host: String,
    /// Its name, for people.
    #[arg(long)]
    name: String,
    #[command(flatten)]
    settings: Settings,
}

/// What of a pod changes.
#[derive(Debug, Args)]
pub struct Set {
    /// One of its host names.
    host: String,
    /// Its name, for people.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Args)]
struct Settings {
    /// A sentence on what it is.
    #[arg(long)]
    tagline: Option<String>,
    /// The language of its own texts.
    #[arg(long, value_parser = ["en", "fr"])]
    language: Option<String>,
    /// Its colour, as in `#3f7d4e`.
    #[arg(long, value_parser = accent)]
    accent: Option<String>,
    /// Its rules, in Markdown.
    #[arg(long, allow_hyphen_values = true)]
    rules: Option<String>,
    /// Members at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    members_max: Option<i64>,
    /// Bytes of media at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    storage_max: Option<i64>,
    /// Live sessions at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    sessions_max: Option<i64>,
    /// New members a day at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    signups_per_day: Option<i64>,
    /// Days after which the session of a member ends whose browsers stay away.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..))]
    session_days: Option<i64>,
    /// Who gets a place: open or closed; with approval or invite nobody yet, since their queue and invitations are to come.
    #[arg(long, value_parser = word::<Registration>)]
    registration: Option<Registration>,
    /// Whose accounts may sign in: any, local or listed.
    #[arg(long, value_parser = word::<Accounts>)]
    accounts: Option<Accounts>,
    /// A domain whose accounts may sign in, with `--accounts listed`.
    #[arg(long = "allowed-domain")]
    allowed_domains: Vec<DomainPart>,
    /// The XMPP domain whose accounts are the pod's own.
    #[arg(long)]
    xmpp_domain: Option<DomainPart>,
    /// One more host name.
    #[arg(long = "host")]
    hosts: Vec<String>,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Create(create) => self::create(database, create).await,
        Command::List { json } => list(database, json).await,
        Command::Show { host, json } => show(database, &host, json).await,
        Command::Set(set) => self::set(database, set).await,
        Command::Suspend { host } => set_state(database, &host, State::Suspended).await,
        Command::Resume { host } => set_state(database, &host, State::Active).await,
        Command::Delete { host } => set_state(database, &host, State::Deleted).await,
    }
}

/// The pod of a host name, or a sentence.
///
/// # Errors
/// That there is none, or the database's.
pub async fn find(database: &Database, host: &str) -> Result<Pod, CommandError> {
    let found = pods::by_host(database, host).await?;
    found.ok_or_else(|| {
        CommandError::Said(format!("no pod has the host name {host}; `cosse pod list` shows all"))
    })
}

async fn create(database: &Database, Create { host, name, settings }: Create) -> Result<(), CommandError> {
    let hosts = std::iter::once(&host).chain(&settings.hosts);
    hosts.map(|host| host_name(host)).collect::<Result<Vec<_>, _>>()?;
    let fresh = NewPod::new(host, name);
    let new = NewPod {
        aliases: settings.hosts,
        tagline: settings.tagline.unwrap_or(fresh.tagline),
        accent: settings.accent.unwrap_or(fresh.accent),
        language: settings.language.unwrap_or(fresh.language),
        rules: settings.rules.unwrap_or(fresh.rules),
        registration: settings.registration.unwrap_or(fresh.registration),
        accounts: settings.accounts.unwrap_or(fresh.accounts),
        allowed_domains: settings.allowed_domains.iter().map(ToString::to_string).collect(),
        xmpp_domain: settings.xmpp_domain,
        members_max: settings.members_max.unwrap_or(fresh.members_max),
        storage_max: settings.storage_max.unwrap_or(fresh.storage_max),
        sessions_max: settings.sessions_max.unwrap_or(fresh.sessions_max),
        signups_per_day: settings.signups_per_day.unwrap_or(fresh.signups_per_day),
        session_days: settings.session_days.unwrap_or(fresh.session_days),
        ..fresh
    };
    let pod = pods::create(database, new, crate::clock::now()).await.map_err(|error| match error {
        model::Error::Taken(_) => CommandError::Said("another pod has this host name already".to_owned()),
        error => error.into(),
    })?;
    println!("{} is there: {}", pod.host, pod.name);
    Ok(())
}

async fn set(database: &Database, Set { host, name, settings }: Set) -> Result<(), CommandError> {
    let pod = find(database, &host).await?;
    for host in &settings.hosts {
        host_name(host)?;
        hosts::add(database, &pod.id, host).await?;
    }
    let domains: Vec<String> = settings.allowed_domains.iter().map(ToString::to_string).collect();
    let change = Change {
        name,
        tagline: settings.tagline,
        accent: settings.accent,
        language: settings.language,
        rules: settings.rules,
        registration: settings.registration,
        accounts: settings.accounts,
        members_max: settings.members_max,
        storage_max: settings.storage_max,
        sessions_max: settings.sessions_max,
        signups_per_day: settings.signups_per_day,
        session_days: settings.session_days,
        allowed_domains: Some(domains).filter(|domains| !domains.is_empty()),
        xmpp_domain: settings.xmpp_domain.map(Some),
    };
    let pod = pods::set(database, &pod.id, change).await?;
    println!("{} is changed", pod.host);
    Ok(())
}

async fn set_state(database: &Database, host: &str, state: State) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    pods::set_state(database, &pod.id, state).await?;
    println!("{} is {}", pod.host, state.as_str());
    Ok(())
}

async fn list(database: &Database, as_json: bool) -> Result<(), CommandError> {
    let pods = pods::list(database).await?;
    if as_json {
        println!("{}", serde_json::Value::from_iter(pods.iter().map(describe)));
        return Ok(());
    }
    for pod in pods {
        let used = format!("{}/{} members", pod.members_used, pod.members_max);
        println!(
            "{:<32} {:<10} {:<9} {used:<20} {}",
            pod.host,
            pod.state.as_str(),
            pod.registration.as_str(),
            pod.name
        );
    }
    Ok(())
}

async fn show(database: &Database, host: &str, as_json: bool) -> Result<(), CommandError> {
    let pod = find(database, host).await?;
    let mut shown = describe(&pod);
    shown["hosts"] = json!(hosts::list(database, &pod.id).await?);
    if as_json {
        println!("{shown}");
        return Ok(());
    }
    for (name, value) in shown.as_object().into_iter().flatten() {
        println!("{name:<18} {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    Ok(())
}

fn describe(pod: &Pod) -> serde_json::Value {
    json!({
        "host": pod.host,
        "state": pod.state.as_str(),
        "name": pod.name,
        "tagline": pod.tagline,
        "accent": pod.accent,
        "language": pod.language,
        "registration": pod.registration.as_str(),
        "accounts": pod.accounts.as_str(),
        "allowed_domains": pod.allowed_domains,
        "xmpp_domain": pod.xmpp_domain.as_ref().map(ToString::to_string),
        "members_used": pod.members_used,
        "members_max": pod.members_max,
        "storage_used": pod.storage_used,
        "storage_max": pod.storage_max,
        "sessions_used": pod.sessions_used,
        "sessions_max": pod.sessions_max,
        "signups_per_day": pod.signups_per_day,
        "session_days": pod.session_days,
    })
}

fn host_name(host: &str) -> Result<(), CommandError> {
    match crate::origins::host_name(host) {
        Some(name) if name == host => Ok(()),
        _ => Err(CommandError::Said(format!("{host} is no host name: lower case, no port, no scheme"))),
    }
}

fn accent(text: &str) -> Result<String, String> {
    ui::Accent::parse(text)
        .map(|accent| format!("#{}", accent.hex()))
        .ok_or_else(|| "must be like #3f7d4e".to_owned())
}

fn word<T: std::str::FromStr<Err = model::UnknownWord>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: model::UnknownWord| error.to_string())
}
