//! `cosse pod …`: pods from the command line.

use super::{
    CommandError, at_most, by, domains as xmpp_domains, hosts as host_names, listings, logos, midnight,
    plans as named, texts, word,
};
use crate::{
    moves::{self, MoveError},
    naming::{Insisting, Naming},
    routes::operate::texts::LONGEST,
    settings::NameSettings,
};
use clap::{Args, Subcommand, ValueEnum};
use jid::DomainPart;
use model::{
    Database, Email, PodId, newcomers, plans,
    pods::{self, Accounts, Change, NewPod, Pod, Registration, State, Turn},
};
use time::{Duration, OffsetDateTime};

mod announcements;
mod key;
pub mod log;
mod new_members;
mod telling;
mod visits;

/// The most characters of rules.
const LONGEST_RULES: usize = LONGEST as usize;

/// How long before it closes a pod says so.
pub const NOTICE: Duration = Duration::days(14);

/// `cosse pod`, with the settings that say which names pods may have.
#[derive(Debug, Args)]
pub struct Pods {
    #[command(flatten)]
    names: NameSettings,
    #[command(subcommand)]
    command: Command,
}

/// What can be done with pods.
#[derive(Debug, Subcommand)]
enum Command {
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
    /// Gives a pod host names, takes them away, and proves whose they are.
    #[command(subcommand)]
    Host(host_names::Command),
    /// Rotates and lists the keys that sign what a pod says of itself to directories.
    #[command(subcommand)]
    Key(key::Command),
    /// Says whose server has a pod's accounts: a domain that Cosse makes, one that pods share, a server of its own, or none.
    #[command(subcommand)]
    Domain(xmpp_domains::Command),
    /// Gives a pod a logo, takes it away and brings it back.
    #[command(subcommand)]
    Logo(logos::Command),
    /// Lists and writes what a pod has written down for all to read: rules, and what it adds to privacy and legal matters.
    #[command(subcommand)]
    Text(texts::Command),
    /// Says something on a pod, lists what was said there, and withdraws it.
    #[command(subcommand)]
    Announcement(announcements::Command),
    /// Shows or changes what a pod says of itself to directories.
    Listing(Box<listings::Listing>),
    /// Shows or changes a pod's welcome, where else it is, and which languages are spoken there.
    Introduction(listings::Introduction),
    /// Lets a pod only be read: its pages stay, and nothing is written.
    ReadOnly {
        /// One of its host names.
        host: String,
        /// Why, for its members.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Suspends a pod: its pages say so, and nothing else.
    Suspend {
        /// One of its host names.
        host: String,
        /// Why, for whoever comes.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Closes a pod on a day: until then its pages say so, and from then on only farewell.
    Close {
        /// One of its host names.
        host: String,
        /// The day, as in 2027-01-31: two weeks ahead at least. It closes as it begins, in UTC.
        #[arg(long)]
        on: String,
        /// What it says from then on, in Markdown.
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        farewell: String,
        /// The host name at which it goes on, if it does: members and directories are told. Without it what was said before holds;
        /// '' takes that back.
        #[arg(long, value_name = "NAME")]
        moved_to: Option<String>,
        /// Whatever the day: its members have less time, or none.
        #[arg(long)]
        at_once: bool,
    },
    /// Puts a pod into use again.
    Resume {
        /// One of its host names.
        host: String,
    },
    /// Deletes a pod. It can be restored for 30 days.
    Delete {
        /// One of its host names.
        host: String,
    },
    /// Restores a pod that was deleted in the last 30 days, as it was.
    Restore {
        /// One of its host names.
        host: String,
    },
    /// Prints what was done to a pod, by whom and when, the newest first.
    Audit {
        /// One of its host names.
        host: String,
        /// As JSON, one entry a line.
        #[arg(long)]
        json: bool,
        /// How many entries.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
    /// Prints which admins looked into a pod's console for support, until when and why, the newest first.
    Visits {
        /// One of its host names.
        host: String,
        /// Ends those that are on, instead.
        #[arg(long)]
        end: bool,
        /// How many visits.
        #[arg(long, default_value_t = 50)]
        last: u32,
    },
}

/// What a new pod needs, and may have.
#[derive(Debug, Args)]
struct Create {
    /// Its host name, without a port.
    host: String,
    /// Its name, for people.
    #[arg(long)]
    name: String,
    /// One more host name.
    #[arg(long = "host")]
    hosts: Vec<String>,
    #[command(flatten)]
    insisting: Insisting,
    #[command(flatten)]
    settings: Settings,
}

/// What of a pod changes.
#[derive(Debug, Args)]
struct Set {
    /// One of its host names.
    host: String,
    /// Its name, for people.
    #[arg(long)]
    name: Option<String>,
    /// Pauses sign-ups without an invitation, or opens them again.
    #[arg(long, value_enum)]
    sign_ups: Option<SignUps>,
    /// In how many days new rules hold; members are told until then. Less than two weeks is for the first rules, and where only operators
    /// are members.
    #[arg(long, requires = "rules", value_parser = clap::value_parser!(u32).range(0..=365))]
    rules_in: Option<u32>,
    #[command(flatten)]
    settings: Settings,
}

/// Whether newcomers may sign up without an invitation.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SignUps {
    /// They may, as far as the mode of registration lets them.
    Open,
    /// They may not.
    Paused,
}

/// An address of e-mail, or that there is none.
#[derive(Clone, Debug)]
struct MaybeEmail(Option<Email>);

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
    #[arg(long, allow_hyphen_values = true, value_parser = at_most::<LONGEST_RULES>)]
    rules: Option<String>,
    /// The plan whose limits it has; with `pod set`, empty for figures of its own.
    #[arg(long, conflicts_with_all = ["members_max", "storage_max", "sessions_max", "signups_per_day"])]
    plan: Option<String>,
    /// Members at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
    members_max: Option<i64>,
    /// Bytes of media at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST_BYTES))]
    storage_max: Option<i64>,
    /// Live sessions at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
    sessions_max: Option<i64>,
    /// New members a day at most.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST))]
    signups_per_day: Option<i64>,
    /// Bytes of one upload at most; on a managed or shared domain from any client. With --plan only where the plan does not say it.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=plans::MOST_BYTES))]
    upload_max: Option<i64>,
    /// Days after which the session of a member ends whose browsers stay away.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=3_650))]
    session_days: Option<i64>,
    /// Days for which messages are kept; what is older comes from the members' own archives.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..=36_500))]
    message_days: Option<i64>,
    /// Who gets a place: open, confirmed (who has confirmed an address of e-mail), approval, invite or closed. Without --smtp, confirmed and
    /// approval take in only who was invited.
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
    /// The address of e-mail that is told when the pod comes near a limit or pauses; empty for none.
    #[arg(long, value_parser = email)]
    contact_email: Option<MaybeEmail>,
    /// What people are asked who ask to be let in, with `--registration approval`; empty for our own words.
    #[arg(long)]
    question: Option<String>,
    /// So many who sign up within an hour, without an invitation, that the pod pauses; 0 for never.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    pause_at: Option<i64>,
    /// But only if it is also so many times what came on a usual day of the last four weeks.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..=1000))]
    pause_times: Option<i64>,
    #[command(flatten)]
    new_limits: new_members::NewLimits,
}

/// Does what was asked.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn run(database: &Database, Pods { names, command }: Pods) -> Result<(), CommandError> {
    match command {
        Command::Create(create) => self::create(database, &names, create).await,
        Command::List { json } => telling::list(database, json).await,
        Command::Show { host, json } => telling::show(database, &host, json).await,
        Command::Set(set) => self::set(database, set).await,
        Command::Host(command) => host_names::run(database, &names, command).await,
        Command::Key(command) => key::run(database, command).await,
        Command::Domain(command) => xmpp_domains::run(database, command).await,
        Command::Logo(command) => logos::run(database, command).await,
        Command::Text(command) => texts::run(database, command).await,
        Command::Announcement(command) => announcements::run(database, command).await,
        Command::Listing(said) => listings::listing(database, *said).await,
        Command::Introduction(said) => listings::introduction(database, said).await,
        Command::ReadOnly { host, reason } => turn(database, &host, Turn::ReadOnly { reason }).await,
        Command::Suspend { host, reason } => turn(database, &host, Turn::Suspend { reason }).await,
        Command::Close { host, on, farewell, moved_to, at_once } => {
            let at = closing(&on, at_once, crate::clock::now())?;
            let moved_to = moves_to(database, &host, moved_to.as_deref()).await?;
            turn(database, &host, Turn::Close { at, farewell, moved_to }).await
        }
        Command::Resume { host } => turn(database, &host, Turn::Resume).await,
        Command::Delete { host } => turn(database, &host, Turn::Delete).await,
        Command::Restore { host } => turn(database, &host, Turn::Restore).await,
        Command::Audit { host, json, last } => log::print(database, &host, json, last).await,
        Command::Visits { host, end, last } => visits::run(database, &host, end, last).await,
    }
}

