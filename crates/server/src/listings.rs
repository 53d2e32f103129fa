//! The deployment's own pods as the directory knows them: always true, since they are made from the rows each time.

use crate::{app::App, fault::Fault};
use directory::{
    band::Band,
    effective::{Effective, Mode, Room, effective},
    entry::Entry,
    listing::{
        self, Capacity, Contacts, Listing, Policy, Provider, Registration, Software, TYPE, Tag, VERSION,
        Visibility, Xmpp,
    },
    text::{Host, Line, Link, TextError},
};
use model::{
    introductions,
    pods::{self, Accounts, Pod, State},
    roles,
};
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};

/// How long a listing may be shown (directory.md §2: three days).
const GOOD_FOR: Duration = Duration::days(3);

/// The deployment's pods. One that cannot be described is left out, with a line in the log.
///
/// # Errors
/// The database's.
pub async fn own(app: &App, now: OffsetDateTime) -> Result<Vec<(Pod, Entry)>, Fault> {
    let mut entries = Vec::new();
    let pods = pods::list(&app.database).await?;
    // a link to a name that is not proven would lead to nothing of ours
    for pod in pods.into_iter().filter(|pod| pod.host_is_served) {
        let operators = roles::list(&app.database, &pod.id).await?;
        let said = introductions::get(&app.database, &pod.id).await?;
        match entry(app, &pod, &operators, said.languages, now) {
            Ok(entry) => entries.push((pod, entry)),
            Err(error) => tracing::warn!(%error, host = pod.host, "a pod cannot be listed"),
        }
    }
    Ok(entries)
}

fn entry(
    app: &App,
    pod: &Pod,
    operators: &[roles::Holder],
    further: Vec<String>,
    now: OffsetDateTime,
) -> Result<Entry, TextError> {
    let origin = app.origins.of(&pod.host);
    let platform = Link::try_from(app.origins.of(app.origins.platform()))?;
    let serial = u64::try_from(now.unix_timestamp()).unwrap_or_default();
    let listing = Listing {
        r#type: line(TYPE)?,
        version: VERSION,
        domain: Host::try_from(pod.host.clone())?,
        serial,
        issued_at: now,
        expires_at: now + GOOD_FOR,
        listing: Visibility::Public,
        name: line(&pod.name)?,
        summary: summary(pod)?,
        languages: languages(pod, further)?,
        topics: Vec::new(),
        software: Software { name: line("cosse")?, version: line(env!("CARGO_PKG_VERSION"))? },
        xmpp: xmpp(pod)?,
        registration: registration(app, pod, &origin)?,
        capacity: capacity(pod),
        provider: Some(Provider {
            id: platform,
            hosted_by: None,
            since: pod.created_at.date(),
            more: none(),
        }),
        policy: Some(Policy {
            rules: Some(Link::try_from(origin.clone() + "/rules")?),
            privacy: None,
            legal: None,
            more: none(),
        }),
        contacts: contacts(app, operators)?,
        moved_to: None,
        closing_at: pod.closing_at.filter(|_| pod.state == State::Closing),
        keys: Vec::new(),
        proof: None,
        more: none(),
    };
    Ok(Entry { listing, host: app.origins.platform().to_owned(), sent_today: 0 })
}

/// Whether and how one can join a pod now.
#[must_use]
pub fn effective_mode(app: &App, pod: &Pod) -> Effective {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let room = Room {
        members: count(pod.members_used + pod.waiting),
        members_max: Some(count(pod.members_max)),
        signups_today: 0,
        signups_per_day: Some(count(pod.signups_per_day)),
        paused: pod.state != State::Active || pod.signups_paused_at.is_some(),
    };
    effective(mode(app, pod), &room)
}

fn mode(app: &App, pod: &Pod) -> Mode {
    match pod.registration {
        pods::Registration::Open => Mode::Open,
        // as on the pod's own pages
        pods::Registration::Approval if app.sends_mail() => Mode::Approval,
        pods::Registration::Approval | pods::Registration::Invite => Mode::Invite,
        pods::Registration::Closed => Mode::Closed,
    }
}

fn registration(app: &App, pod: &Pod, origin: &str) -> Result<Registration, TextError> {
    Ok(Registration {
        mode: mode(app, pod),
        effective: effective_mode(app, pod),
        url: Link::try_from(format!("{origin}{}", ui::url::register()))?,
        daily_budget: None,
        min_age: None,
        more: none(),
    })
}

fn capacity(pod: &Pod) -> Capacity {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Capacity {
        members_max: Some(count(pod.members_max)),
        members_band: Band::of(count(pod.members_used)),
        places_free_band: Band::of(count(pod.free_places())),
        upload_file_mb: None,
        more: none(),
    }
}

fn xmpp(pod: &Pod) -> Result<Xmpp, TextError> {
    let domains = pod.xmpp_domain.iter().map(|domain| Host::try_from(domain.to_string()));
    let allowed = pod.allowed_domains.iter().map(|domain| Host::try_from(domain.clone()));
    Ok(Xmpp {
        domains: domains.collect::<Result<_, _>>()?,
        federation: listing::Federation::Open,
        accounts: match pod.accounts {
            Accounts::Any => listing::Accounts::Any,
            Accounts::Local => listing::Accounts::Local,
            Accounts::Listed => listing::Accounts::Allowlist,
        },
        allowed_domains: allowed.collect::<Result<_, _>>()?,
        more: none(),
    })
}

/// Its own language first, and those that are spoken there besides.
fn languages(pod: &Pod, further: Vec<String>) -> Result<Vec<Tag>, TextError> {
    let further = further.into_iter().filter(|tag| *tag != pod.language);
    std::iter::once(pod.language.clone()).chain(further).map(Tag::try_from).collect()
}

fn summary(pod: &Pod) -> Result<listing::Texts, TextError> {
    if pod.tagline.is_empty() {
        return Ok(BTreeMap::new());
    }
    Ok(BTreeMap::from([(pod.language.clone().try_into()?, line(&pod.tagline)?)]))
}

/// Abuse goes to the pod's operators; where there are none yet, to whoever runs the platform.
fn contacts(app: &App, operators: &[roles::Holder]) -> Result<Contacts, TextError> {
    let links = operators.iter().map(|holder| Link::try_from(ui::url::xmpp(holder.jid.as_str())));
    let mut abuse = links.collect::<Result<Vec<_>, _>>()?;
    if abuse.is_empty() {
        abuse.push(Link::try_from(app.origins.of(app.origins.platform()) + &ui::url::about())?);
    }
    Ok(Contacts { abuse, ..Contacts::default() })
}

fn none() -> listing::More {
    listing::More::new()
}

fn line<const LONGEST: usize>(text: &str) -> Result<Line<LONGEST>, TextError> {
    Line::try_from(text.to_owned())
}
