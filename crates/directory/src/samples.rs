//! Listings for tests.

use crate::band::Band;
use crate::document::Document;
use crate::effective::{Effective, Mode};
use crate::entry::{Entry, Measured};
use crate::listing::{
    Accounts, Capacity, Contacts, EmailNeed, Federation, Listing, Organization, Provider, Registration,
    Software, TYPE, VERSION, Visibility, Xmpp,
};
use crate::sign::Signer;
use crate::text::{Host, Line, Link};
use serde_json::Map;
use time::OffsetDateTime;
use time::macros::{date, datetime};

/// The time in tests.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-22 16:00 UTC);

pub(crate) fn line<const LONGEST: usize>(text: &str) -> Line<LONGEST> {
    text.to_owned().try_into().unwrap()
}

pub(crate) fn host(text: &str) -> Host {
    text.to_owned().try_into().unwrap()
}

fn link(text: &str) -> Link {
    text.to_owned().try_into().unwrap()
}

pub(crate) fn signer() -> Signer {
    Signer::new(&[3; 32], "ed25519:2026-11", date!(2027 - 11 - 01)).unwrap()
}

pub(crate) fn document() -> Document {
    signer().sign(&listing("pod.example")).unwrap()
}

/// An open pod that stands alone on its host.
pub(crate) fn entry(domain: &str) -> Entry {
    Entry::new(listing(domain), Measured { place: domain.to_owned(), ..Measured::default() })
}

pub(crate) fn listing(domain: &str) -> Listing {
    Listing {
        r#type: line(TYPE),
        version: VERSION,
        domain: host(domain),
        serial: 184,
        issued_at: datetime!(2026-11-22 12:00 UTC),
        expires_at: datetime!(2026-11-25 12:00 UTC),
        listing: Visibility::Public,
        name: line("A pod"),
        summary: [(line("en"), line("For people who draw."))].into(),
        languages: vec![line("en"), line("fr")],
        topics: vec![line("art")],
        region: Some(line("EU")),
        country: Some(line("fr")),
        software: Software { name: line("cosse"), version: line("0.1.0") },
        xmpp: xmpp(domain),
        registration: registration(domain),
        capacity: capacity(),
        activity: None,
        provider: Some(provider()),
        policy: None,
        contacts: Contacts { abuse: vec![link("xmpp:abuse@pod.example")], ..Contacts::default() },
        moved_to: None,
        closing_at: None,
        keys: vec![],
        proof: None,
        more: Map::new(),
    }
}

fn capacity() -> Capacity {
    Capacity {
        members_max: Some(1_000),
        members_band: Band::TwoHundredFifty,
        places_free_band: Band::FiveHundred,
        upload_file_mb: Some(100),
        upload_total_mb: Some(1_000),
        media_days: Some(90),
        archive_days: Some(365),
        more: Map::new(),
    }
}

fn provider() -> Provider {
    Provider {
        id: link("https://coop.example"),
        kind: Some(Organization::NonGovernmental),
        bus_factor: Some(2),
        hosted_by: None,
        since: date!(2024 - 03 - 01),
        more: Map::new(),
    }
}

fn xmpp(domain: &str) -> Xmpp {
    Xmpp {
        domains: vec![host(domain)],
        federation: Federation::Open,
        accounts: Accounts::Any,
        allowed_domains: vec![],
        more: Map::new(),
    }
}

fn registration(domain: &str) -> Registration {
    Registration {
        mode: Mode::Open,
        effective: Effective::Open,
        url: link(&format!("https://{domain}/register")),
        ibr: Some(true),
        captcha: Some(true),
        email: Some(EmailNeed::None),
        price: None,
        median_approval_hours: None,
        daily_budget: None,
        min_age: None,
        more: Map::new(),
    }
}
