//! Server-sent events: what changes while a page is open.

use crate::{
    extract::Member,
    fault::{Answer, Fault},
    people, reading, shown,
    watchers::Watcher,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Bytes},
};
use futures::{Stream, stream};
use jid::BareJid;
use maud::{Markup, html};
use model::{MessageId, browsers, chats, contacts, messages, posts, sessions};
use pool::{
    Event, EventId, Events, Next,
    events::Item,
    figures::{SECONDS, figure},
};
use prometheus::{HistogramVec, histogram_opts};
use serde::Deserialize;
use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};
use ui::{fragments, hooks};

/// A comment now and then, so that proxies do not take a quiet stream for a dead one.
const QUIET: Duration = Duration::from_secs(25);

/// How long a browser with an open page is not noted again as being there: at the limit of sessions the one goes whose member was away
/// for longest.
const NOTED: time::Duration = time::Duration::minutes(10);

/// How often a stream looks whether its pod is still there.
const LOOK: Duration = Duration::from_secs(5);

static SHOWN: LazyLock<HistogramVec> = LazyLock::new(|| {
    let help =
        "From when a web node has read an event until its piece of a page goes to the browser, in seconds";
    figure(HistogramVec::new(histogram_opts!("cosse_event_show_seconds", help, SECONDS.to_vec()), &["event"]))
});

/// What stands behind the question mark of `/events`.
#[derive(Deserialize)]
pub struct EventsQuery {
    after: Option<String>,
}

/// `GET /events`.
pub async fn events(
    member: Result<Member, Fault>,
    request: HttpRequest,
    query: web::Query<EventsQuery>,
) -> Answer {
    // not sent to /login as from a page: no script could read that, and it would come back for ever
    let member = member.map_err(|fault| match fault {
        Fault::Suspended | Fault::Farewell => fault,
        _ => Fault::NotFound,
    })?;
    if member.app.watchers.too_many(&member.owner()) {
        return Err(Fault::TooMany);
    }
    let header = request.headers().get("last-event-id").and_then(|id| id.to_str().ok());
    // a browser that reconnects by itself knows better than the page did when it was made
    let after = header.or(query.after.as_deref()).map(|id| id.parse().unwrap_or(EventId::UNKNOWN));
    let events = member.app.pool.follow(&member.owner(), after).await;
    let watcher =
        member.app.watchers.open(&member.app.pool, member.owner(), &member.me().jid, Instant::now()).await;
    let now = Instant::now();
    let live =
        Live { member, events, _watcher: watcher, greeted: false, over: false, said: now, looked: now };
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("text/event-stream; charset=utf-8")
        // for what is compressed, the compressor would be held as long as the stream: some 300 kB each
        .insert_header(header::ContentEncoding::Identity)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"));
    Ok(answer.streaming(stream(live)))
}

/// One open stream.
struct Live {
    member: Member,
    events: Events,
    _watcher: Watcher,
    greeted: bool,
    over: bool,
    /// When anything was last sent.
    said: Instant,
    /// When the browser was last found to be signed in.
    looked: Instant,
}

fn stream(live: Live) -> impl Stream<Item = Result<Bytes, Fault>> {
    stream::unfold(live, |mut live| async move { live.next().await.map(|bytes| (Ok(bytes), live)) })
}

impl Live {
    /// The next piece of the stream, or its end.
    async fn next(&mut self) -> Option<Bytes> {
        if !self.greeted {
            self.greeted = true;
            return Some(Bytes::from_static(b"retry: 2000\n\n"));
        }
        while !self.over {
            let heard = tokio::time::timeout(LOOK, self.events.next()).await.ok();
            // boxed, like what is told: only what waits for long is kept in the stream itself
            self.over = Box::pin(self.is_over(heard.as_ref())).await;
            match heard {
                _ if self.over => return Some(message(None, hooks::EVENT_SIGNED_OUT, "").into()),
                Some(next) => return self.show(next).await,
                None if self.said.elapsed() >= QUIET => {
                    self.said = Instant::now();
                    return Some(Bytes::from_static(b": quiet\n\n"));
                }
                None => {}
            }
        }
        None
    }

