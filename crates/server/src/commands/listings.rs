//! `cosse pod listing` and `cosse pod introduction`: what a pod says of itself, from the command line.

use super::{CommandError, by, pods::find, word, wrong};
use crate::routes::operate::{
    introduction::{self, IntroductionFields},
    listing::{self, ListingFields},
};
use clap::Args;
use model::{
    Database, introductions,
    listings::{self, Organization, Visibility},
};
use std::path::PathBuf;

/// What a pod says of itself to directories; without anything it is only shown.
#[derive(Debug, Args)]
pub struct Listing {
    /// One of the pod's host names.
    host: String,
    /// Whether directories show it: public, unlisted or none.
    #[arg(long, value_parser = word::<Visibility>)]
    visibility: Option<Visibility>,
    /// What kind of body runs it: company, commercial person, private person, governmental or non-governmental; empty for nothing.
    #[arg(long, value_parser = word::<Organization>)]
    organization: Option<Organization>,
    /// What it is about, with commas between several.
    #[arg(long)]
    topics: Option<String>,
    /// Where in the world it is at home.
    #[arg(long)]
    region: Option<String>,
    /// In which country, as in fr.
    #[arg(long)]
    country: Option<String>,
    /// The page of whoever runs it.
    #[arg(long)]
    provider: Option<String>,
    /// How many people can keep it running.
    #[arg(long)]
    bus_factor: Option<String>,
    /// The least age of members.
    #[arg(long)]
    min_age: Option<String>,
    /// How many newcomers a day directories may send; empty for as many as come.
    #[arg(long)]
    daily_budget: Option<String>,
    /// What it costs, in a few words.
    #[arg(long)]
    price: Option<String>,
    /// How often backups are made, in a few words.
    #[arg(long)]
    backups: Option<String>,
    /// How many days before it closes it says so.
    #[arg(long)]
    notice_days: Option<String>,
    /// Where abuse is told of, with blanks between several.
    #[arg(long)]
    abuse: Option<String>,
    /// Where members are helped, with blanks between several.
    #[arg(long)]
    support: Option<String>,
    /// The page that says whether all works.
    #[arg(long)]
    status_page: Option<String>,
}

/// A pod's welcome, where else it is, and which languages are spoken there; without anything it is only shown.
#[derive(Debug, Args)]
pub struct Introduction {
    /// One of the pod's host names.
    host: String,
    /// A link with what it is called, as in `https://cantine.example/wiki Our wiki`; as often as you like, in place of all before.
    #[arg(long = "link")]
    links: Vec<String>,
    /// Has no links any more.
    #[arg(long, conflicts_with = "links")]
    no_links: bool,
    /// Languages beside its own, with blanks between several, as in `br de`; empty for none.
    #[arg(long)]
    languages: Option<String>,
    /// What it says to whoever comes, in Markdown, on its front page and after sign-up; empty for nothing.
    #[arg(long, allow_hyphen_values = true)]
    welcome: Option<String>,
    /// A file with that.
    #[arg(long, conflicts_with = "welcome")]
    welcome_file: Option<PathBuf>,
}

/// Shows or changes what a pod says to directories.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn listing(database: &Database, said: Listing) -> Result<(), CommandError> {
    let pod = find(database, &said.host).await?;
    let before = listings::settings(database, &pod.id).await?;
    let visibility = said.visibility.unwrap_or(before.visibility);
    let organization = said.organization.unwrap_or(before.organization);
    let shown = listing::typed(&before);
    let fields = said.over(listing::typed(&before));
    let is_same = (visibility, organization) == (before.visibility, before.organization);
    if is_same && lines(&fields) == lines(&shown) {
        lines(&shown).iter().for_each(|(name, value)| println!("{name:<13} {value}"));
        return Ok(());
    }
    let (new, errors) = listing::read(&fields, visibility, organization);
    if !errors.is_empty() {
        return Err(wrong(&errors));
    }
    listings::set(database, &pod.id, &new, &by()).await?;
    println!("{} says something else to directories", pod.host);
    Ok(())
}

/// Shows or changes a pod's welcome, and where else it is.
///
/// # Errors
/// A sentence that says what went wrong.
pub async fn introduction(database: &Database, said: Introduction) -> Result<(), CommandError> {
    let pod = find(database, &said.host).await?;
    let before = introduction::typed(&introductions::get(database, &pod.id).await?);
    let keeps_links = said.links.is_empty() && !said.no_links;
    let welcome = welcome(&said)?;
    if keeps_links && said.languages.is_none() && welcome.is_none() {
        before.links.lines().for_each(|link| println!("link       {link}"));
        println!("languages  {}", before.languages);
        before.welcome.lines().for_each(|line| println!("welcome    {line}"));
        return Ok(());
    }
    let fields = IntroductionFields {
        links: if keeps_links { before.links } else { said.links.join("\n") },
        languages: said.languages.unwrap_or(before.languages),
        welcome: welcome.unwrap_or(before.welcome),
    };
    let new = introduction::read(&fields, &pod.language).map_err(|errors| wrong(&errors))?;
    introductions::set(database, &pod.id, &new, &by()).await?;
    println!("{} says something else of itself", pod.host);
    Ok(())
}

impl Listing {
    /// What is said anew, and the rest as it is.
    fn over(self, before: ListingFields) -> ListingFields {
        ListingFields {
            topics: self.topics.unwrap_or(before.topics),
            region: self.region.unwrap_or(before.region),
            country: self.country.unwrap_or(before.country),
            provider: self.provider.unwrap_or(before.provider),
            bus_factor: self.bus_factor.unwrap_or(before.bus_factor),
            min_age: self.min_age.unwrap_or(before.min_age),
            daily_budget: self.daily_budget.unwrap_or(before.daily_budget),
            price: self.price.unwrap_or(before.price),
            backups: self.backups.unwrap_or(before.backups),
            notice_days: self.notice_days.unwrap_or(before.notice_days),
            abuse: self.abuse.unwrap_or(before.abuse),
            support: self.support.unwrap_or(before.support),
            status_page: self.status_page.unwrap_or(before.status_page),
            ..before
        }
    }
}

/// The welcome that is said anew, if one is.
fn welcome(said: &Introduction) -> Result<Option<String>, CommandError> {
    match (&said.welcome, &said.welcome_file) {
        (None, Some(file)) => std::fs::read_to_string(file)
            .map(Some)
            .map_err(|cause| CommandError::Io { what: file.display().to_string(), cause }),
        (text, _) => Ok(text.clone()),
    }
}

/// All of it, name by name.
fn lines(fields: &ListingFields) -> Vec<(&'static str, String)> {
    let one = |text: &String| text.replace('\n', " ");
    vec![
        ("visibility", one(&fields.visibility)),
        ("organization", one(&fields.organization)),
        ("topics", one(&fields.topics)),
        ("region", one(&fields.region)),
        ("country", one(&fields.country)),
        ("provider", one(&fields.provider)),
        ("bus_factor", one(&fields.bus_factor)),
        ("min_age", one(&fields.min_age)),
        ("daily_budget", one(&fields.daily_budget)),
        ("price", one(&fields.price)),
        ("backups", one(&fields.backups)),
        ("notice_days", one(&fields.notice_days)),
        ("abuse", one(&fields.abuse)),
        ("support", one(&fields.support)),
        ("status_page", one(&fields.status_page)),
    ]
}
