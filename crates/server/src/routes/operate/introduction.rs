//! What the pod says of itself beside its name: a welcome, links, and the languages that are spoken there.

use super::{branding, logo};
use crate::{
    extract::{Form, Operator},
    fault::{Answer, Fault},
    logos::one_line,
};
use jid::BareJid;
use model::{
    Email,
    introductions::{self, Introduction, Link},
};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use ui::{
    Errors, Notice, Problem,
    pages::{BrandingPage, IntroductionForm},
    url,
};

/// The most links, and the most languages.
pub const MOST: u32 = 10;

/// The most characters of the welcome.
pub const LONGEST_WELCOME: u32 = 5_000;

/// The most bytes of a link.
const LONGEST_LINK: usize = 500;

/// The most characters of what a link is called.
const LONGEST_LABEL: u32 = 60;

/// The most bytes of a tag of a language.
const LONGEST_TAG: usize = 20;

/// The fields of the form.
#[derive(Deserialize)]
pub struct IntroductionFields {
    /// A link a line, each with what it is called.
    #[serde(default)]
    pub links: String,
    /// Tags of languages, with blanks between them.
    #[serde(default)]
    pub languages: String,
    /// What is said to whoever comes, in Markdown.
    #[serde(default)]
    pub welcome: String,
}

/// `POST /operate/branding/introduction`.
pub async fn change(operator: Operator, Form(fields): Form<IntroductionFields>) -> Answer {
    match read(&fields, &operator.home().language) {
        Ok(new) => {
            introductions::set(&operator.app.database, &operator.home().id, &new, &operator.by()).await?;
            Ok(operator.go(&url::operate_branding(), Some(Notice::Saved)))
        }
        Err(errors) => {
            let IntroductionFields { links, languages, welcome } = fields;
            let page = branding::page(&operator, logo::form(&operator).await?).await?;
            let introduction = IntroductionForm { links, languages, welcome, errors };
            Ok(operator.show_again(&BrandingPage { introduction, ..page }))
        }
    }
}

/// The form as it is before anything is typed.
///
/// # Errors
/// The database's own.
pub async fn form(operator: &Operator) -> Result<IntroductionForm, Fault> {
    let said = introductions::get(&operator.app.database, &operator.home().id).await?;
    let IntroductionFields { links, languages, welcome } = typed(&said);
    Ok(IntroductionForm { links, languages, welcome, errors: Errors::none() })
}

/// What is said now, as it is typed.
#[must_use]
pub fn typed(said: &Introduction) -> IntroductionFields {
    let line = |link: &Link| format!("{} {}", link.address, link.label);
    let lines: Vec<String> = said.links.iter().map(line).collect();
    IntroductionFields {
        links: lines.join("\n"),
        languages: said.languages.join(" "),
        welcome: said.welcome.clone(),
    }
}

/// What is to be said, whoever says it: the console, a program or the command line; `own` is the pod's own language, which need not be
/// said.
///
/// # Errors
/// What is wrong with it, field by field.
pub fn read(fields: &IntroductionFields, own: &str) -> Result<Introduction, Errors> {
    let mut errors = Errors::none();
    let welcome = welcome(&fields.welcome, &mut errors);
    let links = links(&fields.links, &mut errors);
    let languages = languages(&fields.languages, own, &mut errors);
    if errors.is_empty() { Ok(Introduction { links, languages, welcome }) } else { Err(errors) }
}

fn welcome(text: &str, errors: &mut Errors) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > LONGEST_WELCOME as usize {
        errors.push("welcome", Problem::TooLong(LONGEST_WELCOME));
    }
    text
}

fn links(text: &str, errors: &mut Errors) -> Vec<Link> {
    let mut links = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (typed, label) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let label = one_line(label);
        if links.len() >= MOST as usize {
            errors.push("links", Problem::TooMany(MOST));
            break;
        }
        if label.chars().count() > LONGEST_LABEL as usize {
            errors.push("links", Problem::TooLong(LONGEST_LABEL));
            break;
        }
        let Some(address) = address(typed) else {
            errors.push("links", Problem::AddressNotLinked(typed.chars().take(100).collect()));
            break;
        };
        let label = if label.is_empty() { named(&one_line(typed)) } else { label };
        links.push(Link { address, label });
    }
    links
}

/// What a link is called that has no other name: its address, as long as a name may be.
fn named(address: &str) -> String {
    let most = LONGEST_LABEL as usize;
    if address.chars().count() <= most {
        return address.to_owned();
    }
    address.chars().take(most - 1).chain(['…']).collect()
}

/// An address that a pod may link, as it is kept; read once more it is the same.
fn address(typed: &str) -> Option<String> {
    let fits = |address: &str| address.len() <= LONGEST_LINK;
    // letters that are no ASCII take more bytes in it
    Some(typed).filter(|typed| fits(typed)).and_then(written).filter(|address| fits(address))
}

