//! From a listing to what a pod's page tells of it.

use directory::listing::{Accounts, EmailNeed, Listing, Organization, Provider};
use ui::pages::{EmailWish, LetIn, PodCard, ProviderKind, Said, SaidLink};
use url::Url;

/// Topics that are told at most.
const MOST: usize = 40;

/// What a pod says of itself.
pub(super) fn said(card: PodCard, listing: &Listing) -> Said {
    let (registration, capacity) = (&listing.registration, &listing.capacity);
    let policy = listing.policy.clone().unwrap_or_default();
    let text = |link: Option<directory::text::Link>| link.map(String::from);
    let provider = listing.provider.as_ref();
    Said {
        topics: listing.topics.iter().take(MOST).map(ToString::to_string).collect(),
        country: listing.country.as_ref().map(ToString::to_string),
        region: listing.region.as_ref().map(ToString::to_string),
        approval_hours: registration.median_approval_hours,
        email: registration.email.map(email),
        min_age: registration.min_age,
        price: registration.price.as_ref().map(ToString::to_string),
        lets_in: match listing.xmpp.accounts {
            Accounts::Local => LetIn::Own,
            Accounts::Any => LetIn::Any,
            Accounts::Allowlist => LetIn::Some,
        },
        provider: provider.map(link),
        kind: provider.and_then(|provider| provider.kind).map(kind),
        hosted_by: provider.and_then(|provider| provider.hosted_by.as_ref()).map(ToString::to_string),
        upload: (capacity.upload_file_mb, capacity.upload_total_mb),
        kept: (capacity.media_days, capacity.archive_days),
        backups: policy.backups.as_ref().map(ToString::to_string),
        notice_days: policy.shutdown_notice_days,
        links: [
            text(policy.rules),
            text(policy.privacy),
            text(policy.legal),
            text(listing.contacts.status.clone()),
        ],
        software: format!("{} {}", listing.software.name, listing.software.version),
        card,
    }
}

/// Whoever runs it, by the host of the address, which nobody can make look like another.
fn link(provider: &Provider) -> SaidLink {
    let href = provider.id.to_string();
    let host = Url::parse(&href).ok().and_then(|url| url.host_str().map(str::to_owned));
    SaidLink { words: host.unwrap_or_else(|| href.clone()), href }
}

fn email(email: EmailNeed) -> EmailWish {
    match email {
        EmailNeed::None => EmailWish::None,
        EmailNeed::Optional => EmailWish::Optional,
        EmailNeed::Required => EmailWish::Required,
    }
}

fn kind(kind: Organization) -> ProviderKind {
    match kind {
        Organization::Company => ProviderKind::Company,
        Organization::CommercialPerson => ProviderKind::CommercialPerson,
        Organization::PrivatePerson => ProviderKind::PrivatePerson,
        Organization::Governmental => ProviderKind::Governmental,
        Organization::NonGovernmental => ProviderKind::NonGovernmental,
    }
}
