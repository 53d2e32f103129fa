//! Asks before something goes that does not come back.

use crate::atom::excerpt;
use crate::components::hidden;
use crate::context::Context;
use crate::dates;
use crate::locales::t;
use crate::page::{Layout, Page};
use crate::people::Person;
use crate::posts::Post;
use crate::samples;
use crate::url;
use crate::url::{ContactAct, MemberAct, MemberRole, PostAct, TextKind};
use maud::{Markup, html};
use time::OffsetDateTime;

/// A question with a yes (a form, POST) and a no (a link back).
#[derive(Clone, Debug)]
pub struct ConfirmPage {
    /// What is asked.
    pub question: Question,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// Delete this post? Yes goes to `/post/…/delete`.
    DeletePost(Box<Post>),
    /// Remove this contact? Yes goes to `/contact/{jid}/remove`.
    RemoveContact(Person),
    /// Remove this member? Yes goes to `/operate/members/{id}/remove`; where she can be kept for a while, to `/operate/waves`, too.
    RemoveMember {
        /// Her id.
        id: String,
        /// Who she is.
        person: Person,
        /// Whether she can be let in again for a while, as one of a wave of sign-ups.
        may_return: bool,
    },
    /// Take a role from this member? Yes goes to `/operate/members/{id}/role` with `role` and `sure`.
    TakeRole {
        /// Her id.
        id: String,
        /// Who she is.
        person: Person,
        /// The role that she has.
        has: MemberRole,
        /// What she is then.
        gets: MemberRole,
    },
    /// Take this person, with this id and address of e-mail, off the list of those who wait? Yes goes to `/operate/waiting/{id}/remove`.
    RemoveWaiter(String, String),
    /// Withdraw this announcement, with this id and title? Yes goes to `/operate/announcements/{id}/withdraw`.
    WithdrawAnnouncement(String, String),
    /// Take back the change of this text that is announced for that day? Yes goes to `/operate/texts/{kind}/withdraw` with `since`.
    WithdrawText(TextKind, OffsetDateTime),
    /// Forget the logo before, with this hash, for good? Yes goes to `/operate/branding/logo/forget` with `logo`.
    ForgetLogo(String),
    /// Take back this invitation of one's own, with this id? Yes goes to `/settings/invites/{id}/revoke`.
    TakeBackInvite(String),
    /// Withdraw this invitation, with this id and note? Yes goes to `/operate/invites/{id}/revoke`.
    RevokeInvite(String, String),
    /// Suspend the account of this member, with this id? Yes goes to `/operate/members/{id}/account-suspend`.
    SuspendAccount(String, Person),
    /// Make this member, with this id, a link for a password? Yes goes to `/operate/members/{id}/reset`.
    MakeLink(String, Person),
    /// Have this guest, with this address, no more? Yes goes to `/operate/guest/revoke`.
    RevokeGuest(String),
    /// Sign out everywhere? Yes goes to `/logout` with `everywhere=1`.
    SignOutEverywhere,
}

/// The words and addresses of a question, and what the form says besides.
#[derive(Default)]
struct Words {
    title: String,
    texts: Vec<String>,
    yes: String,
    action: String,
    back: String,
    fields: Vec<(&'static str, String)>,
}

impl Page for ConfirmPage {
    fn title(&self, ctx: &Context<'_>) -> String {
        self.words(ctx).title
    }

    fn layout(&self) -> Layout {
        Layout::Alone
    }

    fn main(&self, ctx: &Context<'_>) -> Markup {
        let words = self.words(ctx);
        html! {
            h1 { (words.title) }
            @if let Question::DeletePost(post) = &self.question { blockquote.quoted { (excerpt(&post.body.plain(), 240)) } }
            @if let Question::RemoveMember { id, may_return: true, .. } = &self.question { (wave_of_one(ctx, id)) }
            @for text in &words.texts { p { (text) } }
            form.actions method="post" action=(words.action) id="sure" {
                (hidden(ctx, &words.action))
                @for (name, value) in &words.fields { input type="hidden" name=(name) value=(value); }
                button.button.button-danger type="submit" { (words.yes) }
                a.button.button-quiet href=(words.back) { (t!(ctx, "confirm-no")) }
            }
        }
    }

