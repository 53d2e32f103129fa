//! From a listing to what a pod's page tells of it.

use crate::routes::directory::run_by;
use directory::listing::{Accounts, Listing, Organization, Provider};
use ui::pages::{LetIn, PodCard, ProviderKind, Said, SaidLink};

/// What a pod says of itself.
pub(super) fn said(card: PodCard, listing: &Listing) -> Said {
    let (registration, capacity) = (&listing.registration, &listing.capacity);
    let policy = listing.policy.clone().unwrap_or_default();
    let text = |link: Option<directory::text::Link>| link.map(String::from);
    let provider = listing.provider.as_ref();
    Said {
        country: listing.country.as_ref().map(ToString::to_string),
        region: listing.region.as_ref().map(ToString::to_string),
        min_age: registration.min_age,
        lets_in: match listing.xmpp.accounts {
            Accounts::Local => LetIn::Own,
            Accounts::Any => LetIn::Any,
            Accounts::Allowlist => LetIn::Some,
        },
        provider: provider.map(link).filter(|it| !it.words.is_empty()),
        kind: provider.and_then(|provider| provider.kind).map(kind),
        hosted_by: provider.and_then(|provider| provider.hosted_by.as_ref()).map(ToString::to_string),
        upload: (capacity.upload_file_mb, capacity.upload_total_mb),
        kept: (capacity.media_days, capacity.archive_days),
        backups: policy.backups.as_ref().map(ToString::to_string),
        notice_days: policy.shutdown_notice_days,
        links: [text(policy.legal), text(listing.contacts.status.clone())],
        software: format!("{} {}", listing.software.name, listing.software.version),
        card,
    }
}

/// Whoever runs it.
fn link(provider: &Provider) -> SaidLink {
    SaidLink { words: run_by(provider), href: provider.id.to_string() }
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
