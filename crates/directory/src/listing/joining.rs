//! How one joins a pod, how much room it has, and how much goes on there.

use super::More;
use crate::band::Band;
use crate::effective::{Effective, Mode};
use crate::text::{Line, Link};
use serde::{Deserialize, Serialize};

/// How one joins a pod.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// What the operators chose.
    pub mode: Mode,
    /// What is true now, the quota counted in.
    pub effective: Effective,
    /// The page to sign up on.
    pub url: Link,
    /// Whether any XMPP client can make accounts (XEP-0077).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ibr: Option<bool>,
    /// Whether there is a riddle to solve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captcha: Option<bool>,
    /// Whether one needs an address of e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailNeed>,
    /// What it costs, in a few words; none where it is free of charge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Line<80>>,
    /// How many hours it takes until somebody is approved: half of them wait less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_approval_hours: Option<u32>,
    /// How many sign-ups a day the pod wants to be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_budget: Option<u32>,
    /// The least age, in years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// Whether one needs an address of e-mail to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmailNeed {
    /// Nobody is asked for one.
    None,
    /// One can give one.
    Optional,
    /// One must give one.
    Required,
}

/// How much room a pod has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Capacity {
    /// The most members it takes; none without a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_max: Option<u64>,
    /// How many members it has.
    pub members_band: Band,
    /// How many places are free.
    pub places_free_band: Band,
    /// The greatest file, in megabytes (10^6 bytes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload_file_mb: Option<u64>,
    /// The most that one member's files take together, in megabytes; 0 without a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upload_total_mb: Option<u64>,
    /// For how many days files are kept; 0 for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_days: Option<u64>,
    /// For how many days the members' messages are kept in their archives; 0 for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_days: Option<u64>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}

/// How much goes on on a pod.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Activity {
    /// How many members were there in the last 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active_month_band: Option<Band>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub more: More,
}
