//! Making a pod and changing what its operators decide.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use jid::DomainPart;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{Accounts, Pod, Registration, State};
use crate::audit::deployment::{self, hold_deployment, note_deployment};
use crate::audit::{Act, By, Note, note, without_nulls};
use crate::blocks::note_standing;
use crate::columns::{Stamp, Words};
use crate::domains::{self, allow_upload, own, own_upload, prepare};
use crate::hosts::{NewHost, give, normal};
use crate::plans::{Plan, give_plan, read_plan};
use crate::schema::{audit, pod_plans, pods};
use crate::texts::{Kind, put};
use crate::{Database, Email, Error, PodId};

/// A pod to be made. `NewPod::new(host, name)` fills in the rest.
#[derive(Debug, Clone)]
pub struct NewPod {
    /// Its primary host name.
    pub host: NewHost,
    /// Further host names.
    pub aliases: Vec<NewHost>,
    /// See [`Pod`] for this and the others.
    pub name: String,
    /// A sentence on what it is.
    pub tagline: String,
    /// `#rrggbb`.
    pub accent: String,
    /// As in `en`.
    pub language: String,
    /// Markdown.
    pub rules: String,
    /// Who gets a place.
    pub registration: Registration,
    /// Which accounts may sign in.
    pub accounts: Accounts,
    /// The domains of `Accounts::Listed`.
    pub allowed_domains: Vec<String>,
    /// The pod's own XMPP domain.
    pub xmpp_domain: Option<DomainPart>,
    /// Whose server that domain is on, where there is one.
    pub xmpp_domain_kind: domains::Kind,
    /// The plan that says how much it may use, in place of the figures here.
    pub plan: Option<String>,
    /// Members at most.
    pub members_max: i64,
    /// Bytes of media at most.
    pub storage_max: i64,
    /// Live sessions at most.
    pub sessions_max: i64,
    /// New members in a day at most.
    pub signups_per_day: i64,
    /// Bytes of one upload at most; those of the plan, if it says any.
    pub upload_max: i64,
    /// Days that a session lives without a browser.
    pub session_days: i64,
    /// Days that messages are kept which an archive has.
    pub message_days: i64,
    /// Whom to write to about the pod.
    pub contact_email: Option<Email>,
}

impl NewPod {
    /// An open pod for a hundred members with a gigabyte of media, in English.
    pub fn new(host: impl Into<NewHost>, name: impl Into<String>) -> Self {
        Self {
            host: host.into(),
            aliases: Vec::new(),
            name: name.into(),
            tagline: String::new(),
            accent: "#3f7d4e".to_owned(),
            language: "en".to_owned(),
            rules: String::new(),
            registration: Registration::Open,
            accounts: Accounts::Any,
            allowed_domains: Vec::new(),
            xmpp_domain: None,
            xmpp_domain_kind: domains::Kind::Own,
            plan: None,
            members_max: 100,
            storage_max: 1 << 30,
            sessions_max: 1000,
            signups_per_day: 50,
            upload_max: domains::UPLOAD_MAX,
            session_days: 30,
            message_days: 90,
            contact_email: None,
        }
    }

    fn limited_by(self, plan: &Plan) -> Self {
        Self {
            members_max: plan.members_max,
            storage_max: plan.storage_max,
            sessions_max: plan.sessions_max,
            signups_per_day: plan.signups_per_day,
            upload_max: plan.upload_max.unwrap_or(self.upload_max),
            ..self
        }
    }
}

/// Which settings of a pod change; `None` leaves one as it is.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = pods)]
pub struct Change {
    /// See [`Pod`] for all of them.
    pub name: Option<String>,
    /// A sentence on what it is.
    pub tagline: Option<String>,
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// As in `en`.
    pub language: Option<String>,
    /// Markdown, which holds at once; `texts::announce` is for rules that hold later.
    pub rules: Option<String>,
    /// Who gets a place.
    pub registration: Option<Registration>,
    /// Which accounts may sign in.
    pub accounts: Option<Accounts>,
    /// Members at most; under the number of members it only stops new ones. So do the other quotas.
    pub members_max: Option<i64>,
    /// Bytes of media at most.
    pub storage_max: Option<i64>,
    /// Live sessions at most.
    pub sessions_max: Option<i64>,
    /// New members in a day at most.
    pub signups_per_day: Option<i64>,
    /// Bytes of one upload at most.
    #[diesel(skip_update)]
    pub upload_max: Option<i64>,
    /// Days that a session lives without a browser.
    pub session_days: Option<i64>,
    /// Days that messages are kept which an archive has.
    pub message_days: Option<i64>,
    /// The domains of `Accounts::Listed`.
    #[diesel(skip_update)]
    pub allowed_domains: Option<Vec<String>>,
    /// The pod's own XMPP domain; `Some(None)` takes it away.
    #[diesel(skip_update)]
    pub xmpp_domain: Option<Option<DomainPart>>,
    /// Whom to write to about the pod; `Some(None)` takes it away.
    pub contact_email: Option<Option<Email>>,
}