    fn samples(now: OffsetDateTime) -> Vec<Self> {
        let posts = samples::posts(now).into_iter().take(2).map(|post| Question::DeletePost(Box::new(post)));
        let (id, person) = (|| "01HSAMPLE".to_owned(), samples::stranger);
        let remove = |may_return| Question::RemoveMember { id: id(), person: person(), may_return };
        let take = |has, gets| Question::TakeRole { id: id(), person: person(), has, gets };
        let others = [
            Question::RemoveContact(samples::person("bob", "Bob Le Guen")),
            remove(true),
            remove(false),
            take(MemberRole::Operator, MemberRole::Moderator),
            take(MemberRole::Moderator, MemberRole::Member),
            Question::RemoveWaiter("01HSAMPLE".to_owned(), "eve@mail.example".to_owned()),
            Question::WithdrawAnnouncement("01HSAMPLE".to_owned(), "No soup <b>in August</b>".to_owned()),
            Question::WithdrawText(TextKind::Rules, now),
            Question::WithdrawText(TextKind::Privacy, now),
            Question::WithdrawText(TextKind::Legal, now),
            Question::ForgetLogo("00ff".to_owned()),
            Question::TakeBackInvite("01HSAMPLE".to_owned()),
            Question::RevokeInvite("01HSAMPLE".to_owned(), "The choir <b>of Saint-Roch".to_owned()),
            Question::RevokeInvite("01HSAMPLE".to_owned(), String::new()),
            Question::SuspendAccount("01HSAMPLE".to_owned(), samples::person("bob", "Bob Le Guen")),
            Question::MakeLink("01HSAMPLE".to_owned(), samples::person("bob", "Bob Le Guen")),
            Question::RevokeGuest("guest@cantine.localhost".to_owned()),
            Question::SignOutEverywhere,
        ];
        posts.chain(others).map(|question| Self { question }).collect()
    }
}

impl ConfirmPage {
    fn words(&self, ctx: &Context<'_>) -> Words {
        match &self.question {
            Question::DeletePost(post) => Words {
                title: t!(ctx, "confirm-delete"),
                texts: vec![t!(ctx, "confirm-delete-text")],
                yes: t!(ctx, "confirm-delete-yes"),
                action: url::post_act(&post.service, &post.node, &post.item, PostAct::Delete),
                back: post.address(),
                ..Words::default()
            },
            Question::RemoveContact(person) => Words {
                title: t!(ctx, "confirm-remove", name = person.name.as_str()),
                texts: vec![t!(ctx, "confirm-remove-text", name = person.name.as_str())],
                yes: t!(ctx, "confirm-remove-yes"),
                action: url::contact_act(person.address(), ContactAct::Remove),
                back: url::contact(person.address()),
                ..Words::default()
            },
            Question::RemoveMember { id, person, .. } => member(ctx, id, person),
            Question::TakeRole { id, person, has, gets } => role(ctx, id, person, (*has, *gets)),
            Question::RemoveWaiter(id, email) => waiter(ctx, id, email),
            Question::WithdrawAnnouncement(id, title) => announcement(ctx, id, title),
            Question::WithdrawText(kind, since) => text(ctx, *kind, *since),
            Question::ForgetLogo(hash) => logo(ctx, hash),
            Question::TakeBackInvite(id) => own_invite(ctx, id),
            Question::RevokeInvite(id, note) => invite(ctx, id, note),
            Question::SuspendAccount(id, person) => account(ctx, id, person),
            Question::MakeLink(id, person) => link(ctx, id, person),
            Question::RevokeGuest(jid) => guest(ctx, jid),
            Question::SignOutEverywhere => Words {
                title: t!(ctx, "confirm-everywhere"),
                texts: vec![t!(ctx, "confirm-everywhere-text")],
                yes: t!(ctx, "confirm-everywhere-yes"),
                action: url::logout(),
                back: url::settings(),
                fields: vec![("everywhere", "1".to_owned())],
            },
        }
    }
}

fn member(ctx: &Context<'_>, id: &str, person: &Person) -> Words {
    Words {
        title: t!(ctx, "confirm-member", name = person.name.as_str()),
        texts: vec![
            t!(ctx, "confirm-member-goes"),
            t!(ctx, "confirm-member-stays"),
            t!(ctx, "confirm-member-back"),
        ],
        yes: t!(ctx, "confirm-member-yes"),
        action: url::operate_member_act(id, MemberAct::Remove),
        back: url::operate_member(id),
        ..Words::default()
    }
}

/// Removes a member as a wave of sign-ups is undone: she can be let in again for a while.
fn wave_of_one(ctx: &Context<'_>, id: &str) -> Markup {
    let action = url::operate_waves();
    html! {
        p { (t!(ctx, "confirm-member-wave")) }
        form.actions method="post" action=(action) id="wave-of-one" {
            (hidden(ctx, &action))
            input type="hidden" name="members" value=(id);
            button.button type="submit" { (t!(ctx, "confirm-member-wave-yes")) }
        }
        h2.section-title { (t!(ctx, "confirm-member-once")) }
    }
}

fn role(ctx: &Context<'_>, id: &str, person: &Person, (has, gets): (MemberRole, MemberRole)) -> Words {
    Words {
        title: t!(ctx, "confirm-role", name = person.name.as_str(), role = has.code()),
        texts: vec![t!(ctx, "confirm-role-text", role = gets.code())],
        yes: t!(ctx, "confirm-role-yes"),
        action: url::operate_member_act(id, MemberAct::Role),
        back: url::operate_member(id),
        fields: vec![("role", gets.code().to_owned()), ("sure", "1".to_owned())],
    }
}

fn waiter(ctx: &Context<'_>, id: &str, email: &str) -> Words {
    Words {
        title: t!(ctx, "confirm-waiter", email = email),
        texts: vec![t!(ctx, "confirm-waiter-text")],
        yes: t!(ctx, "confirm-waiter-yes"),
        action: url::operate_waiter_remove(id),
        back: url::operate_waiting(),
        ..Words::default()
    }
}

fn announcement(ctx: &Context<'_>, id: &str, title: &str) -> Words {
    Words {
        title: t!(ctx, "confirm-withdraw", title = title),
        texts: vec![t!(ctx, "confirm-withdraw-text")],
        yes: t!(ctx, "confirm-withdraw-yes"),
        action: url::operate_announcement_withdraw(id),
        back: url::operate_announcements(),
        ..Words::default()
    }
}

fn text(ctx: &Context<'_>, kind: TextKind, since: OffsetDateTime) -> Words {
    let day = dates::written_day(ctx.language, since);
    // of a legal notice nobody is told
    let told = match kind {
        TextKind::Rules | TextKind::Privacy => Some(t!(ctx, "confirm-text-told")),
        TextKind::Legal => None,
    };
    Words {
        title: t!(ctx, "confirm-text", kind = kind.code(), day = day),
        texts: std::iter::once(t!(ctx, "confirm-text-text")).chain(told).collect(),
        yes: t!(ctx, "texts-withdraw"),
        action: url::operate_text_withdraw(kind),
        back: url::operate_texts(),
        fields: vec![("since", since.unix_timestamp().to_string())],
    }
}

fn logo(ctx: &Context<'_>, hash: &str) -> Words {
    Words {
        title: t!(ctx, "confirm-forget-logo"),
        texts: vec![t!(ctx, "confirm-forget-logo-text")],
        yes: t!(ctx, "confirm-forget-logo-yes"),
        action: url::operate_logo_forget(),
        back: url::operate_branding(),
        fields: vec![("logo", hash.to_owned())],
    }
}

fn own_invite(ctx: &Context<'_>, id: &str) -> Words {
    Words {
        title: t!(ctx, "own-invites-sure"),
        texts: vec![t!(ctx, "own-invites-sure-text")],
        yes: t!(ctx, "own-invites-revoke"),
        action: url::settings_invite_revoke(id),
        back: url::settings_invites(),
        ..Words::default()
    }
}

fn invite(ctx: &Context<'_>, id: &str, note: &str) -> Words {
    let title = match note {
        "" => t!(ctx, "confirm-invite"),
        note => t!(ctx, "confirm-invite-of", note = note),
    };
    Words {
        title,
        texts: vec![t!(ctx, "confirm-invite-text")],
        yes: t!(ctx, "invites-revoke"),
        action: url::operate_invite_revoke(id),
        back: url::operate_invites(),
        ..Words::default()
    }
}

fn account(ctx: &Context<'_>, id: &str, person: &Person) -> Words {
    Words {
        title: t!(ctx, "confirm-account", name = person.name.as_str()),
        texts: vec![t!(ctx, "confirm-account-text"), t!(ctx, "confirm-account-back")],
        yes: t!(ctx, "account-suspend"),
        action: url::operate_member_act(id, MemberAct::AccountSuspend),
        back: url::operate_member(id),
        ..Words::default()
    }
}

fn link(ctx: &Context<'_>, id: &str, person: &Person) -> Words {
    Words {
        title: t!(ctx, "confirm-link", name = person.name.as_str()),
        texts: vec![t!(ctx, "confirm-link-text"), t!(ctx, "confirm-link-before")],
        yes: t!(ctx, "confirm-link-yes"),
        action: url::operate_member_act(id, MemberAct::Reset),
        back: url::operate_member(id),
        ..Words::default()
    }
}

fn guest(ctx: &Context<'_>, jid: &str) -> Words {
    Words {
        title: t!(ctx, "confirm-guest", jid = jid),
        texts: vec![t!(ctx, "confirm-guest-text")],
        yes: t!(ctx, "guest-revoke"),
        action: url::operate_guest_revoke(),
        back: url::operate_guest(),
        ..Words::default()
    }
}
