//! A page that was answered. All that the tests rely on in the pages' markup is named in this file.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

use crate::form::Form;

/// A post in a list, and the post of a page of its own.
pub const POST: &str = r#"article[id^="post-"]"#;
/// The forms, by where they go.
pub const SIGN_IN: &str = r#"form[action="/login"]"#;
/// Sign up.
pub const REGISTER: &str = r#"form[action="/register"]"#;
/// Sign out.
pub const SIGN_OUT: &str = r#"form[action="/logout"]"#;
/// Write a post.
pub const PUBLISH: &str = r#"form[action="/publish"]"#;
/// Comment on the post whose page this is.
pub const COMMENT: &str = r#"form[action^="/post/"][action$="/comment"]"#;
/// Delete the post whose page this is.
pub const DELETE: &str = r#"form[action^="/post/"][action$="/delete"]"#;
/// What was written and waits for the member's server.
pub const UNSENT: &str = ".unsent li";
/// Say who one is.
pub const PROFILE: &str = r#"form[action="/settings/profile"]"#;
/// Write to the one whose chat this is.
pub const SEND: &str = "#chat-form";
/// What is said of a message of hers that is not where it should be.
pub const TROUBLE: &str = r#"li[id^="message-"] .message-trouble p"#;
/// A message of a chat.
pub const MESSAGE: &str = r#"li[id^="message-"]"#;
/// Add a contact.
pub const ADD_CONTACT: &str = r#"form[action="/contacts"]"#;
/// A contact who sees the member and is seen.
pub const MUTUAL: &str = r#"li[data-relation="mutual"]"#;
/// What went wrong, in a sentence.
pub const ALERT: &str = r#"[role="alert"]"#;
/// A pod in the directory: a link to its front page somewhere on the page.
pub const POD_LINK: &str = "a[href]";
/// In a form about a contact, what the button or the address says.
pub const ACCEPT: &str = "accept";
/// The same, for one who is not wanted.
pub const REMOVE: &str = "remove";

/// An answer of the program, after the redirections that a browser follows.
#[derive(Debug, Clone)]
pub struct Page {
    /// Of the last answer.
    pub status: StatusCode,
    /// Path and query of the last answer.
    pub path: String,
    /// Of the last answer.
    pub headers: HeaderMap,
    /// Of the last answer.
    pub body: String,
    /// The redirections on the way: status and where to.
    pub hops: Vec<(StatusCode, String)>,
}

/// A post as a list shows it.
#[derive(Debug, Clone)]
pub struct Post {
    /// The element's id, `post-…`.
    pub id: String,
    /// Everything that is written in it.
    pub text: String,
    /// Its markup.
    pub html: String,
    /// Where its own page is: the first link into `/post/` or, for a stranger, into `/@name/`.
    pub link: String,
}

/// A message as a chat shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The element's id, `message-…`.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Its markup.
    pub html: String,
    /// How far it came; none if it came in.
    pub state: Option<String>,
    /// The id of the list that it belongs to.
    pub list: String,
    /// Its place there; equal ones are ordered by id.
    pub position: i64,
}

/// The messages of a page, or of a piece of one, in its order.
pub fn messages(html: &str) -> Vec<Message> {
    Html::parse_document(html).select(&parse(MESSAGE)).map(message).collect()
}

/// The posts of a page, or of a piece of one, in its order.
pub fn posts(html: &str) -> Vec<Post> {
    Html::parse_document(html).select(&parse(POST)).map(post).collect()
}

impl Page {
    /// The text of the page as one reads it, white space made one blank.
    pub fn text(&self) -> String {
        let document = Html::parse_document(&self.body);
        words(document.root_element())
    }

    /// Is this to be read on the page?
    pub fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Does the list of contacts show this one as seeing and being seen?
    ///
    /// # Panics
    ///
    /// If the selector is none.
    pub fn is_mutual(&self, jid: &str) -> bool {
        self.texts(MUTUAL).iter().any(|row| row.contains(jid))
    }

