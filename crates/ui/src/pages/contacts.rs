//! The member's contacts, and who asks to be one.

use crate::components::{Empty, Field, Kind, contact_row, empty, hidden, summary_of_rest};
use crate::context::Context;
use crate::dates;
use crate::hooks;
use crate::locales::t;
use crate::newness::Newness;
use crate::page::{Page, Section};
use crate::people::{Contact, Relation};
use crate::problems::{Errors, Problem};
use crate::samples;
use crate::url;
use maud::{Markup, html};
use time::OffsetDateTime;

/// The contact list; also what `POST /contacts` answers when something is wrong with the address.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    /// Contacts, and people who were asked.
    pub contacts: Vec<Contact>,
    /// People who ask.
    pub requests: Vec<Contact>,
    /// What was typed as address of somebody to add.
    pub jid: String,
    /// What she may not do yet, if she is new.
    pub newness: Option<Newness>,
    /// What is wrong: `jid` or the whole.
    pub errors: Errors,
}

impl Page for ContactsPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        t!(ctx, "contacts-title")
    }

    fn section(&self) -> Section {
        Section::People
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        html! {
            h1 { (t!(ctx, "contacts-title")) }
            (add(ctx, self))
            div data-live=(hooks::LIST_CONTACTS) {
                @if !self.requests.is_empty() {
                    section aria-labelledby="requests" {
                        h2.section-title id="requests" { (t!(ctx, "contacts-requests")) }
                        ul.contacts { @for contact in &self.requests { (contact_row(ctx, contact)) } }
                    }
                }
                section aria-labelledby="list" {
                    h2.section-title id="list" { (t!(ctx, "contacts-list")) }
                    @if self.contacts.is_empty() { (empty(&Empty { title: t!(ctx, "contacts-empty"), text: t!(ctx, "contacts-empty-text"), step: None })) }
                    @else { ul.contacts { @for contact in &self.contacts { (contact_row(ctx, contact)) } } }
                }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let bob = Contact {
            status: "in the workshop until six".to_owned(),
            ..samples::contact(samples::person("bob", "Bob Le Guen"), Relation::Mutual)
        };
        let contacts = vec![
            bob,
            samples::contact(samples::person("claire", "Claire Amrani"), Relation::Asked),
            samples::contact(samples::person("emil", "Emil"), Relation::OneWay),
        ];
        let full = Self {
            contacts,
            requests: vec![samples::contact(samples::stranger(), Relation::Asks)],
            jid: String::new(),
            newness: None,
            errors: Errors::none(),
        };
        vec![
            full.clone(),
            Self {
                jid: "nobody".to_owned(),
                newness: Some(Newness::sample(now)),
                errors: Errors::one("jid", Problem::AddressInvalid),
                ..full.clone()
            },
            Self { contacts: Vec::new(), requests: Vec::new(), ..full },
        ]
    }
}

/// What helps to add somebody, and how many a day one can who is new.
fn hint(ctx: &Context<'_>, newness: Option<Newness>) -> String {
    let hint = t!(ctx, "contacts-add-hint");
    let Some(newness) = newness else { return hint };
    let until = dates::exact(ctx, newness.until);
    format!("{hint} {}", t!(ctx, "newness-contacts-until", n = newness.contacts, until = until))
}

fn add(ctx: &Context<'_>, page: &ContactsPage) -> Markup {
    let action = url::contacts();
    let address = Field {
        form: "add",
        name: "jid",
        label: t!(ctx, "contacts-add-label"),
        value: &page.jid,
        kind: Kind::Address,
        hint: hint(ctx, page.newness),
        required: true,
        ..Field::default()
    };
    html! {
        form.inline-form method="post" action=(action) id="add" data-enhance
            data-sending=(t!(ctx, "composer-sending")) data-sent="" data-failed=(t!(ctx, "composer-failed")) {
            (hidden(ctx, &action))
            (summary_of_rest(ctx, "add", "jid", &page.errors))
            div.inline-fields { (address.render(ctx, &page.errors)) button.button type="submit" { (t!(ctx, "contacts-add")) } }
            p.form-status role="status" data-form-status {}
        }
    }
}
