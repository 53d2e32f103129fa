//! How newcomers find the pod: what its operators say of it to directories.

use crate::{
    extract::{Form, Operator},
    fault::{Answer, Fault},
    listings::{Facts, entry, listing},
    routes::{directory::card, sheets::standing},
};
use directory::{
    effective::Effective,
    listing::{Listing, PATH},
    text::{Line, Link},
};
use model::{
    listings::{self, Organization, Settings, Visibility},
    logos, pods, sent,
};
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{Joining, ListingForm, ListingPage, PodCard, Sent},
    url::{self, LogoSide},
};

/// The most topics, and the most links of a kind.
pub const MOST: u32 = 10;

/// The most characters of a topic or a region, and of a few words.
pub const LONGEST_TOPIC: u32 = 40;
/// What is said in a few words.
pub const LONGEST_WORDS: u32 = 80;

/// The most characters of a link.
pub const LONGEST_LINK: usize = 500;

/// The fields of the form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListingFields {
    /// Whether directories show it.
    pub visibility: String,
    /// What it is about, with commas between them.
    pub topics: String,
    /// Where in the world it is at home.
    pub region: String,
    /// In which country.
    pub country: String,
    /// The page of whoever runs it.
    pub provider: String,
    /// What kind of body that is.
    pub organization: String,
    /// How many people can keep it running.
    pub bus_factor: String,
    /// The least age of members.
    pub min_age: String,
    /// How many newcomers a day directories may send.
    pub daily_budget: String,
    /// What it costs.
    pub price: String,
    /// How often backups are made.
    pub backups: String,
    /// How many days before it closes it says so.
    pub notice_days: String,
    /// Where abuse is told of, with blanks between them.
    pub abuse: String,
    /// Where members are helped, with blanks between them.
    pub support: String,
    /// The page that says whether all works.
    pub status_page: String,
}

/// `GET /operate/listing`.
pub async fn form(operator: Operator) -> Answer {
    let settings = listings::settings(&operator.app.database, &operator.home().id).await?;
    let typed = again(typed(&settings));
    Ok(operator.show(&page(&operator, typed, Errors::none()).await?))
}

/// `POST /operate/listing`.
pub async fn change(operator: Operator, Form(fields): Form<ListingFields>) -> Answer {
    let known = |_| Fault::BadRequest("there is no such choice".to_owned());
    let visibility: Visibility = fields.visibility.parse().map_err(known)?;
    let organization: Organization = fields.organization.parse().map_err(known)?;
    let (new, errors) = read(&fields, visibility, organization);
    if !errors.is_empty() {
        return Ok(operator.show_again(&page(&operator, again(fields), errors).await?));
    }
    listings::set(&operator.app.database, &operator.home().id, &new, &operator.by()).await?;
    Ok(operator.go(&url::operate_listing(), Some(Notice::Saved)))
}

/// What is to be said, and what is wrong with it, whoever says it: the console, a program or the command line.
#[must_use]
pub fn read(
    fields: &ListingFields,
    visibility: Visibility,
    organization: Organization,
) -> (Settings, Errors) {
    let mut reader = Reader(Errors::none());
    let settings = Settings {
        visibility,
        organization,
        topics: reader.topics(&fields.topics),
        region: reader.words("region", &fields.region, LONGEST_TOPIC),
        country: reader.country(&fields.country),
        provider: reader.page("provider", &fields.provider),
        bus_factor: reader.number("bus_factor", &fields.bus_factor, 1, 1_000),
        min_age: reader.number("min_age", &fields.min_age, 0, 120),
        daily_budget: reader.number("daily_budget", &fields.daily_budget, 0, 100_000),
        price: reader.words("price", &fields.price, LONGEST_WORDS),
        backups: reader.words("backups", &fields.backups, LONGEST_WORDS),
        shutdown_notice_days: reader.number("notice_days", &fields.notice_days, 0, 3_650),
        abuse: reader.links("abuse", &fields.abuse),
        support: reader.links("support", &fields.support),
        status_page: reader.page("status_page", &fields.status_page),
    };
    (settings, reader.0)
}

/// Reads fields, and keeps what is wrong with them.
struct Reader(Errors);

impl Reader {
    /// A few words on one line, without what cannot be seen.
    fn words(&mut self, field: &str, text: &str, longest: u32) -> String {
        if text.trim().chars().count() > longest as usize {
            self.0.push(field, Problem::TooLong(longest));
        }
        Line::<80>::cleaned(text).map(String::from).unwrap_or_default()
    }

    fn topics(&mut self, text: &str) -> Vec<String> {
        let all: Vec<&str> = text.split(',').map(str::trim).filter(|topic| !topic.is_empty()).collect();
        self.few("topics", all.len());
        let words = all.into_iter().map(|topic| self.words("topics", topic, LONGEST_TOPIC));
        words.filter(|topic| !topic.is_empty()).collect()
    }

    fn country(&mut self, text: &str) -> String {
        let country = text.trim().to_lowercase();
        let is_one = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_one && !country.is_empty() {
            self.0.push("country", Problem::CountryInvalid);
        }
        country
    }

    /// A whole number between the two; nothing where nothing was typed.
    fn number(&mut self, field: &str, text: &str, least: u32, most: u32) -> Option<i64> {
        let text = text.trim();
        let number = text.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() && !text.is_empty() {
            self.0.push(field, Problem::NoNumber(least, most));
        }
        number.map(i64::from)
    }

    /// The address of a page.
    fn page(&mut self, field: &str, text: &str) -> String {
        let text = text.trim();
        if !(text.is_empty() || text.starts_with("https://") && is_link(text)) {
            self.0.push(field, Problem::LinkInvalid(text.chars().take(100).collect()));
        }
        text.to_owned()
    }