/// The pod of a host name, or a sentence.
///
/// # Errors
/// That there is none, or the database's.
pub async fn find(database: &Database, host: &str) -> Result<Pod, CommandError> {
    let found = pods::by_host_in_any_state(database, host).await?;
    found.filter(|pod| pod.state != State::Deleted).ok_or_else(|| {
        CommandError::Said(format!("no pod has the host name {host}; `cosse pod list` shows all"))
    })
}

/// The same, also of a deleted pod.
///
/// # Errors
/// As [`find`].
pub async fn find_in_any_state(database: &Database, host: &str) -> Result<Pod, CommandError> {
    match pods::by_host_in_any_state(database, host).await? {
        Some(pod) => Ok(pod),
        None => find(database, host).await,
    }
}

async fn create(database: &Database, names: &NameSettings, create: Create) -> Result<(), CommandError> {
    let Create { host, name, hosts, insisting, settings } = create;
    named::check(database, settings.plan.as_deref(), settings.upload_max).await?;
    let naming = Naming::new(names)?;
    let fresh = NewPod::new(naming.judge(database, &host, None, insisting).await?, name);
    let mut aliases = Vec::new();
    for host in hosts {
        aliases.push(naming.judge(database, &host, None, insisting).await?);
    }
    let (asks, limits, plan) = (newcomers_of(&settings), settings.new_limits, settings.plan);
    let new = NewPod {
        aliases,
        contact_email: settings.contact_email.and_then(|email| email.0),
        tagline: settings.tagline.unwrap_or(fresh.tagline),
        accent: settings.accent.unwrap_or(fresh.accent),
        language: settings.language.unwrap_or(fresh.language),
        rules: settings.rules.unwrap_or(fresh.rules),
        registration: settings.registration.unwrap_or(fresh.registration),
        accounts: settings.accounts.unwrap_or(fresh.accounts),
        allowed_domains: settings.allowed_domains.iter().map(ToString::to_string).collect(),
        xmpp_domain: settings.xmpp_domain,
        plan: plan.clone(),
        members_max: settings.members_max.unwrap_or(fresh.members_max),
        storage_max: settings.storage_max.unwrap_or(fresh.storage_max),
        sessions_max: settings.sessions_max.unwrap_or(fresh.sessions_max),
        signups_per_day: settings.signups_per_day.unwrap_or(fresh.signups_per_day),
        upload_max: settings.upload_max.unwrap_or(fresh.upload_max),
        session_days: settings.session_days.unwrap_or(fresh.session_days),
        message_days: settings.message_days.unwrap_or(fresh.message_days),
        ..fresh
    };
    let made = pods::create(database, new, &by()).await;
    let pod = made.map_err(|error| not_made(error, plan.as_deref()))?;
    newcomers::set(database, &pod.id, asks, &by()).await?;
    limits.set(database, &pod.id).await?;
    println!("{} is there: {}", pod.host, pod.name);
    host_names::print_pending(database, &pod).await
}

