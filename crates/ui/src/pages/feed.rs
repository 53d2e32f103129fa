//! Posts of contacts, newest first, and the field for writing one.

use crate::audience::Audience;
use crate::components::{self, Announcement, Empty, Size, announcement, face, icon};
use crate::context::Context;
use crate::dates;
use crate::forms::Composer;
use crate::locales::t;
use crate::newness::Newness;
use crate::page::{Page, Section};
use crate::people::Person;
use crate::posts::Post;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::unsent::Unsent;
use crate::url;
use crate::url::FeedFilter;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The feed. Also what `POST /publish` answers when something is wrong with the post.
#[derive(Clone, Debug)]
pub struct FeedPage {
    /// What those who look after the pod have to say to her.
    pub news: Vec<News>,
    /// What is announced and she has not closed.
    pub announcements: Vec<Announcement>,
    /// The field for writing.
    pub composer: Composer,
    /// What was written and is not sent yet.
    pub unsent: Vec<Unsent>,
    /// Which posts.
    pub filter: FeedFilter,
    /// The posts of this page.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// Whether this is an older page, which nothing new joins.
    pub past: bool,
    /// Contacts who are there now.
    pub here: Vec<Person>,
    /// Tags that are used at present.
    pub tags: Vec<String>,
}

/// Something that those who look after the pod have to say to a member, until she has looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The rules will be others.
    Rules {
        /// From when on.
        since: OffsetDateTime,
    },
    /// What is said of privacy will be another text.
    Privacy {
        /// From when on.
        since: OffsetDateTime,
    },
    /// The rules stay as they are, other than was announced.
    RulesStay {
        /// From when on they would have been others.
        since: OffsetDateTime,
    },
    /// What is said of privacy stays as it is, other than was announced.
    PrivacyStay {
        /// From when on it would have been another text.
        since: OffsetDateTime,
    },
    /// Something that she wrote is hidden.
    Hidden {
        /// Its page.
        address: String,
    },
    /// Something that she reported has an answer.
    Answered {
        /// Leads to it.
        key: String,
    },
}

impl Page for FeedPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "feed-title")
    }

    fn section(&self) -> Section {
        Section::Feed
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let older = self.older.as_deref().map(|before| url::feed_page(self.filter, Some(before)));
        html! {
            h1.visually-hidden { (t!(ctx, "feed-title")) }
            @for news in &self.news { (news.render(ctx)) }
            @for one in &self.announcements { (announcement(ctx, one, true)) }
            @if !self.past { (components::composer(ctx, &self.composer)) }
            (components::unsent_list(ctx, &self.unsent))
            (tabs(ctx, self.filter))
            (components::post_list(ctx, &self.posts, !self.past, &nothing(ctx, self.composer.contacts)))
            (components::older(ctx, older.as_deref()))
        }
    }

    fn aside(&self, ctx: &Context<'_>) -> Option<Markup> {
        Some(html! { (here(ctx, &self.here)) (tags(ctx, &self.tags)) })
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let composer = Composer { contacts: 12, longest: 20_000, ..Composer::default() };
        let full = Self {
            news: Vec::new(),
            announcements: Vec::new(),
            composer: composer.clone(),
            unsent: Vec::new(),
            filter: FeedFilter::All,
            posts: samples::posts(now),
            older: Some("2026-11-01".to_owned()),
            past: false,
            here: vec![samples::person("bob", "Bob Le Guen"), samples::person("claire", "Claire Amrani")],
            tags: vec!["soup".to_owned(), "thursday".to_owned()],
        };
        vec![
            full.clone(),
            Self {
                posts: Vec::new(),
                here: Vec::new(),
                tags: Vec::new(),
                older: None,
                composer: Composer { contacts: 0, ..full.composer.clone() },
                ..full.clone()
            },
            Self {
                news: News::samples(now),
                composer: Composer { newness: Some(Newness::sample(now)), ..full.composer.clone() },
                ..full.clone()
            },
            Self {
                composer: wrong(composer, now),
                unsent: unsent(now),
                announcements: Announcement::samples(now),
                ..full.clone()
            },
            Self { past: true, filter: FeedFilter::Contacts, ..full },
        ]
    }
}

