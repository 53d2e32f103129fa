//! Rows as pages show them.

use crate::{app::App, tenants::Tenant};
use jid::BareJid;
use model::{
    announcements::Announcement,
    chats,
    contacts::{Contact, Show},
    funds::{Currency, Funds},
    introductions::Introduction,
    members::Member,
    messages,
    pods::{Pod, Registration, State},
    posts::{self, Author},
    roles::Role,
    sessions,
};
use std::collections::HashMap;
use ui::{
    Accent, Ahead, Audience, Clean, Logo, Money, Person, PodBrand, Relation, SessionState,
    components::{self, Gift, Link},
    forms::Joining,
    markdown,
    url::{self, MemberRole, Mode},
};

mod reports;

pub use reports::{appeal, decision, report_kind, report_kind_of, report_state, reported, text_kind, what};

/// How a pod presents itself.
#[must_use]
pub fn brand(pod: &Tenant) -> PodBrand<'_> {
    PodBrand {
        name: &pod.name,
        tagline: &pod.tagline,
        accent: Accent::parse(&pod.accent).unwrap_or(Accent::LEAF),
        host: &pod.host,
        logo: pod.logo.as_ref().map(|logo| Logo { hash: &logo.hash, words: &logo.words }),
        ahead: match (pod.state, pod.closing_at) {
            (State::ReadOnly, _) => Some(Ahead::ReadOnly { reason: &pod.state_reason }),
            (State::Closing, Some(at)) => Some(Ahead::Closing { at }),
            _ => None,
        },
    }
}

/// The links that a pod's operators give.
#[must_use]
pub fn links(said: Introduction) -> Vec<Link> {
    said.links.into_iter().map(|link| Link { address: link.address, label: link.label }).collect()
}

/// What a pod says to whoever comes, if it says anything.
#[must_use]
pub fn welcome(said: &Introduction) -> Option<Clean> {
    Some(markdown::render(&said.welcome).html).filter(|words| !words.is_empty())
}

/// How a member's session is, as far as she must know.
#[must_use]
pub fn session(row: Option<&sessions::Session>) -> SessionState {
    // who signs out everywhere has no browser that could ask
    let Some(row) = row else { return SessionState::Ended };
    match row.state {
        sessions::State::Online => SessionState::Online,
        sessions::State::SigningIn => SessionState::SigningIn,
        sessions::State::Reconnecting => SessionState::Reconnecting { retry_at: None },
        sessions::State::NeedsPassword => SessionState::NeedsPassword,
    }
}

/// Whether and how one can join a pod.
#[must_use]
pub fn joining(app: &App, pod: &Pod) -> Joining {
    Joining {
        mode: match pod.registration {
            _ if pod.state != State::Active => Mode::Closed,
            Registration::Open => Mode::Open,
            Registration::Invite => Mode::Invite,
            Registration::Confirmed if app.sends_mail() => Mode::Confirmed,
            Registration::Approval if app.sends_mail() => Mode::Approval,
            // nobody could be written to: who was invited comes in
            Registration::Confirmed | Registration::Approval => Mode::Invite,
            Registration::Closed => Mode::Closed,
        },
        places: Some(u32::try_from(pod.free_places()).unwrap_or(u32::MAX)),
        accounts: pod.xmpp_domain.is_some(),
        invited: false,
        paused: pod.signups_paused_at.is_some(),
        waits: app.sends_mail()
            && matches!(pod.registration, Registration::Open | Registration::Confirmed)
            && pod.state == State::Active,
    }
}

/// Who wrote something.
#[must_use]
pub fn author(author: &Author) -> Person {
    Person {
        jid: author.jid.clone(),
        name: author.name.clone(),
        handle: author.handle.as_ref().map(ToString::to_string),
        picture: author.picture.as_deref().map(url::media),
    }
}

/// What a member is on the pod.
#[must_use]
pub fn role(role: Option<Role>) -> MemberRole {
    match role {
        None => MemberRole::Member,
        Some(Role::Moderator) => MemberRole::Moderator,
        Some(Role::Operator) => MemberRole::Operator,
    }
}

/// What somebody holds who is this on the pod.
#[must_use]
pub fn held(role: MemberRole) -> Option<Role> {
    match role {
        MemberRole::Member => None,
        MemberRole::Moderator => Some(Role::Moderator),
        MemberRole::Operator => Some(Role::Operator),
    }
}

/// An announcement.
#[must_use]
pub fn announcement(row: &Announcement) -> components::Announcement {
    components::Announcement {
        id: row.id.to_string(),
        title: row.title.clone(),
        body: markdown::render(&row.body).html,
        since: row.starts_at,
        of_platform: row.batch.is_some(),
    }
}

/// So much money.
#[must_use]
pub fn money(minor: i64, currency: Currency) -> Money {
    Money { minor, digits: currency.digits(), currency: currency.as_str() }
}

/// What a pod says of gifts, if it asks for any.
#[must_use]
pub fn gift(funds: &Funds) -> Option<Gift> {
    funds.asks().then(|| Gift {
        words: markdown::render(&funds.words).html,
        amounts: funds.amounts.iter().map(|amount| money(*amount, funds.currency)).collect(),
        links: funds.links.clone(),
    })
}

/// A member.
#[must_use]
pub fn member(member: &Member) -> Person {
    Person {
        jid: Some(member.jid.clone()),
        name: member.display_name().to_owned(),
        handle: Some(member.handle.to_string()),
        picture: member.picture.as_deref().map(url::media),
    }
}