fn not_made(error: model::Error, plan: Option<&str>) -> CommandError {
    match error {
        model::Error::NotFound("plan") => named::unknown(error, plan.unwrap_or_default()),
        error => host_names::refused(error),
    }
}

async fn set(database: &Database, set: Set) -> Result<(), CommandError> {
    let Set { host, name, sign_ups, rules_in, settings } = set;
    let pod = find(database, &host).await?;
    named::check(database, settings.plan.as_deref(), settings.upload_max).await?;
    let (asks, plan, rules) = (newcomers_of(&settings), settings.plan.clone(), settings.rules.clone());
    let limits = settings.new_limits;
    // what can be refused comes first, so that nothing half-done stays
    if let Some(rules) = &rules {
        texts::check_rules(database, &pod, rules, rules_in).await?;
    }
    let changed = pods::set(database, &pod.id, change_of(name, settings), &by()).await;
    let changed = changed.map_err(|error| match error {
        model::Error::Taken(_) => CommandError::Said(xmpp_domains::TAKEN.to_owned()),
        model::Error::KeptDomain => CommandError::Said(error.to_string()),
        error => error.into(),
    })?;
    newcomers::set(database, &pod.id, asks, &by()).await?;
    limits.set(database, &pod.id).await?;
    if let Some(sign_ups) = sign_ups {
        turn_sign_ups(database, &pod.id, sign_ups).await?;
    }
    if let Some(plan) = &plan {
        named::assign(database, &pod.id, plan).await?;
    }
    if let Some(rules) = &rules {
        texts::set_rules(database, &pod, rules, rules_in).await?;
    }
    println!("{} is changed", changed.host);
    Ok(())
}