fn wrong(composer: Composer, now: OffsetDateTime) -> Composer {
    Composer {
        title: "A title".to_owned(),
        body: "</textarea><script>".to_owned(),
        audience: Audience::Everyone,
        newness: Some(Newness::nothing(now)),
        errors: Errors::form(Problem::MaybeDone).with("body", Problem::PostTooLong(20_000)),
        command: Some("01HEARLIER".to_owned()),
        ..composer
    }
}

impl News {
    fn samples(now: OffsetDateTime) -> Vec<Self> {
        vec![
            Self::Rules { since: now },
            Self::Privacy { since: now },
            Self::RulesStay { since: now },
            Self::PrivacyStay { since: now },
            Self::Hidden { address: url::post("alice@cantine.localhost", "urn:xmpp:microblog:0", "1") },
            Self::Answered { key: "01HSAMPLE.key".to_owned() },
        ]
    }

    fn render(&self, ctx: &Context<'_>) -> Markup {
        let (sentence, word, address) = match self {
            Self::Rules { since } => {
                let day = dates::written_day(ctx.language, *since);
                (t!(ctx, "news-rules", day = day), t!(ctx, "news-rules-read"), url::rules())
            }
            Self::Privacy { since } => {
                let day = dates::written_day(ctx.language, *since);
                (t!(ctx, "news-privacy", day = day), t!(ctx, "news-privacy-read"), url::privacy())
            }
            Self::RulesStay { since } => {
                let day = dates::written_day(ctx.language, *since);
                (t!(ctx, "news-rules-stay", day = day), t!(ctx, "news-stay-read"), url::rules())
            }
            Self::PrivacyStay { since } => {
                let day = dates::written_day(ctx.language, *since);
                (t!(ctx, "news-privacy-stay", day = day), t!(ctx, "news-stay-read"), url::privacy())
            }
            Self::Hidden { address } => {
                (t!(ctx, "news-hidden"), t!(ctx, "news-hidden-look"), address.clone())
            }
            Self::Answered { key } => {
                (t!(ctx, "news-answered"), t!(ctx, "news-answered-look"), url::report_receipt(key))
            }
        };
        html! { div.notice.notice-plain { (icon(ctx, "info")) p { (sentence) " " a href=(address) { (word) } } } }
    }
}

fn unsent(now: OffsetDateTime) -> Vec<Unsent> {
    let waits = Unsent {
        id: "01WAITS".to_owned(),
        text: "Soup at noon, bring bowls.".to_owned(),
        since: now - time::Duration::minutes(3),
        refused: None,
    };
    let refused = Unsent { id: "01REFUSED".to_owned(), refused: Some(Problem::NotOffered), ..waits.clone() };
    vec![waits, refused]
}

fn tabs(ctx: &Context<'_>, current: FeedFilter) -> Markup {
    let tabs = [
        (FeedFilter::All, t!(ctx, "feed-all")),
        (FeedFilter::Contacts, t!(ctx, "feed-contacts")),
        (FeedFilter::Pod, t!(ctx, "feed-pod")),
    ];
    html! {
        nav.tabs aria-label=(t!(ctx, "feed-tabs")) {
            @for (filter, word) in tabs {
                a href=(url::feed_page(filter, None)) aria-current=[(filter == current).then_some("page")] { (word) }
            }
        }
    }
}

fn nothing(ctx: &Context<'_>, contacts: u32) -> Empty {
    let step = (t!(ctx, "feed-empty-step"), url::contacts());
    let text = if contacts == 0 { t!(ctx, "feed-empty-alone") } else { t!(ctx, "feed-empty-text") };
    Empty { title: t!(ctx, "feed-empty"), text, step: Some(step) }
}

fn here(ctx: &Context<'_>, people: &[Person]) -> Markup {
    html! {
        section aria-labelledby="here" {
            h2 id="here" { (t!(ctx, "feed-here")) }
            @if people.is_empty() { p.hint { (t!(ctx, "feed-nobody-here")) } }
            @else {
                ul.people-here { @for person in people {
                    li { a href=(url::contact(person.address())) { (face(person, Size::Small)) bdi { (person.name) } } }
                } }
            }
        }
    }
}

fn tags(ctx: &Context<'_>, tags: &[String]) -> Markup {
    html! {
        @if !tags.is_empty() {
            section aria-labelledby="tags" {
                h2 id="tags" { (t!(ctx, "feed-tags")) }
                ul.tags { @for tag in tags { li { "#" (tag) } } }
            }
        }
    }
}