    async fn show(&mut self, next: Next) -> Option<Bytes> {
        self.said = Instant::now();
        let text = match next {
            Next::Resync { id } => message(Some(id), hooks::EVENT_RESYNC, ""),
            Next::Event { id, event } => match Box::pin(self.tell(id, &event)).await {
                Ok(text) => {
                    SHOWN.with_label_values(&[event.as_str()]).observe(self.said.elapsed().as_secs_f64());
                    text
                }
                Err(error) => {
                    // the reader comes back with the last id that it has, and is told again
                    tracing::warn!(%error, "an event could not be shown");
                    return None;
                }
            },
        };
        Some(Bytes::from(text))
    }

    /// A browser that was signed out elsewhere hears no more, nor does one of a pod that is gone.
    async fn is_over(&mut self, heard: Option<&Next>) -> bool {
        let told = matches!(heard, Some(Next::Event { event: Event::Browsers, .. } | Next::Resync { .. }));
        if !self.member.is_open().await {
            return true;
        }
        if !told && self.looked.elapsed() < QUIET {
            return false;
        }
        self.looked = Instant::now();
        match browsers::list(&self.member.app.database, &self.member.owner()).await {
            Ok(list) => {
                let mine = list.iter().find(|browser| browser.id == self.member.browser().id);
                if let Some(browser) = mine {
                    self.touch(browser).await;
                }
                mine.is_none()
            }
            Err(error) => {
                tracing::warn!(%error, "nobody knows whether a browser is still signed in");
                false
            }
        }
    }

    /// A page that stays open is a browser that is there, though it asks for nothing.
    async fn touch(&self, browser: &browsers::Browser) {
        let (database, now) = (&self.member.app.database, (self.member.app.now)());
        if now - browser.seen_at > NOTED
            && let Err(error) = browsers::touch(database, browser, now).await
        {
            tracing::warn!(%error, "it was not noted that a browser is there");
        }
    }

    /// The pieces of pages that an event changes.
    async fn tell(&self, id: EventId, event: &Event) -> Result<String, Fault> {
        match event {
            Event::Post(item) => self.post(id, item).await,
            Event::Comment(item) => self.comment(id, item).await,
            Event::Gone(item) => self.gone(id, item).await,
            Event::Contacts { jids } => self.contacts(id, jids).await,
            Event::Message { peer, id: row } => self.message(id, peer, row).await,
            Event::Chat { peer } => self.chat(id, peer).await,
            Event::Typing { peer, composing } => self.typing(id, peer, *composing).await,
            Event::Session => self.session(id).await,
            Event::Browsers => Ok(skip(id)),
            Event::Much | Event::Waiting | Event::Profile => Ok(message(Some(id), hooks::EVENT_RESYNC, "")),
        }
    }

    async fn post(&self, id: EventId, item: &Item) -> Result<String, Fault> {
        let Some(row) = self.row(item).await? else { return Ok(skip(id)) };
        let context = self.member.context();
        let posts = reading::posts(&self.member, &[row]).await?;
        Ok(fragment(
            id,
            hooks::EVENT_POST,
            &html! { @for post in &posts { (fragments::post(&context, post)) } },
        ))
    }

    async fn comment(&self, id: EventId, item: &Item) -> Result<String, Fault> {
        let Some(row) = self.row(item).await? else { return Ok(skip(id)) };
        let comment = shown::comment(&row, Some(self.member.me()));
        let (context, posts) = (self.member.context(), self.commented(item).await?);
        let all = html! { @for post in &posts { (fragments::comment(&context, &comment, post)) } };
        Ok(fragment(id, hooks::EVENT_COMMENT, &all))
    }

    async fn gone(&self, id: EventId, item: &Item) -> Result<String, Fault> {
        let (context, posts) = (self.member.context(), self.commented(item).await?);
        let counts = html! { @for post in &posts { (fragments::comment_count(&context, post)) } };
        let counts = (!posts.is_empty()).then(|| message(None, hooks::EVENT_COMMENT, &counts.0));
        // the id comes last: who has it has all
        Ok(counts.unwrap_or_default() + &gone(id, item))
    }

    /// The posts that have an item among their comments.
    async fn commented(&self, item: &Item) -> Result<Vec<ui::Post>, Fault> {
        let viewer = self.member.owner().into();
        let node = posts::CommentsNode { service: item.service.clone(), node: item.node.clone() };
        let rows = posts::of_comments(&self.member.app.database, &viewer, &node).await?;
        reading::posts(&self.member, &rows).await
    }