/// What of it is in the pod's own row.
fn change_of(name: Option<String>, settings: Settings) -> Change {
    let domains: Vec<String> = settings.allowed_domains.iter().map(ToString::to_string).collect();
    Change {
        name,
        tagline: settings.tagline,
        accent: settings.accent,
        language: settings.language,
        rules: None,
        registration: settings.registration,
        accounts: settings.accounts,
        members_max: settings.members_max,
        storage_max: settings.storage_max,
        sessions_max: settings.sessions_max,
        signups_per_day: settings.signups_per_day,
        upload_max: settings.upload_max,
        session_days: settings.session_days,
        message_days: settings.message_days,
        allowed_domains: Some(domains).filter(|domains| !domains.is_empty()),
        xmpp_domain: settings.xmpp_domain.map(Some),
        contact_email: settings.contact_email.map(|email| email.0),
    }
}

fn newcomers_of(settings: &Settings) -> newcomers::Change {
    newcomers::Change {
        question: settings.question.clone(),
        crowd: settings.pause_at,
        crowd_times: settings.pause_times,
    }
}

async fn turn_sign_ups(database: &Database, pod: &PodId, sign_ups: SignUps) -> Result<(), CommandError> {
    match sign_ups {
        SignUps::Open => newcomers::resume(database, pod, &by()).await?,
        SignUps::Paused => newcomers::pause(database, pod, &by()).await?,
    }
    Ok(())
}

async fn turn(database: &Database, host: &str, turn: Turn) -> Result<(), CommandError> {
    let pod = find_in_any_state(database, host).await?;
    let turned = pods::turn(database, &pod.id, turn, &by()).await.map_err(|error| match error {
        model::Error::NotFrom(State::Deleted) => CommandError::Said(format!(
            "{host} is deleted; `cosse pod restore {host}` brings it back within 30 days"
        )),
        model::Error::NotFrom(state) => {
            CommandError::Said(format!("{host} is {}, and does not become this from there", state.as_str()))
        }
        error => error.into(),
    })?;
    println!("{} is {}", turned.host, turned.state.as_str());
    Ok(())
}

/// Where a pod goes on.
async fn moves_to(database: &Database, host: &str, to: Option<&str>) -> Result<Option<String>, CommandError> {
    let Some(to) = to else { return Ok(None) };
    let pod = find_in_any_state(database, host).await?;
    let read = moves::read(database, &pod.id, to).await.map_err(|error| match error {
        MoveError::Model(error) => error.into(),
        error => CommandError::Said(format!("--moved-to {to}: {error}")),
    })?;
    Ok(Some(read.unwrap_or_default()))
}

/// When a pod closes: its members have time to take their things home.
fn closing(on: &str, at_once: bool, now: OffsetDateTime) -> Result<OffsetDateTime, CommandError> {
    let at = midnight(on)?;
    if at < now + NOTICE && !at_once {
        let first = (now + NOTICE).date() + Duration::days(1);
        return Err(CommandError::Said(format!(
            "members need two weeks to take their things home: {first} is the first day that can be (or --at-once)"
        )));
    }
    Ok(at)
}

fn email(text: &str) -> Result<MaybeEmail, String> {
    let read = |text: &str| text.parse().map(Some).map_err(|error: model::NotAnEmail| error.to_string());
    Ok(MaybeEmail(if text.is_empty() { None } else { read(text)? }))
}

fn accent(text: &str) -> Result<String, String> {
    ui::Accent::parse(text)
        .map(|accent| format!("#{}", accent.hex()))
        .ok_or_else(|| "must be like #3f7d4e".to_owned())
}