impl Change {
    /// Whether it sets a limit that every plan says, after which the pod has no plan.
    fn has_own_figures(&self) -> bool {
        let limits = [self.members_max, self.storage_max, self.sessions_max, self.signups_per_day];
        limits.iter().any(Option::is_some)
    }

    /// What it makes of which setting, for the audit log. Of long texts only how long they are.
    fn told(&self) -> Value {
        let told = json!({
            "name": self.name,
            "tagline": self.tagline,
            "accent": self.accent,
            "language": self.language,
            "rules_characters": self.rules.as_ref().map(|rules| rules.chars().count()),
            "registration": self.registration.map(Registration::as_str),
            "accounts": self.accounts.map(Accounts::as_str),
            "allowed_domains": self.allowed_domains,
            "xmpp_domain": self.xmpp_domain.as_ref().map(|domain| domain.as_ref().map_or("", |it| it.as_str())),
            "members_max": self.members_max,
            "storage_max": self.storage_max,
            "sessions_max": self.sessions_max,
            "signups_per_day": self.signups_per_day,
            "upload_max": self.upload_max,
            "session_days": self.session_days,
            "message_days": self.message_days,
            "contact_email": self.contact_email.as_ref().map(|email| email.as_ref().map_or("", Email::as_str)),
        });
        without_nulls(told)
    }
}

/// The name in the log of how long messages were kept before.
const KEPT_BEFORE: &str = "message_days_before";

/// Inside a transaction: for how long messages are kept, where that is to be another time.
macro_rules! kept_before {
    ($conn:ident, $id:ident, $days:expr) => {{
        let days: Option<i64> = $days;
        if days.is_some() {
            hold_pod!($conn, $id);
        }
        let kept: Option<i64> =
            pods::table.find($id).select(pods::message_days).first($conn).await.optional()?;
        let kept = kept.ok_or(Error::NotFound("pod"))?;
        Some(kept).filter(|kept| days.is_some_and(|days| days != *kept))
    }};
}

/// The row of a new pod.
macro_rules! row {
    ($id:ident, $new:ident, $at:expr) => {
        (
            (pods::id.eq($id), pods::state.eq(State::Active), pods::name.eq($new.name)),
            (pods::tagline.eq($new.tagline), pods::accent.eq($new.accent), pods::language.eq($new.language)),
            (
                pods::rules.eq($new.rules),
                pods::registration.eq($new.registration),
                pods::accounts.eq($new.accounts),
            ),
            pods::allowed_domains.eq(Words::text(&$new.allowed_domains)),
            (pods::members_max.eq($new.members_max), pods::storage_max.eq($new.storage_max)),
            (pods::sessions_max.eq($new.sessions_max), pods::signups_per_day.eq($new.signups_per_day)),
            (pods::session_days.eq($new.session_days), pods::message_days.eq($new.message_days)),
            (pods::created_at.eq(Stamp::from($at)), pods::state_since.eq(Stamp::from($at))),
            pods::contact_email.eq($new.contact_email),
        )
    };
}

