//! From a listing to what a pod says of joining it, and who runs it.

use directory::{
    listing::{EmailNeed, Listing, Provider},
    text::Link,
};
use ui::pages::{EmailWish, Terms};
use url::Url;

/// Topics that are told at most.
const MOST: usize = 40;

/// What a pod says of joining it.
pub(super) fn terms(listing: &Listing) -> Terms {
    let registration = &listing.registration;
    let policy = listing.policy.as_ref();
    let text = |link: Option<&Link>| link.map(ToString::to_string).filter(|link| is_page(link));
    Terms {
        topics: listing.topics.iter().take(MOST).map(ToString::to_string).collect(),
        approval_hours: registration.median_approval_hours,
        email: registration.email.map(email),
        price: registration.price.as_ref().map(ToString::to_string),
        rules: text(policy.and_then(|policy| policy.rules.as_ref())),
        privacy: text(policy.and_then(|policy| policy.privacy.as_ref())),
    }
}

/// Whether a link leads to a page of the web: others write mails or open programs.
pub fn is_page(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Whoever runs a pod, by the host of the address, which nobody can make look like another; empty where it has none.
pub fn run_by(provider: &Provider) -> String {
    let page = Url::parse(&provider.id.to_string()).ok().filter(|url| is_page(url.as_str()));
    page.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

fn email(email: EmailNeed) -> EmailWish {
    match email {
        EmailNeed::None => EmailWish::None,
        EmailNeed::Optional => EmailWish::Optional,
        EmailNeed::Required => EmailWish::Required,
    }
}
