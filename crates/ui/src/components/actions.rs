//! What can be done to a post or a person, as forms and links.

use crate::components::{hidden, icon};
use crate::context::Context;
use crate::locales::t;
use crate::people::{Contact, Relation};
use crate::posts::Post;
use crate::url::{self, ContactAct};
use maud::{Markup, html};

/// The menu of a post: its address, its public page, and for one's own the way to delete it.
pub fn delete_menu(ctx: &Context<'_>, post: &Post) -> Markup {
    if ctx.viewer.is_none() {
        return html! {};
    }
    html! {
        details.menu name="menu" {
            summary { (icon(ctx, "ellipsis")) span.visually-hidden { (t!(ctx, "post-more")) } }
            ul {
                li { a href=(post.address()) { (icon(ctx, "link")) (t!(ctx, "post-open")) } }
                @if let Some(public) = post.public_address() {
                    li { a href=(public) { (icon(ctx, "globe")) (t!(ctx, "post-open-public")) } }
                }
                @if !post.mine {
                    li { a rel="nofollow" href=(url::report_post(&post.service, &post.node, &post.item)) { (icon(ctx, "flag")) (t!(ctx, "report-this")) } }
                }
                @if post.mine {
                    li { a.danger href=(url::post_delete_confirm(&post.service, &post.node, &post.item)) { (icon(ctx, "trash-2")) (t!(ctx, "post-delete")) } }
                }
            }
        }
    }
}

/// What one can do about a person: answer, ask, remove.
pub fn relation_actions(ctx: &Context<'_>, contact: &Contact) -> Markup {
    let jid = contact.address();
    let name = contact.person.name.as_str();
    html! {
        div.actions {
            @match contact.relation {
                Relation::Me => {}
                Relation::Stranger => (add(ctx, jid, name, None))
                Relation::Asks => {
                    (act(ctx, &url::contact_act(jid, ContactAct::Accept), &t!(ctx, "contact-accept"), name, "button"))
                    (act(ctx, &url::contact_act(jid, ContactAct::Refuse), &t!(ctx, "contact-refuse"), name, "button button-quiet"))
                }
                Relation::OneWay => { (add(ctx, jid, name, None)) (remove(ctx, jid, name)) }
                Relation::Asked | Relation::Mutual => (remove(ctx, jid, name))
            }
        }
    }
}

/// A way to add a stranger, from a page that the answer leads back to (`from`).
pub fn add_from(ctx: &Context<'_>, contact: &Contact, from: &str) -> Markup {
    html! { div.actions { (add(ctx, contact.address(), contact.person.name.as_str(), Some(from))) } }
}

fn add(ctx: &Context<'_>, jid: &str, name: &str, from: Option<&str>) -> Markup {
    let action = url::contacts();
    html! {
        form method="post" action=(action) {
            (crate::components::hidden_again(ctx, "", Some(&crate::components::command_id(ctx, &format!("{action} {jid}")))))
            input type="hidden" name="jid" value=(jid);
            @if let Some(from) = from { input type="hidden" name="from" value=(from); }
            button.button type="submit" { (icon(ctx, "user-plus")) (t!(ctx, "contact-add")) span.visually-hidden { " " (name) } }
        }
    }
}

fn remove(ctx: &Context<'_>, jid: &str, name: &str) -> Markup {
    html! {
        a.button.button-quiet href=(url::contact_remove_confirm(jid)) { (t!(ctx, "contact-remove")) span.visually-hidden { " " (name) } }
    }
}

fn act(ctx: &Context<'_>, action: &str, word: &str, name: &str, class: &str) -> Markup {
    html! {
        form method="post" action=(action) {
            (hidden(ctx, action))
            button class=(class) type="submit" { (word) span.visually-hidden { " " (name) } }
        }
    }
}
