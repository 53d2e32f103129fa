//! What the deployment's own pods say of themselves: as the directory here knows them, and as they publish it.

use crate::{app::App, fault::Fault, providers};
use directory::{
    band::Band,
    effective::{Effective, Mode, Room, effective},
    entry::{Entry, Measured},
    host_name,
    issue::GOOD_FOR,
    listing::{
        self, Capacity, EmailNeed, Listing, Registration, Software, TYPE, Tag, VERSION, Visibility, Xmpp,
    },
    text::{Host, Line, Link, TextError},
};
use jid::BareJid;
use model::{
    applications,
    domains::{self, Served},
    introductions,
    listings::{self as said, Settings},
    pods::{self, Accounts, Pod, State},
};
use std::collections::{BTreeMap, HashMap};
use time::{Duration, OffsetDateTime};

mod icon;
mod keys;
mod published;
pub mod rotation;
mod who;

pub use keys::{current, record, seal, signer};
pub use published::{Publisher, published};

/// Allowed domains that are told at most: the document must not be too long to be read.
const MOST_DOMAINS: usize = 50;

/// What a listing is made of.
pub struct Facts<'a> {
    /// The pod.
    pub pod: &'a Pod,
    /// How many have signed up today.
    pub signups_today: i64,
    /// What its operators say of it.
    pub settings: &'a Settings,
    /// Languages that are spoken there beside its own.
    pub further: &'a [String],
    /// The accounts that run or moderate it.
    pub holders: &'a [BareJid],
    /// What is known of its domain, where Cosse looks after that.
    pub served: Option<Served>,
    /// The host at which it goes on, if somebody said so.
    pub moved_to: Option<&'a str>,
    /// How long it took until half of those who asked were answered, where that is known.
    pub wait: Option<Duration>,
}

/// The deployment's pods. One that cannot be described is left out, with a line in the log.
///
/// # Errors
/// The database's.
pub async fn own(app: &App, now: OffsetDateTime) -> Result<Vec<(Pod, Entry)>, Fault> {
    let mut entries = Vec::new();
    let signups = said::signups_today(&app.database, now).await?;
    let settings: HashMap<_, _> = said::all_settings(&app.database).await?.into_iter().collect();
    let languages = introductions::languages(&app.database).await?;
    let served = domains::all_served(&app.database).await?;
    let moved = pods::all_moved(&app.database).await?;
    let unsaid = Settings::default();
    let pods = pods::list(&app.database).await?;
    let asked = pods.iter().filter(|pod| pod.registration == pods::Registration::Approval);
    let asked = asked.map(|pod| pod.id).collect();
    let waits = applications::usual_waits(&app.database, asked).await?;
    // a link to a name that is not proven would lead to nothing of ours
    for pod in pods.into_iter().filter(|pod| pod.host_is_served) {
        let facts = Facts {
            pod: &pod,
            signups_today: signups.get(&pod.id).copied().unwrap_or_default(),
            settings: settings.get(&pod.id).unwrap_or(&unsaid),
            further: languages.get(&pod.id).map_or(&[], Vec::as_slice),
            // nobody writes to them from here, and it would be a query for each pod
            holders: &[],
            served: served.get(&pod.id).copied(),
            moved_to: moved.get(&pod.id).map(String::as_str),
            wait: waits.get(&pod.id).copied(),
        };
        match listing(app, &facts, now) {
            Ok(listing) => entries.push((pod, entry(app, listing))),
            Err(error) => tracing::warn!(%error, host = pod.host, "a pod cannot be listed"),
        }
    }
    measure(app, &mut entries, now).await?;
    Ok(entries)
}

/// A listing of ours in the directory here: all of them are one host's.
#[must_use]
pub fn entry(app: &App, listing: Listing) -> Entry {
    let place = app.origins.platform().to_owned();
    Entry::new(listing, Measured { place, ..Measured::default() })
}

