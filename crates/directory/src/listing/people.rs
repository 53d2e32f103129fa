//! Who runs a pod, with what, by which rules, and whom to write to.

use super::More;
use crate::text::{Host, Line, Link};
use serde::{Deserialize, Serialize};
use time::Date;

/// The program that runs the pod.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    /// As in `cosse`.
    pub name: Line<40>,
    /// As in `0.1.0`.
    pub version: Line<40>,
}

/// The pod's XMPP side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Xmpp {
    /// The domains on which the pod makes accounts; empty where it makes none.
    pub domains: Vec<Host>,
    /// With which other servers those talk.
    pub federation: Federation,
    /// Which accounts may sign in.
    pub accounts: Accounts,
    /// The domains that may, where `accounts` is a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_domains: Vec<Host>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// With which other servers a pod's domains talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Federation {
    /// With all.
    Open,
    /// With those of a list.
    Allowlist,
    /// With none.
    Closed,
}

/// Which accounts may sign in on a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accounts {
    /// Those of the pod's own domains.
    Local,
    /// Those of any server.
    Any,
    /// Those of the allowed domains.
    Allowlist,
}

/// Who runs a pod.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Provider {
    /// The address that stands for whoever runs it.
    pub id: Link,
    /// What kind of body that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Organization>,
    /// How many people can keep the pod running (bus factor).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bus_factor: Option<u32>,
    /// The host of the deployment, where another runs it for the provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hosted_by: Option<Host>,
    /// Since when the pod is there.
    #[serde(with = "super::day")]
    pub since: Date,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// What kind of body runs a pod; the words are those of the XMPP provider files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Organization {
    /// A company.
    #[serde(rename = "company")]
    Company,
    /// One person, for money.
    #[serde(rename = "commercial person")]
    CommercialPerson,
    /// One person.
    #[serde(rename = "private person")]
    PrivatePerson,
    /// A public body.
    #[serde(rename = "governmental")]
    Governmental,
    /// An association, a cooperative, a foundation.
    #[serde(rename = "non-governmental")]
    NonGovernmental,
}

/// The pages with a pod's rules, and what it promises.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Its rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Link>,
    /// What it does with data of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Link>,
    /// Who answers for it by law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Link>,
    /// How often backups are made, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backups: Option<Line<80>>,
    /// How many days before it closes the pod says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shutdown_notice_days: Option<u32>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// Whom to write to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contacts {
    /// About abuse. A pod without one is not recommended to anybody.
    #[serde(default)]
    pub abuse: Vec<Link>,
    /// About everything else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub admin: Vec<Link>,
    /// Whoever helps members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Link>,
    /// The page that says whether all works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Link>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}
