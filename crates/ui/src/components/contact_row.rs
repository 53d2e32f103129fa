//! A line of the contact list.

use crate::components::post_card::name;
use crate::components::{Size, face, icon, relation_actions};
use crate::context::Context;
use crate::locales::t;
use crate::people::{Contact, Relation};
use crate::posts::digest;
use crate::url;
use maud::{Markup, html};

/// A contact, or somebody who asks.
pub fn contact_row(ctx: &Context<'_>, contact: &Contact) -> Markup {
    html! {
        li.contact id={ "contact-" (digest(&[contact.address()])) } data-relation=(contact.relation.code()) {
            (face(&contact.person, Size::Medium))
            div.contact-who {
                p { (name(ctx, &contact.person)) (presence(ctx, contact)) }
                p.address { bdi { (contact.address()) } }
                @if !contact.status.is_empty() { p.contact-status dir="auto" { (contact.status) } }
                (standing(ctx, contact.relation))
            }
            @if contact.relation == Relation::Mutual { (chat(ctx, contact)) }
            @else { (relation_actions(ctx, contact)) }
        }
    }
}

fn chat(ctx: &Context<'_>, contact: &Contact) -> Markup {
    html! {
        a.button.button-quiet.contact-chat href=(url::chat(contact.address())) {
            (icon(ctx, "message-circle")) span { (t!(ctx, "contact-chat")) } span.visually-hidden { " " (contact.person.name) }
        }
    }
}

fn presence(ctx: &Context<'_>, contact: &Contact) -> Markup {
    html! { @if contact.here { " " span.here { (t!(ctx, "contact-here")) } } }
}

fn standing(ctx: &Context<'_>, relation: Relation) -> Markup {
    html! {
        @match relation {
            Relation::Asked => p.hint { (t!(ctx, "contact-asked")) }
            Relation::Asks => p.hint { (t!(ctx, "contact-asks")) }
            Relation::OneWay => p.hint { (t!(ctx, "contact-one-way")) }
            Relation::Me | Relation::Stranger | Relation::Mutual => {}
        }
    }
}
