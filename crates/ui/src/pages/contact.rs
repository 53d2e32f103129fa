//! One person: who it is, and the posts that the viewer may read.

use crate::components::{self, Empty, Size, face, icon, relation_actions, summary};
use crate::context::Context;
use crate::locales::t;
use crate::page::{Page, Section};
use crate::people::{Contact, Relation};
use crate::posts::Post;
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// One person: `/contact/{jid}`.
#[derive(Clone, Debug)]
pub struct ContactPage {
    /// Who, and how the viewer stands to the person.
    pub contact: Contact,
    /// What the person says about herself, plain text; may be empty.
    pub about: String,
    /// The person's website, http or https.
    pub website: Option<String>,
    /// Posts that the viewer may read, newest first.
    pub posts: Vec<Post>,
    /// Where an older page starts; none at the end.
    pub older: Option<String>,
    /// What went wrong with the last act.
    pub errors: Errors,
}

impl Page for ContactPage {
    fn title(&self, _ctx: &Context<'_>) -> String {
        self.contact.person.name.clone()
    }

    fn section(&self) -> Section {
        Section::People
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let older =
            self.older.as_deref().map(|before| url::contact_page(self.contact.address(), Some(before)));
        let name = self.contact.person.name.as_str();
        let nothing = Empty {
            title: t!(ctx, "contact-empty"),
            text: t!(ctx, "contact-empty-text", name = name),
            step: None,
        };
        html! {
            p.back { a href=(url::contacts()) { (icon(ctx, "arrow-left")) (t!(ctx, "contacts-title")) } }
            (summary(ctx, "contact", &self.errors))
            (profile(ctx, self))
            section aria-labelledby="posts-title" {
                h2.section-title id="posts-title" { (t!(ctx, "contact-posts")) }
                (components::post_list(ctx, &self.posts, false, &nothing))
                (components::older(ctx, older.as_deref()))
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let claire = samples::person("claire", "Claire Amrani");
        let page = |contact| Self {
            contact,
            about: "Bread and bicycles.".to_owned(),
            website: Some("https://claire.example/".to_owned()),
            posts: samples::public_posts(now),
            older: None,
            errors: Errors::none(),
        };
        let relations = [Relation::Mutual, Relation::Asks, Relation::Asked, Relation::OneWay, Relation::Me];
        let mut pages: Vec<Self> =
            relations.map(|relation| page(samples::contact(claire.clone(), relation))).to_vec();
        let stranger = samples::contact(samples::stranger(), Relation::Stranger);
        pages.push(Self {
            posts: Vec::new(),
            about: String::new(),
            website: None,
            errors: Errors::form(Problem::Offline),
            ..page(stranger)
        });
        pages
    }
}

fn profile(ctx: &Context<'_>, page: &ContactPage) -> Markup {
    let person = &page.contact.person;
    let answers_first =
        matches!(page.contact.relation, Relation::Stranger | Relation::Asks | Relation::OneWay);
    html! {
        header.profile.h-card {
            (face(person, Size::Large))
            div.profile-who {
                h1.p-name { bdi { (person.name) } }
                p.address { bdi { (person.address()) } }
                p.hint { (standing(ctx, page.contact.relation)) }
                @if !page.about.is_empty() { p.p-note dir="auto" { (page.about) } }
                ul.profile-links {
                    @if let Some(website) = &page.website { li { a rel="nofollow noopener noreferrer" href=(website) { (icon(ctx, "link")) (super::blog::short(website)) } } }
                    @if let Some(handle) = &person.handle { li { a href=(url::member(handle)) { (icon(ctx, "globe")) (t!(ctx, "contact-public-page")) } } }
                    @if let (Some(handle), true) = (&person.handle, page.contact.relation != Relation::Me) {
                        li { a rel="nofollow" href=(url::report_member(handle)) { (icon(ctx, "flag")) (t!(ctx, "report-this")) } }
                    }
                }
                div.actions {
                    @if page.contact.relation != Relation::Me {
                        a.button.button-quiet[answers_first] href=(url::chat(person.address())) { (icon(ctx, "message-circle")) (t!(ctx, "contact-chat")) }
                    }
                    (relation_actions(ctx, &page.contact))
                }
            }
        }
    }
}

fn standing(ctx: &Context<'_>, relation: Relation) -> String {
    match relation {
        Relation::Me => t!(ctx, "standing-me"),
        Relation::Stranger => t!(ctx, "standing-stranger"),
        Relation::Asked => t!(ctx, "contact-asked"),
        Relation::Asks => t!(ctx, "contact-asks"),
        Relation::OneWay => t!(ctx, "contact-one-way"),
        Relation::Mutual => t!(ctx, "standing-mutual"),
    }
}