/// A line of the list of chats.
#[must_use]
pub fn chat(row: &chats::Chat) -> ui::Chat {
    let person = Person {
        jid: Some(row.peer.clone()),
        name: row.name.clone(),
        handle: row.handle.as_ref().map(ToString::to_string),
        picture: row.picture.as_deref().map(url::media),
    };
    let last = Some(preview(&row.peer, &row.last));
    ui::Chat { person, last, unread: u64::try_from(row.unread).unwrap_or_default() }
}

/// A message of a chat.
#[must_use]
pub fn message(row: &messages::Message) -> ui::Message {
    ui::Message {
        id: row.id.to_string(),
        peer: row.peer.clone(),
        incoming: row.incoming,
        body: row.body.clone(),
        at: row.at,
        position: row.position,
        state: row.state.map(|state| message_state(state, refusal(row))),
        origin: row.origin_id.clone().filter(|_| !row.incoming),
        encrypted: row.encrypted,
        damaged: row.damaged,
    }
}

fn preview(peer: &BareJid, last: &chats::Preview) -> ui::Message {
    ui::Message {
        id: last.id.to_string(),
        peer: peer.clone(),
        incoming: last.incoming,
        body: last.text.clone(),
        at: last.at,
        position: last.position,
        state: last.state.map(|state| {
            message_state(state, ui::Refusal { because: ui::Because::Other, said: String::new() })
        }),
        origin: None,
        encrypted: last.encrypted,
        damaged: last.damaged,
    }
}

fn message_state(state: messages::State, refusal: ui::Refusal) -> ui::MessageState {
    match state {
        messages::State::Waiting => ui::MessageState::Waiting,
        messages::State::Sending => ui::MessageState::Sending,
        messages::State::Sent => ui::MessageState::Sent,
        messages::State::Received => ui::MessageState::Received,
        messages::State::Displayed => ui::MessageState::Displayed,
        messages::State::Unsure => ui::MessageState::Unsure,
        messages::State::Refused => ui::MessageState::Refused(refusal),
    }
}

fn refusal(row: &messages::Message) -> ui::Refusal {
    use messages::Because as B;
    let because = match row.refused_because {
        Some(B::UnknownServer) => ui::Because::UnknownServer,
        Some(B::SilentServer) => ui::Because::SilentServer,
        Some(B::UnknownAccount) => ui::Because::UnknownAccount,
        Some(B::Moved) => ui::Because::Moved,
        Some(B::NotTaken) => ui::Because::NotTaken,
        Some(B::Blocked) => ui::Because::Blocked,
        Some(B::Forbidden) => ui::Because::Forbidden,
        Some(B::Policy) => ui::Because::Policy,
        Some(B::NoRoom) => ui::Because::NoRoom,
        Some(B::NotAcceptable) => ui::Because::NotAcceptable,
        Some(B::Fault) => ui::Because::Fault,
        Some(B::Other) | None => ui::Because::Other,
    };
    ui::Refusal { because, said: row.refusal.clone().unwrap_or_default() }
}

/// A line of the contact list.
#[must_use]
pub fn contact(row: &Contact) -> ui::Contact {
    ui::Contact {
        person: Person {
            jid: Some(row.jid.clone()),
            name: row.display_name().to_owned(),
            handle: None,
            picture: row.picture.as_deref().map(url::media),
        },
        relation: relation(row),
        here: row.show != Show::Offline,
        status: row.status.clone().unwrap_or_default(),
        groups: row.groups.clone(),
    }
}

fn relation(row: &Contact) -> Relation {
    use model::contacts::Subscription;
    match row.subscription {
        Subscription::Both => Relation::Mutual,
        _ if row.pending_in => Relation::Asks,
        _ if row.ask => Relation::Asked,
        Subscription::To | Subscription::From => Relation::OneWay,
        Subscription::None => Relation::Stranger,
    }
}

/// How many comments each node holds.
pub type Counts = HashMap<posts::CommentsNode, i64>;

/// A post, cleaned on its way out as it was on its way in.
#[must_use]
pub fn post(row: &posts::Post, me: Option<&Member>, counts: &Counts) -> ui::Post {
    ui::Post {
        service: row.service.to_string(),
        node: row.node.clone(),
        item: row.item.clone(),
        author: author(&row.author),
        title: row.title.clone(),
        body: body(row),
        audience: audience(row),
        published: row.published_at,
        updated: (row.updated_at > row.published_at).then_some(row.updated_at),
        tags: row.tags.clone(),
        pictures: Vec::new(),
        comments: row.comments.as_ref().map(|node| {
            let count = counts.get(node).copied().unwrap_or_default();
            u32::try_from(count).unwrap_or_default()
        }),
        mine: is_mine(row, me),
    }
}

/// A comment.
#[must_use]
pub fn comment(row: &posts::Post, me: Option<&Member>) -> ui::Comment {
    ui::Comment {
        service: row.service.to_string(),
        node: row.node.clone(),
        item: row.item.clone(),
        author: author(&row.author),
        body: body(row),
        published: row.published_at,
        mine: is_mine(row, me),
    }
}

/// Who reads a post, and what is said below it.
#[must_use]
pub fn audience(row: &posts::Post) -> Audience {
    // a page on the web is for everyone, on whichever pod it is
    let everyone = row.public || row.alternate.is_some() || row.access == Some(posts::Access::Open);
    if everyone { Audience::Everyone } else { Audience::Contacts }
}

fn body(row: &posts::Post) -> Clean {
    if row.html.trim().is_empty() { Clean::text(&row.text) } else { Clean::html(&row.html) }
}

fn is_mine(row: &posts::Post, me: Option<&Member>) -> bool {
    me.is_some_and(|me| row.author.jid.as_ref() == Some(&me.jid))
}