/// It as it is written: of the web, of mail, or of XMPP, also as a room to join.
fn written(typed: &str) -> Option<String> {
    if let Some(email) = typed.strip_prefix("mailto:") {
        // nobody writes a whole mail for somebody else
        let email = Some(email).filter(|email| !email.contains(['?', '&', '%', '#']))?;
        return email.parse::<Email>().ok().map(|email| format!("mailto:{}", email.as_str()));
    }
    if let Some(rest) = typed.strip_prefix("xmpp:") {
        let (jid, join) = match rest.strip_suffix("?join") {
            Some(room) => (room, "?join"),
            None => (rest, ""),
        };
        let jid = Some(jid).filter(|jid| !jid.contains(['?', ';', '#']))?;
        // in a link, what is no ASCII is percent-encoded (RFC 5122)
        let jid = percent_decode_str(jid).decode_utf8().ok()?;
        return BareJid::new(&jid).ok().map(|jid| url::xmpp(jid.as_str()) + join);
    }
    let parsed = ::url::Url::parse(typed).ok()?;
    let is_plain = parsed.scheme() == "https" && parsed.username().is_empty() && parsed.password().is_none();
    is_plain.then(|| parsed.to_string())
}

fn languages(text: &str, own: &str, errors: &mut Errors) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let typed = text.split(|letter: char| letter.is_whitespace() || letter == ',');
    for tag in typed.filter(|tag| !tag.is_empty()).map(str::to_lowercase) {
        if !is_tag(&tag) {
            errors.push("languages", Problem::LanguageInvalid(tag.chars().take(40).collect()));
            break;
        }
        if tag == own || tags.contains(&tag) {
            continue;
        }
        if tags.len() >= MOST as usize {
            errors.push("languages", Problem::TooMany(MOST));
            break;
        }
        tags.push(tag);
    }
    tags
}

/// Whether it is a tag of a language (BCP 47): two or three letters, and perhaps a script or a region.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_lowercase());
    let is_more = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())
    };
    tag.len() <= LONGEST_TAG && parts.next().is_some_and(is_language) && parts.all(is_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(links: &str, languages: &str) -> Result<Introduction, Errors> {
        let (links, languages) = (links.to_owned(), languages.to_owned());
        super::read(&IntroductionFields { links, languages, welcome: String::new() }, "fr")
    }

    #[test]
    fn a_welcome_keeps_its_lines_and_has_a_bound() {
        let read = |welcome: String| {
            let fields = IntroductionFields { links: String::new(), languages: String::new(), welcome };
            super::read(&fields, "fr").map(|read| read.welcome)
        };
        assert_eq!(read(" Hello\r\n\r\nyou \n".to_owned()), Ok("Hello\n\nyou".to_owned()));
        assert!(read("é".repeat(5_000)).is_ok());
        assert_eq!(read("é".repeat(5_001)), Err(Errors::one("welcome", Problem::TooLong(5_000))));
    }

    #[test]
    fn links_are_read_line_by_line_with_what_they_are_called() {
        let typed =
            "https://a.example/wiki  Our   wiki\r\n\n mailto:us@a.example By mail\nxmpp:soup@b.example?join";
        let read = read(typed, "").expect("links");
        let links: Vec<(&str, &str)> =
            read.links.iter().map(|link| (link.address.as_str(), link.label.as_str())).collect();
        let room = "xmpp:soup@b.example?join";
        assert_eq!(
            links,
            [("https://a.example/wiki", "Our wiki"), ("mailto:us@a.example", "By mail"), (room, room)]
        );
    }

    #[test]
    fn what_a_page_should_not_lead_to_is_refused() {
        let long = format!("https://a.example/{}", "x".repeat(500));
        let wrong = [
            "javascript:alert(1)",
            "http://a.example",
            "data:text/html,soup",
            "//a.example",
            "a.example",
            "https://eve:secret@a.example",
            "mailto:nobody",
            "mailto:us?bcc=them@a.example",
            "xmpp:",
            "xmpp:a@b.example?message;body=soup",
            long.as_str(),
        ];
        for link in wrong {
            assert!(read(link, "").is_err(), "{link}");
        }
        assert!(read(&"https://a.example soup\n".repeat(10), "").is_ok());
        assert!(read(&"https://a.example soup\n".repeat(11), "").is_err());
        assert!(read(&format!("https://a.example {}", "x".repeat(61)), "").is_err());
    }

    #[test]
    fn a_link_that_is_saved_again_stays_as_it_is() {
        let links = ["xmpp:été@b.example", "xmpp:soup@b.example?join", "https://a.example/été?a=b c"];
        for typed in links {
            let first = address(typed).expect("an address");
            assert_eq!(address(&first), Some(first.clone()), "{typed}");
        }
        assert_eq!(address("xmpp:été@b.example").as_deref(), Some("xmpp:%C3%A9t%C3%A9@b.example"));
        assert_eq!(address("xmpp:a%0@b.example%ff"), None);
        let nameless = read(&format!("https://a.example/{}", "x".repeat(100)), "").expect("a link").links;
        let line = format!("{} {}", nameless[0].address, nameless[0].label);
        assert_eq!(read(&line, "").map(|read| read.links), Ok(nameless));
        let long = format!("https://a.example/{}", "é".repeat(200));
        assert_eq!(address(&long), None, "it could not be saved again");
    }

    #[test]
    fn languages_are_tags_each_once_and_the_own_one_is_left_out() {
        let read_languages = |typed: &str| read("", typed).map(|read| read.languages);
        let read = ["br", "de", "pt-br"].map(str::to_owned).to_vec();
        assert_eq!(read_languages("BR, de br\nfr pt-br"), Ok(read));
        for wrong in ["breton", "b", "d3", "de-", "-de", "de-x", "de_at"] {
            assert!(read_languages(wrong).is_err(), "{wrong}");
        }
        assert!(read_languages("aa ab ac ad ae af ag ah ai aj ak").is_err());
    }
}