/// Makes a pod with its host names, its domain and its plan.
///
/// # Errors
/// `Taken("host")` if one of the hosts is another pod's, or its judge refuses it; [`Error::Held`] if one was not long ago;
/// `Taken("domain")` if the XMPP domain is another pod's alone; `NotFound("plan")`.
pub async fn create(db: &Database, new: NewPod, by: &By) -> Result<Pod, Error> {
    let (id, by, name, rules) = (PodId::new(by.at), by.clone(), new.name.clone(), new.rules.clone());
    let (plan, domain) = (new.plan.clone(), new.xmpp_domain.as_ref().map(ToString::to_string));
    let kind = new.xmpp_domain_kind;
    transaction!(db, |conn| {
        // before any row of the pod, as whoever changes a plan does: who takes them in another order waits for ever
        hold_deployment!(conn);
        let new = match plan.clone() {
            Some(plan) => new.limited_by(&read_plan!(conn, plan)),
            None => new,
        };
        diesel::insert_into(pods::table).values(row!(id, new, by.at)).execute(conn).await?;
        match kind {
            domains::Kind::Own => own!(conn, id, domain, by.at),
            domains::Kind::Managed | domains::Kind::Shared => prepare!(conn, id, kind, domain, by.at),
            domains::Kind::None => {}
        }
        if new.upload_max != domains::UPLOAD_MAX {
            allow_upload!(conn, id, new.upload_max, by.at);
        }
        if !rules.is_empty() {
            put!(conn, id, Kind::Rules, rules, by.at, by.at);
        }
        let (object, mut detail) = (normal(&new.host.host), new.host.told());
        for (place, host) in std::iter::once(new.host).chain(new.aliases).enumerate() {
            give!(conn, id, host, place == 0, by.at);
        }
        if let Some(plan) = plan {
            detail["plan"] = json!(plan);
            give_plan!(conn, id, plan);
        }
        let (told, what) = (json!({ "name": name }), deployment::Act::PodCreate);
        let made = deployment::Note { by: by.clone(), act: what, object: object.clone(), detail: told };
        note!(conn, id, Note { by, act: Act::Create, object, detail });
        note_standing!(conn, id, made.by.at);
        note_deployment!(conn, made);
    })?;
    super::get(db, &id).await?.ok_or(Error::NotFound("pod"))
}

/// Changes a pod's settings and returns it as it is then. One that gets a limit of its own has no plan any more that says that limit.
///
/// # Errors
/// `NotFound("pod")`; `Taken("domain")` if the XMPP domain is another pod's alone; [`Error::KeptDomain`] if Cosse looks after the
/// accounts of the one that it has.
pub async fn set(db: &Database, pod: &PodId, change: Change, by: &By) -> Result<Pod, Error> {
    let (id, by) = (*pod, by.clone());
    let detail = change.told();
    transaction!(db, |conn| {
        let mut detail = detail;
        if change.has_own_figures() || change.upload_max.is_some() {
            // a plan that changes just now is not written over them
            hold_deployment!(conn);
        }
        if let Some(days) = kept_before!(conn, id, change.message_days) {
            detail[KEPT_BEFORE] = json!(days);
        }
        if let Some(domains) = &change.allowed_domains {
            let set = pods::allowed_domains.eq(Words::text(domains));
            diesel::update(pods::table.find(id)).set(set).execute(conn).await?;
        }
        if let Some(domain) = &change.xmpp_domain {
            hold_pod!(conn, id);
            own!(conn, id, domain.as_ref().map(ToString::to_string), by.at);
        }
        if change.has_own_figures() {
            diesel::delete(pod_plans::table.find(id)).execute(conn).await?;
        }
        if let Some(bytes) = change.upload_max {
            own_upload!(conn, id, bytes, by.at);
        }
        // an empty change set is no statement
        diesel::update(pods::table.find(id)).set(&change).execute(conn).await.optional_empty_changeset()?;
        if change.storage_max.is_some() {
            domains::hasten!(conn, id, by.at);
        }
        if let Some(rules) = &change.rules {
            // the row is held since it was changed
            put!(conn, id, Kind::Rules, rules.clone(), by.at, by.at);
        }
        if detail.as_object().is_some_and(|told| !told.is_empty()) {
            note!(conn, id, Note { by, act: Act::Change, object: String::new(), detail });
        }
    })?;
    super::get(db, pod).await?.ok_or(Error::NotFound("pod"))
}

/// Since when messages are kept for as long as they are now; none where that was never changed.
///
/// # Errors
/// Only the database's own.
pub async fn kept_since(db: &Database, pod: &PodId) -> Result<Option<OffsetDateTime>, Error> {
    let (id, told) = (*pod, format!("%\"{KEPT_BEFORE}\":%"));
    let since: Option<Stamp> = read!(db, |conn| {
        audit::table
            .filter(audit::pod_id.eq(id).and(audit::act.eq(Act::Change)).and(audit::detail.like(told)))
            .order(audit::number.desc())
            .select(audit::at)
            .first::<Stamp>(conn)
            .await
            .optional()?
    })?;
    Ok(since.map(OffsetDateTime::from))
}