    /// The texts of all elements that match.
    ///
    /// # Panics
    ///
    /// If the selector is none.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        document.select(&parse(selector)).map(words).collect()
    }

    /// An attribute of all elements that match and have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let document = Html::parse_document(&self.body);
        document.select(&parse(selector)).filter_map(|it| it.attr(name)).map(str::to_owned).collect()
    }

    /// How many elements match?
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.body).select(&parse(selector)).count()
    }

    /// What went wrong, as the page says it.
    pub fn alert(&self) -> String {
        self.texts(ALERT).join(" ")
    }

    /// The posts of the page, in its order.
    pub fn posts(&self) -> Vec<Post> {
        posts(&self.body)
    }

    /// The post in which this is written.
    pub fn post(&self, text: &str) -> Option<Post> {
        self.posts().into_iter().find(|post| post.text.contains(text))
    }

    /// The messages of the page, in its order.
    pub fn messages(&self) -> Vec<Message> {
        messages(&self.body)
    }

    /// All forms that match.
    pub fn forms(&self, selector: &str) -> Vec<Form> {
        let document = Html::parse_document(&self.body);
        document.select(&parse(selector)).map(|it| Form::read(it, &self.path)).collect()
    }

    /// The first form that matches.
    pub fn form(&self, selector: &str) -> Option<Form> {
        let document = Html::parse_document(&self.body);
        document.select(&parse(selector)).next().map(|it| Form::read(it, &self.path))
    }

    /// The form that does `verb` with `whom`, ready to be sent: the address or a button says what, and the address, a field or the
    /// list's entry around it says whom.
    pub fn form_about(&self, verb: &str, whom: &str) -> Option<Form> {
        let document = Html::parse_document(&self.body);
        let about =
            |it: &ElementRef<'_>| Form::read(*it, &self.path).is_about(whom) || entry(*it).contains(whom);
        let forms = document.select(&parse("form")).filter(about).collect::<Vec<_>>();
        forms.into_iter().find_map(|it| Form::read(it, &self.path).press(verb))
    }

    /// A header of the answer, empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The page itself, if it was answered with that status.
    ///
    /// # Panics
    ///
    /// If it was another; the message has the page's text.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} was answered with: {}", self.path, self.text());
        self
    }
}

fn parse(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("`{selector}` is no selector: {error}"))
}

fn post(article: ElementRef<'_>) -> Post {
    let links = article.select(&parse("a[href]")).filter_map(|it| it.attr("href")).collect::<Vec<_>>();
    let page = links.iter().find(|it| it.starts_with("/post/"));
    let public = links.iter().find(|it| it.starts_with("/@") && it.matches('/').count() > 1);
    Post {
        id: article.attr("id").unwrap_or_default().to_owned(),
        text: words(article),
        html: article.html(),
        link: page.or(public).map_or_else(String::new, |it| (*it).to_owned()),
    }
}

fn message(line: ElementRef<'_>) -> Message {
    let said = line.select(&parse(".message-text")).next();
    Message {
        id: line.attr("id").unwrap_or_default().to_owned(),
        text: said.map(words).unwrap_or_default(),
        html: line.html(),
        state: line.attr("data-state").map(str::to_owned),
        list: line.attr("data-for").unwrap_or_default().to_owned(),
        position: line.attr("data-position").and_then(|it| it.parse().ok()).unwrap_or_default(),
    }
}

/// The text of the smallest list entry, row or article around an element.
fn entry(element: ElementRef<'_>) -> String {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    let found = around.into_iter().find(|it| matches!(it.value().name(), "li" | "tr" | "article"));
    found.map(|it| it.html()).unwrap_or_default()
}

/// What one reads in an element: no scripts, no styles.
fn words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    collect(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: ElementRef<'_>, text: &mut String) {
    if matches!(element.value().name(), "script" | "style" | "template" | "head") {
        return;
    }
    for child in element.children() {
        match (child.value().as_text(), ElementRef::wrap(child)) {
            (Some(words), _) => text.push_str(words),
            (_, Some(inner)) => {
                let inline = matches!(
                    inner.value().name(),
                    "a" | "b" | "code" | "em" | "i" | "span" | "strong" | "time"
                );
                let edge = if inline { "" } else { " " };
                text.push_str(edge);
                collect(inner, text);
                text.push_str(edge);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTACTS: &str = r#"<head><title>no</title></head><main><p role="alert">No  such <b>per</b>son</p><ul>
        <li>bob@beta.test <form action="/contact/bob@beta.test/accept" method="post"><button>Yes</button></form></li>
        <li>eve@beta.test <form action="/contacts" method="post"><button name="act" value="accept">Yes</button></form></li></ul>
        <article id="post-1"><p>Hello</p><a href="/contact/x">x</a><a href="/post/a/b/c">now</a></article></main>"#;

    fn page() -> Page {
        let (status, headers) = (StatusCode::OK, HeaderMap::new());
        Page { status, path: "/contacts".to_owned(), headers, body: CONTACTS.to_owned(), hops: Vec::new() }
    }

    #[test]
    fn what_is_read_is_what_is_written() {
        assert_eq!(page().alert(), "No such person");
        assert!(page().says("Hello") && !page().says("no Hello"));
        assert_eq!(page().post("Hello").map(|it| it.link).as_deref(), Some("/post/a/b/c"));
        assert_eq!(page().count(r#"form:has([name="act"])"#), 1);
    }

    #[test]
    fn a_request_is_found_by_address_or_by_what_stands_around_it() {
        let action = |whom| page().form_about(ACCEPT, whom).map(|it| it.action);
        assert_eq!(action("bob@beta.test").as_deref(), Some("/contact/bob@beta.test/accept"));
        assert_eq!(action("eve@beta.test").as_deref(), Some("/contacts"));
        assert_eq!(action("mallory@beta.test"), None);
    }
}