/// What is known of our pods without looking at them from outside. How well they answer is nothing that we say of ourselves.
async fn measure(app: &App, entries: &mut [(Pod, Entry)], now: OffsetDateTime) -> Result<(), model::Error> {
    let hosts = entries.iter().map(|(pod, _)| pod.host.clone()).collect();
    let known = providers::known(app, hosts).await?;
    for (pod, entry) in entries {
        entry.measured.since = Some(pod.created_at);
        entry.measured.provider = providers::confirmed(&known, &entry.listing, now);
    }
    Ok(())
}

/// What a pod says of itself at this time, without keys and signature.
///
/// # Errors
/// What of it is no text of a listing.
pub fn listing(app: &App, facts: &Facts<'_>, now: OffsetDateTime) -> Result<Listing, TextError> {
    let Facts { pod, settings, further, .. } = *facts;
    Ok(Listing {
        r#type: line(TYPE)?,
        version: VERSION,
        domain: Host::try_from(pod.host.clone())?,
        serial: u64::try_from(now.unix_timestamp()).unwrap_or_default(),
        issued_at: now,
        expires_at: now + GOOD_FOR,
        listing: match settings.visibility {
            said::Visibility::Public => Visibility::Public,
            said::Visibility::Unlisted => Visibility::Unlisted,
            said::Visibility::None => Visibility::None,
        },
        name: Line::cleaned(&pod.name).or_else(|| Line::cleaned(&pod.host)).ok_or(TextError::Empty)?,
        summary: summary(pod)?,
        languages: languages(pod, further)?,
        topics: settings.topics.iter().filter_map(|topic| Line::cleaned(topic)).collect(),
        region: Line::cleaned(&settings.region),
        country: Line::cleaned(&settings.country),
        software: Software { name: line("cosse")?, version: line(env!("CARGO_PKG_VERSION"))? },
        xmpp: xmpp(pod),
        registration: registration(app, facts)?,
        capacity: capacity(facts),
        activity: None,
        provider: Some(who::provider(app, facts)?),
        policy: Some(who::policy(app, facts)?),
        contacts: who::contacts(app, facts)?,
        moved_to: facts.moved_to.filter(|_| pod.state == State::Closing).and_then(host),
        closing_at: pod.closing_at.filter(|_| pod.state == State::Closing),
        keys: Vec::new(),
        proof: None,
        more: none(),
    })
}

/// Whether and how one can join a pod now.
fn effective_mode(app: &App, facts: &Facts<'_>) -> Effective {
    let (pod, count) = (facts.pod, |number: i64| u64::try_from(number).unwrap_or_default());
    let room = Room {
        members: count(pod.members_used + pod.waiting),
        members_max: Some(count(pod.members_max)),
        signups_today: count(facts.signups_today),
        signups_per_day: Some(count(pod.signups_per_day)),
        paused: pod.state != State::Active || pod.signups_paused_at.is_some(),
    };
    effective(mode(app, pod), &room)
}

fn mode(app: &App, pod: &Pod) -> Mode {
    match pod.registration {
        pods::Registration::Open => Mode::Open,
        // as on the pod's own pages
        pods::Registration::Confirmed if app.sends_mail() => Mode::Open,
        pods::Registration::Approval if app.sends_mail() => Mode::Approval,
        pods::Registration::Confirmed | pods::Registration::Approval | pods::Registration::Invite => {
            Mode::Invite
        }
        pods::Registration::Closed => Mode::Closed,
    }
}