    /// Nothing is left out without a word.
    fn few(&mut self, field: &str, count: usize) {
        if count > MOST as usize {
            self.0.push(field, Problem::TooMany(MOST));
        }
    }

    /// Addresses of pages, of XMPP and of mail.
    fn links(&mut self, field: &str, text: &str) -> Vec<String> {
        let links: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        self.few(field, links.len());
        for link in links.iter().filter(|link| !is_link(link)) {
            self.0.push(field, Problem::ContactInvalid(link.chars().take(100).collect()));
        }
        links
    }
}

fn is_link(text: &str) -> bool {
    let safe = text.chars().count() <= LONGEST_LINK && Link::try_from(text.to_owned()).is_ok();
    safe && !text.starts_with("http://") && ::url::Url::parse(text).is_ok()
}

/// What is said now, as it is typed.
#[must_use]
pub fn typed(settings: &Settings) -> ListingFields {
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    ListingFields {
        visibility: settings.visibility.to_string(),
        topics: settings.topics.join(", "),
        region: settings.region.clone(),
        country: settings.country.clone(),
        provider: settings.provider.clone(),
        organization: settings.organization.to_string(),
        bus_factor: number(settings.bus_factor),
        min_age: number(settings.min_age),
        daily_budget: number(settings.daily_budget),
        price: settings.price.clone(),
        backups: settings.backups.clone(),
        notice_days: number(settings.shutdown_notice_days),
        abuse: settings.abuse.join("\n"),
        support: settings.support.join("\n"),
        status_page: settings.status_page.clone(),
    }
}

fn again(fields: ListingFields) -> ListingForm {
    ListingForm {
        visibility: fields.visibility,
        topics: fields.topics,
        region: fields.region,
        country: fields.country,
        provider: fields.provider,
        organization: fields.organization,
        bus_factor: fields.bus_factor,
        min_age: fields.min_age,
        daily_budget: fields.daily_budget,
        price: fields.price,
        backups: fields.backups,
        notice_days: fields.notice_days,
        abuse: fields.abuse,
        support: fields.support,
        status_page: fields.status_page,
    }
}

/// The page, with what directories are told at this moment.
async fn page(operator: &Operator, typed: ListingForm, errors: Errors) -> Result<ListingPage, Fault> {
    let (app, id) = (&operator.app, operator.home().id);
    let facts = listings::facts(&app.database, &id, operator.now).await?.ok_or(Fault::NotFound)?;
    let listings::Facts { pod, signups_today, settings, further, holders, .. } = &facts;
    // nothing on this page says how large a file may be, nor how long one waits
    let (signups_today, served, wait) = (*signups_today, None, None);
    let moved = pods::moved_to(&app.database, &id).await?;
    let moved_to = moved.as_deref();
    let facts = Facts { pod, signups_today, settings, further, holders, served, moved_to, wait };
    let said = listing(app, &facts, operator.now).ok();
    let joining = said.as_ref().map_or(Joining::Paused, joining);
    let logos = logos::of_pods(&app.database, vec![id]).await?;
    // the pod's own host has it elsewhere than the platform's, of which the card is made
    let logo = logos.get(&id).map(|hash| url::logo(hash, LogoSide::Medium));
    let said = said.map(|said| entry(app, said));
    let sent = sent::of(&app.database, &pod.host, operator.now).await?;
    let today = u32::try_from(sent.today).unwrap_or(u32::MAX);
    let seen = said.as_ref().map(|entry| standing(entry, today, operator.now));
    let shown = said.map(|entry| card(operator, pod, &entry));
    Ok(ListingPage {
        typed,
        joining,
        standing: seen,
        sent: Some(Sent { today: count(sent.today), month: count(sent.month) }),
        document: app.origins.of(&pod.host) + PATH,
        card: shown.map(|card| PodCard { logo, ..card }),
        errors,
    })
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn joining(listing: &Listing) -> Joining {
    if listing.closing_at.is_some() {
        return Joining::Closing;
    }
    match listing.registration.effective {
        Effective::Open => Joining::Open,
        Effective::Approval => Joining::Approval,
        Effective::Invite => Joining::Invite,
        Effective::Closed => Joining::Closed,
        Effective::Full => Joining::Full,
        Effective::Paused => Joining::Paused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(change: impl FnOnce(&mut ListingFields)) -> (Settings, Errors) {
        let mut fields = ListingFields::default();
        change(&mut fields);
        read(&fields, Visibility::Public, Organization::Unsaid)
    }

    #[test]
    fn what_is_left_empty_says_nothing() {
        assert_eq!(fields(|_| ()), (Settings::default(), Errors::none()));
    }

    #[test]
    fn addresses_that_run_something_are_refused() {
        for wrong in ["javascript:alert(1)", "http://a.example", "abuse@cantine.example", "data:text/html,x"]
        {
            let (_, errors) = fields(|fields| fields.abuse = wrong.to_owned());
            assert!(errors.of("abuse").is_some(), "{wrong}");
        }
        let both = "mailto:a@b.example\r\nxmpp:a@b.example";
        let (said, errors) = fields(|fields| fields.abuse = both.to_owned());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(said.abuse, ["mailto:a@b.example", "xmpp:a@b.example"]);
    }

    #[test]
    fn numbers_countries_and_words_have_bounds() {
        let (_, errors) = fields(|fields| {
            fields.min_age = "-1".to_owned();
            fields.country = "france".to_owned();
            fields.price = "x".repeat(81);
            fields.status_page = "mailto:a@b.example".to_owned();
        });
        for field in ["min_age", "country", "price", "status_page"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        let (said, _) = fields(|fields| fields.topics = " soup, ,bread\u{202e}".to_owned());
        assert_eq!(said.topics, ["soup", "bread"]);
    }
}
