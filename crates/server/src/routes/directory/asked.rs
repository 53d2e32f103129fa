//! What a newcomer asks for, from the address to the rules.

use directory::{
    eligible::Group,
    filter::{Query, Sort},
    host_name,
};
use serde::Deserialize;
use ui::url::{self, DirectoryQuery, Mode};

/// Characters of a wish at most.
const LONGEST: usize = 200;

/// What stands behind the question mark of `/pods` and `/pick`. What makes no sense is not asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    q: String,
    language: String,
    mode: String,
    country: String,
    region: String,
    topic: String,
    free: String,
    email: String,
    upload: String,
    accepts: String,
    sort: String,
    page: String,
}

impl Fields {
    /// The same as pages have it.
    pub fn query(&self) -> DirectoryQuery {
        let line = |text: &str| text.trim().chars().take(LONGEST).collect::<String>();
        let mode = Mode::from_code(&self.mode);
        DirectoryQuery {
            q: line(&self.q),
            language: line(&self.language),
            // nobody is sent to others
            mode: mode.filter(|mode| matches!(mode, Mode::Open | Mode::Approval)),
            country: line(&self.country).to_lowercase(),
            region: line(&self.region),
            topic: line(&self.topic),
            free: self.free == "true",
            no_email: self.email == "none",
            upload: self.upload.trim().parse::<u64>().ok().filter(|megabytes| *megabytes > 0),
            accepts: line(&self.accepts),
            sort: url::Sort::from_code(&self.sort),
            page: self.page.parse::<u32>().unwrap_or_default().saturating_sub(1),
        }
    }
}

/// The same as the directory's rules have it.
pub fn wishes(query: &DirectoryQuery) -> Query {
    let group = match query.mode {
        Some(Mode::Open) => Some(Group::Instant),
        Some(Mode::Approval) => Some(Group::Approval),
        _ => None,
    };
    let sort = match query.sort {
        url::Sort::Draw => Sort::Random,
        url::Sort::Name => Sort::Alphabetical,
        url::Sort::Newest => Sort::Newest,
        url::Sort::Smallest => Sort::Smallest,
    };
    let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Query {
        language: filled(&query.language),
        group,
        words: query.q.clone(),
        country: filled(&query.country),
        region: filled(&query.region),
        topic: filled(&query.topic),
        is_free: query.free,
        without_email: query.no_email,
        upload_mb: query.upload,
        account_of: filled(&query.accepts).map(|address| domain_of(&address)),
        sort,
    }
}

/// The domain of an address, as DNS has it.
#[must_use]
pub fn domain_of(address: &str) -> String {
    let address = address.trim_start_matches("xmpp:");
    let server = address.rsplit('@').next().unwrap_or(address);
    host_name::parse(server).map_or_else(|_| server.to_lowercase(), String::from)
}

#[cfg(test)]
mod tests {
    use super::{Fields, domain_of, wishes};
    use directory::filter::Query;
    use ui::url::DirectoryQuery;

    #[test]
    fn what_makes_no_sense_is_not_asked_for() {
        let nonsense = Fields {
            mode: "invite".to_owned(),
            free: "perhaps".to_owned(),
            upload: "-1".to_owned(),
            sort: "largest".to_owned(),
            page: "-7".to_owned(),
            ..Fields::default()
        };
        assert_eq!(nonsense.query(), DirectoryQuery::default());
        assert_eq!(wishes(&nonsense.query()), Query::default());
    }

    #[test]
    fn an_address_stands_for_its_domain() {
        for text in ["alice@Home.example", "home.example", "xmpp:alice@home.example"] {
            assert_eq!(domain_of(text), "home.example", "{text}");
        }
    }
}
