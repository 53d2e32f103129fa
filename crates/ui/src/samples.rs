//! Samples of what pages show, for the test that renders every page and for the gallery.

mod asked;
mod chats;

use crate::accent::Accent;
use crate::audience::Audience;
use crate::context::{Ahead, Assets, Context, Duty, Logo, Place, PodBrand, SessionState, Support, Viewer};
use crate::language::Language;
use crate::markdown;
use crate::people::{Contact, Person, Relation};
use crate::posts::{Comment, Post};
pub use asked::asked;
pub use chats::{chats, messages, troubled_messages};
use jid::BareJid;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// The time at which the samples are seen.
pub const NOW: OffsetDateTime = datetime!(2026-11-22 16:04:00 UTC);

const NODE: &str = "urn:xmpp:microblog:0";

/// Addresses of files as the server gives them.
pub fn assets() -> Assets {
    Assets {
        css: "/assets/main.css".to_owned(),
        js: "/assets/main.js".to_owned(),
        sprite: "/assets/sprite.svg".to_owned(),
        logo: "/assets/logo.svg".to_owned(),
        font: None,
    }
}

/// A pod as a visitor sees it.
pub fn visitor(language: Language, assets: &Assets) -> Context<'_> {
    Context {
        place: Place::Pod(PodBrand {
            name: "La Cantine",
            tagline: "Neighbours of the old canning works, and who eats with them",
            accent: Accent::LEAF,
            host: "cantine.localhost",
            logo: None,
            ahead: None,
        }),
        language,
        viewer: None,
        support: None,
        csrf: "token",
        command: "01HSAMPLE",
        path: "/",
        origin: "http://cantine.localhost:8080",
        platform: "http://localhost:8080",
        notice: None,
        assets,
        now: NOW,
    }
}

/// The same pod when its members should know something of the days ahead.
pub fn ahead<'a>(ctx: &Context<'a>, ahead: Ahead<'a>) -> Context<'a> {
    let Place::Pod(brand) = ctx.place else { return ctx.clone() };
    Context { place: Place::Pod(PodBrand { ahead: Some(ahead), ..brand }), ..ctx.clone() }
}

/// The same pod when it has a logo.
pub fn with_logo<'a>(ctx: &Context<'a>) -> Context<'a> {
    let Place::Pod(brand) = ctx.place else { return ctx.clone() };
    let logo = Logo { hash: "00ff", words: "A pot, and steam above it <b>" };
    Context { place: Place::Pod(PodBrand { logo: Some(logo), ..brand }), ..ctx.clone() }
}

/// The same pod as a member sees it.
pub fn member(language: Language, assets: &Assets) -> Context<'_> {
    Context { viewer: viewer(SessionState::Online), ..visitor(language, assets) }
}

/// The same pod as an admin sees it who is there for support.
pub fn support(language: Language, assets: &Assets) -> Context<'_> {
    let support = Support { jid: "ops@cantine.localhost", until: NOW + Duration::HOUR };
    Context { support: Some(support), ..visitor(language, assets) }
}

/// The platform's host.
pub fn platform(language: Language, assets: &Assets) -> Context<'_> {
    Context { place: Place::Platform, origin: "http://localhost:8080", ..visitor(language, assets) }
}

/// Alice, signed in.
pub fn viewer(session: SessionState) -> Option<Viewer> {
    let alice = person("alice", "Alice Moreau");
    Some(Viewer {
        name: alice.name,
        handle: alice.handle,
        jid: alice.jid?,
        face: None,
        duty: Duty::Operates,
        guest: false,
        session,
        requests: 1,
        unread: 4,
        last_event: Some("1-42".to_owned()),
    })
}

/// Somebody of the pod.
pub fn person(handle: &str, name: &str) -> Person {
    Person {
        jid: BareJid::new(&format!("{handle}@cantine.localhost")).ok(),
        name: name.to_owned(),
        handle: Some(handle.to_owned()),
        picture: None,
    }
}

/// Somebody from elsewhere, whose address is long.
pub fn stranger() -> Person {
    let jid = BareJid::new("maximiliane-von-der-werkstatt@chat.very-long-name-of-a-server.example").ok();
    Person { jid, name: "Maximiliane <b>&".to_owned(), handle: None, picture: None }
}

