//! What a pod says of itself to directories.

use super::{
    call::Call,
    endpoints::{Answer, Endpoint, Gives, get, patch},
    fields::{Field, Kind, Shape, words},
    introductions::line,
    problems::Problem,
};
use crate::routes::operate::listing::{LONGEST_TOPIC, LONGEST_WORDS, ListingFields, MOST, read, typed};
use model::{
    listings::{self, Organization, Settings, Visibility},
    tokens::Scope,
};
use serde_json::{Value, json};

/// What can be changed, and what there is.
const SAID: &[Field] = &[
    Field::new(
        "visibility",
        Kind::Word(|| words(Visibility::ALL, Visibility::as_str)),
        "Whether directories show it.",
    ),
    Field::new("topics", Kind::Texts(MOST as usize, topic), "What it is about."),
    Field::new("region", Kind::Line(0, LONGEST_TOPIC as usize), "Where in the world it is at home."),
    Field::new("country", Kind::Line(0, 2), "In which country, as in `fr`."),
    Field::new("provider", Kind::Line(0, 500), "The page of whoever runs it."),
    Field::new(
        "organization",
        Kind::Word(|| words(Organization::ALL, Organization::as_str)),
        "What kind of body that is.",
    ),
    Field::new("bus_factor", Kind::Number(1, 1_000), "How many people can keep it running.").or_null(),
    Field::new("min_age", Kind::Number(0, 120), "The least age of members.").or_null(),
    Field::new("daily_budget", Kind::Number(0, 100_000), "How many newcomers a day directories may send.")
        .or_null(),
    Field::new("price", Kind::Line(0, LONGEST_WORDS as usize), "What it costs, in a few words."),
    Field::new("backups", Kind::Line(0, LONGEST_WORDS as usize), "How often backups are made."),
    Field::new("notice_days", Kind::Number(0, 3_650), "How many days before it closes it says so.").or_null(),
    Field::new("abuse", Kind::Texts(MOST as usize, contact), "Where abuse is told of."),
    Field::new("support", Kind::Texts(MOST as usize, contact), "Where members are helped."),
    Field::new("status_page", Kind::Line(0, 500), "The page that says whether all works."),
];

/// What a pod says.
static LISTING: Shape = Shape { name: "listing", fields: SAID };

/// What can be asked.
pub fn endpoints() -> Vec<Endpoint> {
    vec![
        get("/pods/{pod}/listing", Scope::PodsRead, "Shows what a pod says to directories.", |call| {
            Box::pin(show(call))
        })
        .gives(Gives::One(&LISTING)),
        patch("/pods/{pod}/listing", Scope::PodsWrite, "Changes what a pod says to directories.", |call| {
            Box::pin(change(call))
        })
        .takes(&[SAID])
        .gives(Gives::One(&LISTING)),
    ]
}

async fn show(call: Call) -> Result<Answer, Problem> {
    Ok(Answer::one(describe(&listings::settings(&call.app.database, &call.pod()?.id).await?)))
}

async fn change(call: Call) -> Result<Answer, Problem> {
    let (database, pod, body) = (&call.app.database, call.pod()?.id, &call.body);
    let before = listings::settings(database, &pod).await?;
    let visibility = body.parsed("visibility").unwrap_or(before.visibility);
    let organization = body.parsed("organization").unwrap_or(before.organization);
    let (new, errors) = read(&wanted(&call, typed(&before)), visibility, organization);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    listings::set(database, &pod, &new, &call.by()).await?;
    call.changed(&pod);
    Ok(Answer::one(describe(&new)))
}

/// What is said anew, and the rest as it is.
fn wanted(call: &Call, before: ListingFields) -> ListingFields {
    let body = &call.body;
    let text = |name: &str, before: String| body.text(name).unwrap_or(before);
    let list = |name: &str, gap: &str, before: String| body.texts(name).map_or(before, |all| all.join(gap));
    let number = |name: &str, before: String| match (body.number(name), body.has(name)) {
        (Some(number), _) => number.to_string(),
        (None, true) => String::new(),
        (None, false) => before,
    };
    ListingFields {
        topics: list("topics", ",", before.topics),
        region: text("region", before.region),
        country: text("country", before.country),
        provider: text("provider", before.provider),
        bus_factor: number("bus_factor", before.bus_factor),
        min_age: number("min_age", before.min_age),
        daily_budget: number("daily_budget", before.daily_budget),
        price: text("price", before.price),
        backups: text("backups", before.backups),
        notice_days: number("notice_days", before.notice_days),
        abuse: list("abuse", "\n", before.abuse),
        support: list("support", "\n", before.support),
        status_page: text("status_page", before.status_page),
        ..before
    }
}

/// Whether a text is one topic.
fn topic(text: &str) -> Result<(), String> {
    if text.contains(',') {
        return Err("must not have commas".to_owned());
    }
    line(text)
}

/// Whether a text is one address.
fn contact(text: &str) -> Result<(), String> {
    if text.contains(char::is_whitespace) {
        return Err("must not have blanks".to_owned());
    }
    line(text)
}

fn describe(said: &Settings) -> Value {
    json!({
        "visibility": said.visibility.as_str(),
        "topics": said.topics,
        "region": said.region,
        "country": said.country,
        "provider": said.provider,
        "organization": said.organization.as_str(),
        "bus_factor": said.bus_factor,
        "min_age": said.min_age,
        "daily_budget": said.daily_budget,
        "price": said.price,
        "backups": said.backups,
        "notice_days": said.shutdown_notice_days,
        "abuse": said.abuse,
        "support": said.support,
        "status_page": said.status_page,
    })
}