fn registration(app: &App, facts: &Facts<'_>) -> Result<Registration, TextError> {
    let (pod, settings) = (facts.pod, facts.settings);
    let mode = mode(app, pod);
    // who asks to be let in is answered by mail
    let by_mail =
        mode == Mode::Approval || (mode == Mode::Open && pod.registration == pods::Registration::Confirmed);
    Ok(Registration {
        mode,
        effective: effective_mode(app, facts),
        url: Link::try_from(app.origins.of(&pod.host) + &ui::url::register())?,
        // where Cosse makes the accounts no other client does, and it asks no riddle; of other servers it does not know
        ibr: facts.served.map(|_| false),
        captcha: facts.served.map(|_| false),
        email: Some(if by_mail { EmailNeed::Required } else { EmailNeed::None }),
        price: Line::cleaned(&settings.price),
        median_approval_hours: facts.wait.filter(|_| mode == Mode::Approval).map(hours),
        daily_budget: small(settings.daily_budget),
        min_age: small(settings.min_age),
        more: none(),
    })
}

fn capacity(facts: &Facts<'_>) -> Capacity {
    let pod = facts.pod;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Capacity {
        members_max: Some(count(pod.members_max)),
        members_band: Band::of(count(pod.members_used)),
        places_free_band: Band::of(count(pod.free_places())),
        upload_file_mb: facts.served.and_then(megabytes),
        // a pod's media are no member's alone, and how long its server keeps what is that server's to say
        upload_total_mb: None,
        media_days: None,
        archive_days: None,
        more: none(),
    }
}

/// Whole megabytes of one upload; none below one, as 0 would be no limit.
fn megabytes(served: Served) -> Option<u64> {
    u64::try_from(served.upload_max / 1_000_000).ok().filter(|whole| *whole > 0)
}

fn xmpp(pod: &Pod) -> Xmpp {
    Xmpp {
        domains: pod.xmpp_domain.iter().filter_map(|domain| host(domain.as_str())).collect(),
        federation: listing::Federation::Open,
        accounts: match pod.accounts {
            Accounts::Any => listing::Accounts::Any,
            Accounts::Local => listing::Accounts::Local,
            Accounts::Listed => listing::Accounts::Allowlist,
        },
        allowed_domains: pod
            .allowed_domains
            .iter()
            .filter_map(|domain| host(domain))
            .take(MOST_DOMAINS)
            .collect(),
        more: none(),
    }
}

/// A domain in ASCII, whichever way it was typed.
fn host(domain: &str) -> Option<Host> {
    Host::try_from(domain.to_owned()).ok().or_else(|| host_name::parse(domain).ok())
}

/// Its own language first, and those that are spoken there besides.
fn languages(pod: &Pod, further: &[String]) -> Result<Vec<Tag>, TextError> {
    let further = further.iter().filter(|tag| **tag != pod.language);
    std::iter::once(&pod.language).chain(further).cloned().map(Tag::try_from).collect()
}

/// What the pod is, in a sentence. One that is suspended says nothing but that.
fn summary(pod: &Pod) -> Result<listing::Texts, TextError> {
    match Line::cleaned(&pod.tagline).filter(|_| pod.state != State::Suspended) {
        Some(tagline) => Ok(BTreeMap::from([(pod.language.clone().try_into()?, tagline)])),
        None => Ok(BTreeMap::new()),
    }
}

/// Hours that have begun.
fn hours(wait: Duration) -> u32 {
    u32::try_from((wait.whole_minutes() + 59) / 60).unwrap_or_default()
}

/// A number as a listing has it; none where it does not fit.
fn small<T: TryFrom<i64>>(number: Option<i64>) -> Option<T> {
    number.and_then(|number| T::try_from(number).ok())
}

fn none() -> listing::More {
    listing::More::new()
}

fn line<const LONGEST: usize>(text: &str) -> Result<Line<LONGEST>, TextError> {
    Line::try_from(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::megabytes;
    use model::domains::Served;

    #[test]
    fn an_upload_is_told_in_whole_megabytes_and_never_as_more_than_it_is() {
        let told = |upload_max| megabytes(Served { upload_max });
        assert_eq!(told(50_000_000), Some(50));
        assert_eq!(told(2_999_999), Some(2));
        assert_eq!(told(999_999), None, "0 would be no limit");
        assert_eq!((told(0), told(-1)), (None, None));
    }
}