/// A contact with somebody.
pub fn contact(person: Person, relation: Relation) -> Contact {
    Contact {
        person,
        relation,
        here: relation == Relation::Mutual,
        status: String::new(),
        groups: Vec::new(),
    }
}

/// Posts of several kinds, newest first.
pub fn posts(now: OffsetDateTime) -> Vec<Post> {
    let bob = person("bob", "Bob Le Guen");
    let claire = person("claire", "Claire Amrani");
    let alice = person("alice", "Alice Moreau");
    vec![
        post("a1", &bob, "", SOUP, Audience::Contacts, now - Duration::minutes(4), Some(3)),
        post(
            "a2",
            &alice,
            "",
            "The key of the workshop hangs behind the bar again. Whoever borrows it next: **the left door sticks**, lift and push.",
            Audience::Contacts,
            now - Duration::hours(3),
            Some(0),
        ),
        post(
            "a3",
            &claire,
            "What we learned from a year of shared dinners",
            ARTICLE,
            Audience::Everyone,
            now - Duration::days(2),
            Some(12),
        ),
        post(
            "a4",
            &stranger(),
            "",
            "A post with a veryveryveryveryveryveryveryveryveryveryveryveryveryveryveryverylongword and https://example.org/a/very/long/address/that/does/not/fit/anywhere/at/all?really=yes",
            Audience::Everyone,
            now - Duration::days(40),
            None,
        ),
    ]
}

/// Public posts of one author.
pub fn public_posts(now: OffsetDateTime) -> Vec<Post> {
    let claire = person("claire", "Claire Amrani");
    vec![
        post(
            "p1",
            &claire,
            "",
            "The canteen is open on Thursday evening. Bring a bowl; there is #soup.",
            Audience::Everyone,
            now - Duration::hours(5),
            Some(1),
        ),
        post(
            "p2",
            &claire,
            "What we learned from a year of shared dinners",
            ARTICLE,
            Audience::Everyone,
            now - Duration::days(2),
            Some(12),
        ),
    ]
}

/// Comments on a post.
pub fn comments(now: OffsetDateTime) -> Vec<Comment> {
    let comment = |item: &str, author: Person, body: &str, minutes: i64, mine: bool| Comment {
        service: "bob@cantine.localhost".to_owned(),
        node: "urn:xmpp:microblog:0:comments/a1".to_owned(),
        item: item.to_owned(),
        author,
        body: markdown::render(body).html,
        published: now - Duration::minutes(minutes),
        mine,
    };
    vec![
        comment("c1", person("claire", "Claire Amrani"), "I bring bread. Sourdough, two loaves.", 3, false),
        comment("c2", person("alice", "Alice Moreau"), "And I the *big* pot.", 2, true),
        comment("c3", stranger(), "May I come along? I am in town until Sunday.", 1, false),
    ]
}

const SOUP: &str = "Leek and potato on Thursday, for about twenty. Who has a second pot, and who peels?\n\nWe start at six. #soup #thursday";

const ARTICLE: &str = "We thought it would be about food. It was about chairs: thirty people will cook for each other as soon as there is somewhere to sit.\n\n## Three things that worked\n\n1. One person holds the list, and it is another one each week.\n2. Nobody pays at the table. The tin stands beside the door.\n3. Whoever washes up chooses the music.\n\n> I came for the soup and stayed for the argument about the soup.\n\nThe accounts of the year are [on the wall](https://cantine.example/accounts), and `fund.csv` is in the usual place.";

fn post(
    item: &str,
    author: &Person,
    title: &str,
    body: &str,
    audience: Audience,
    published: OffsetDateTime,
    comments: Option<u32>,
) -> Post {
    let rendered = markdown::render(body);
    Post {
        service: author.address().to_owned(),
        node: NODE.to_owned(),
        item: item.to_owned(),
        author: author.clone(),
        title: (!title.is_empty()).then(|| title.to_owned()),
        body: rendered.html,
        audience,
        published,
        updated: None,
        tags: rendered.tags,
        pictures: Vec::new(),
        comments,
        mine: author.handle.as_deref() == Some("alice"),
    }
}