    async fn contacts(&self, id: EventId, jids: &[BareJid]) -> Result<String, Fault> {
        let owner = self.member.owner();
        let rows = contacts::some(&self.member.app.database, &owner, jids).await?;
        if rows.len() < jids.len() {
            return Ok(message(Some(id), hooks::EVENT_RESYNC, ""));
        }
        let pending = contacts::count_pending(&self.member.app.database, &owner).await?;
        let mut context = self.member.context();
        if let Some(viewer) = &mut context.viewer {
            viewer.requests = u32::try_from(pending).unwrap_or(u32::MAX);
        }
        let rows = html! { @for row in &rows { (fragments::contact(&context, &shown::contact(row))) } };
        Ok(fragment(id, hooks::EVENT_CONTACT, &html! { (rows) (fragments::requests_count(&context)) }))
    }

    async fn message(&self, id: EventId, peer: &BareJid, key: &MessageId) -> Result<String, Fault> {
        let row = messages::get(&self.member.app.database, &self.member.owner(), key).await?;
        let Some(row) = row else {
            return Ok(message(
                Some(id),
                hooks::EVENT_MESSAGE_GONE,
                &fragments::message_gone(&key.to_string()),
            ));
        };
        let name = people::contact(&self.member, peer).await?.person.name;
        let row = fragments::message(&self.member.context(), &shown::message(&row), &name);
        Ok(fragment(id, hooks::EVENT_MESSAGE, &row))
    }

    async fn chat(&self, id: EventId, peer: &BareJid) -> Result<String, Fault> {
        let (database, owner) = (&self.member.app.database, self.member.owner());
        let Some(row) = chats::get(database, &owner, peer).await? else { return Ok(skip(id)) };
        let unread = chats::unread_total(database, &owner).await?;
        let mut context = self.member.context();
        if let Some(viewer) = &mut context.viewer {
            viewer.unread = u64::try_from(unread).unwrap_or_default();
        }
        let row = fragments::chat_row(&context, &shown::chat(&row));
        Ok(fragment(id, hooks::EVENT_CHAT, &html! { (row) (fragments::unread_count(&context)) }))
    }

    async fn typing(&self, id: EventId, peer: &BareJid, composing: bool) -> Result<String, Fault> {
        let person = people::contact(&self.member, peer).await?.person;
        Ok(fragment(id, hooks::EVENT_TYPING, &fragments::typing(&self.member.context(), &person, composing)))
    }

    async fn session(&self, id: EventId) -> Result<String, Fault> {
        let (app, owner) = (&self.member.app, self.member.owner());
        let row = sessions::get(&app.database, &owner).await?;
        if row.as_ref().is_some_and(|row| row.state == sessions::State::Online) {
            // another worker may hold it by now
            app.pool.watch(&owner.pod, &self.member.me().jid, true).await;
        }
        let mut context = self.member.context();
        if let Some(viewer) = &mut context.viewer {
            viewer.session = shown::session(row.as_ref());
        }
        Ok(fragment(id, hooks::EVENT_SESSION, &fragments::session(&context)))
    }

    async fn row(&self, item: &Item) -> Result<Option<posts::Post>, Fault> {
        let viewer = self.member.owner().into();
        Ok(posts::get(&self.member.app.database, &viewer, &item.service, &item.node, &item.item).await?)
    }
}

fn gone(id: EventId, item: &Item) -> String {
    let (service, node) = (item.service.as_str(), item.node.as_str());
    let of_blog = node == posts::MICROBLOG;
    let gone = if of_blog { fragments::gone } else { fragments::comment_gone };
    message(Some(id), hooks::EVENT_POST_GONE, &gone(service, node, &item.item))
}

fn fragment(id: EventId, event: &str, fragment: &Markup) -> String {
    message(Some(id), event, &fragment.0)
}

/// Nothing to show, but the browser is to know how far it is.
fn skip(id: EventId) -> String {
    message(Some(id), "skip", "")
}

/// One message of the stream (HTML Living Standard §9.2.6).
fn message(id: Option<EventId>, event: &str, data: &str) -> String {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    let data: String = data.split(['\n', '\r']).map(|line| format!("data: {line}\n")).collect();
    format!("{id}event: {event}\n{data}\n")
}
