//! What the operators of a pod say of it to directories, and its other settings do not know.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::audit::{Act, By, Note, note};
use crate::columns::Words;
use crate::schema::listing_settings;
use crate::{Database, Error, PodId};

words! {
    /// Whether directories show the pod.
    pub enum Visibility {
        /// They do.
        Public = "public",
        /// They know it, and recommend it to nobody.
        Unlisted = "unlisted",
        /// They forget it.
        None = "none",
    }
}

words! {
    /// What kind of body runs the pod.
    pub enum Organization {
        /// It is not said.
        Unsaid = "",
        /// A company.
        Company = "company",
        /// One person, for money.
        CommercialPerson = "commercial person",
        /// One person.
        PrivatePerson = "private person",
        /// A public body.
        Governmental = "governmental",
        /// An association, a cooperative, a foundation.
        NonGovernmental = "non-governmental",
    }
}

/// What is said of a pod; an empty text, an empty list and `None` say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = listing_settings)]
pub struct Settings {
    /// Whether directories show it.
    pub visibility: Visibility,
    /// What it is about.
    #[diesel(deserialize_as = Words)]
    pub topics: Vec<String>,
    /// Where in the world it is at home.
    pub region: String,
    /// In which country (two lower-case letters).
    pub country: String,
    /// The address that stands for whoever runs it.
    pub provider: String,
    /// What kind of body that is.
    pub organization: Organization,
    /// How many people can keep it running.
    pub bus_factor: Option<i64>,
    /// The least age of members, in years.
    pub min_age: Option<i64>,
    /// How many newcomers a day directories may send.
    pub daily_budget: Option<i64>,
    /// What it costs, in a few words; empty where it is free of charge.
    pub price: String,
    /// How often backups are made, in a few words.
    pub backups: String,
    /// How many days before it closes it says so.
    pub shutdown_notice_days: Option<i64>,
    /// Where abuse is told of, as links; those who run it where there is none.
    #[diesel(deserialize_as = Words)]
    pub abuse: Vec<String>,
    /// Where members are helped, as links.
    #[diesel(deserialize_as = Words)]
    pub support: Vec<String>,
    /// The page that says whether all works.
    pub status_page: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            visibility: Visibility::Public,
            topics: Vec::new(),
            region: String::new(),
            country: String::new(),
            provider: String::new(),
            organization: Organization::Unsaid,
            bus_factor: None,
            min_age: None,
            daily_budget: None,
            price: String::new(),
            backups: String::new(),
            shutdown_notice_days: None,
            abuse: Vec::new(),
            support: Vec::new(),
            status_page: String::new(),
        }
    }
}

/// Inside a body that reads: what is said of a pod.
macro_rules! of {
    ($conn:ident, $pod:expr) => {{
        use $crate::schema::listing_settings;

        let said: Option<$crate::listings::Settings> = listing_settings::table
            .find($pod)
            .select($crate::listings::Settings::as_select())
            .first($conn)
            .await
            .optional()?;
        said.unwrap_or_default()
    }};
}
pub(super) use of;

/// What is said of a pod; of one whose operators have said nothing, that.
///
/// # Errors
/// Only the database's own.
pub async fn settings(db: &Database, pod: &PodId) -> Result<Settings, Error> {
    let pod = *pod;
    read!(db, |conn| of!(conn, pod))
}

/// What is said of all pods whose operators have said anything.
///
/// # Errors
/// Only the database's own.
pub async fn all_settings(db: &Database) -> Result<Vec<(PodId, Settings)>, Error> {
    read!(db, |conn| {
        listing_settings::table
            .select((listing_settings::pod_id, Settings::as_select()))
            .load::<(PodId, Settings)>(conn)
            .await?
    })
}

/// Whether the operators of any pod name who runs it.
///
/// # Errors
/// Only the database's own.
pub async fn name_providers(db: &Database) -> Result<bool, Error> {
    read!(db, |conn| {
        let named = listing_settings::table.filter(listing_settings::provider.ne(""));
        diesel::select(diesel::dsl::exists(named)).get_result(conn).await?
    })
}

/// Says something else of a pod.
///
/// # Errors
/// Only the database's own, as for a pod that is not there.
pub async fn set(db: &Database, pod: &PodId, new: &Settings, by: &By) -> Result<(), Error> {
    let (pod, new, by) = (*pod, new.clone(), by.clone());
    transaction!(db, |conn| {
        let detail = json!({ "visibility": new.visibility.as_str() });
        let said = (
            listing_settings::visibility.eq(new.visibility),
            listing_settings::topics.eq(Words::text(&new.topics)),
            (listing_settings::region.eq(new.region), listing_settings::country.eq(new.country)),
            listing_settings::provider.eq(new.provider),
            listing_settings::organization.eq(new.organization),
            (listing_settings::bus_factor.eq(new.bus_factor), listing_settings::min_age.eq(new.min_age)),
            (listing_settings::daily_budget.eq(new.daily_budget), listing_settings::price.eq(new.price)),
            listing_settings::backups.eq(new.backups),
            listing_settings::shutdown_notice_days.eq(new.shutdown_notice_days),
            listing_settings::abuse.eq(Words::text(&new.abuse)),
            listing_settings::support.eq(Words::text(&new.support)),
            listing_settings::status_page.eq(new.status_page),
        );
        diesel::insert_into(listing_settings::table)
            .values((listing_settings::pod_id.eq(pod), said.clone()))
            .on_conflict(listing_settings::pod_id)
            .do_update()
            .set(said)
            .execute(conn)
            .await?;
        note!(conn, pod, Note { by, act: Act::ListingChange, object: String::new(), detail });
    })
}
