//! A browser with pages that stay open: what they come to show by what they are told, as their script (`web/src/live`) has it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use testpod::{Browser, Event, Events, Member, Message, Page, eventually_ok, page};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

/// Before a browser opens a stream again that was cut: what the stream says (`retry:`).
const RETRY: Duration = Duration::from_secs(2);

/// Pages that are open and told of what happens, by one stream for all, until they are dropped.
pub(super) struct Looking {
    pages: Arc<Mutex<Pages>>,
    _task: JoinSet<()>,
}

/// The pages, and how far the stream is that they share.
pub(super) struct Pages {
    browser: Browser,
    stream: String,
    last: String,
    chats: Vec<OpenChat>,
    feed: BTreeMap<String, String>,
}

struct OpenChat {
    peer: String,
    list: String,
    shown: BTreeMap<String, Message>,
    earlier: Option<String>,
}

impl Looking {
    /// Reads on from where the pages are; first from that stream, if there is one already.
    pub(super) fn on(pages: Pages, stream: Option<Events>) -> Self {
        let pages = Arc::new(Mutex::new(pages));
        let mut task = JoinSet::new();
        task.spawn(look(Arc::clone(&pages), stream));
        Self { pages, _task: task }
    }

    /// The open chat comes to be what the same page is if it is opened now, and says nothing twice.
    pub(super) async fn shows_chat(&self, member: &mut Member, peer: &str) {
        let what = format!("the open chat of {} with {peer} is as one that is opened now", member.jid);
        eventually_ok(&what, async || {
            let fresh = member.chat(peer).await;
            let open = self.pages.lock().await.all_of(peer).await;
            differences(&open, &fresh)
        })
        .await;
    }

    /// How many messages it shows.
    pub(super) async fn count(&self) -> usize {
        self.pages.lock().await.chats.iter().map(|chat| chat.shown.len()).sum()
    }

    /// The open feed comes to have this post, and has it once.
    pub(super) async fn shows_post(&self, who: &str, text: &str) {
        eventually_ok(&format!("{who} sees in the open feed: {text}"), async || {
            let pages = self.pages.lock().await;
            let times = pages.feed.values().filter(|post| post.contains(text)).count();
            if times == 1 { Ok(()) } else { Err(format!("it is there {times} times")) }
        })
        .await;
    }
}

/// What an open page has of a chat, and what it should have.
fn differences(open: &[Message], fresh: &[Message]) -> Result<(), String> {
    let lines = |of: &[Message]| -> Vec<(String, String, Option<String>)> {
        of.iter().map(|it| (it.id.clone(), it.text.clone(), it.state.clone())).collect()
    };
    let (open, fresh) = (lines(open), lines(fresh));
    if open == fresh {
        return Ok(());
    }
    let [missing, stale] = [(&fresh, &open), (&open, &fresh)].map(|(these, others)| {
        these
            .iter()
            .filter(|it| !others.contains(it))
            .map(|(_, text, state)| (text, state))
            .collect::<Vec<_>>()
    });
    if missing.is_empty() && stale.is_empty() {
        let place = open.iter().zip(&fresh).position(|(one, other)| one != other).unwrap_or_default();
        return Err(format!(
            "its order is another from {:?} on, which should be {:?}",
            open[place], fresh[place]
        ));
    }
    Err(format!("it does not show {missing:?} and shows {stale:?}"))
}

/// Reads the stream, and opens it again whenever it ends.
async fn look(pages: Arc<Mutex<Pages>>, stream: Option<Events>) {
    let mut tries = 0;
    let mut stream = match stream {
        Some(stream) => Some(stream),
        None => pages.lock().await.open_stream(true).await,
    };
    loop {
        if let Some(events) = &mut stream {
            tries = 0;
            while let Some(event) = events.read().await {
                pages.lock().await.hear(&event).await;
            }
            tokio::time::sleep(RETRY).await;
            stream = pages.lock().await.open_stream(false).await;
            continue;
        }
        // where the answer is no stream, browsers give up: the script has its own pauses, and fetches the page anew
        if tries == 0 {
            pages.lock().await.renew().await;
        }
        tokio::time::sleep(Duration::from_secs(1 << tries.min(5))).await;
        tries += 1;
        stream = pages.lock().await.open_stream(true).await;
    }
}

impl Pages {
    /// Opens the chats with these and the feed.
    pub(super) async fn open(mut browser: Browser, peers: &[String]) -> Self {
        let (mut chats, mut stream) = (Vec::new(), String::new());
        for peer in peers {
            let page = browser.get(&format!("/chat/{peer}")).await.expect(200);
            let list = page.attributes(r#"[data-live="messages"]"#, "data-live-for").remove(0);
            // what comes is for all pages: what the first has not, it is told
            if stream.is_empty() {
                stream = page.attributes("body", "data-events").remove(0);
            }
            let shown = page.messages().into_iter().map(|it| (it.id.clone(), it)).collect();
            let earlier = page.attributes(EARLIER, "href").pop();
            chats.push(OpenChat { peer: peer.clone(), list, shown, earlier });
        }
        let last = stream.split_once("after=").map(|(_, id)| id.to_owned()).unwrap_or_default();
        let mut pages = Self { browser, stream, last, chats, feed: BTreeMap::new() };
        pages.renew_feed().await;
        pages
    }

    /// Where its stream of events is.
    pub(super) fn stream(&self) -> &str {
        &self.stream
    }

    /// `anew`: by the script, which writes into the address how far it is; else by the browser itself.
    async fn open_stream(&mut self, anew: bool) -> Option<Events> {
        let path = self.stream.split('?').next().unwrap_or_default().to_owned();
        let last = Some(self.last.as_str()).filter(|last| !last.is_empty());
        match last {
            Some(last) if anew => self.browser.events_at(&format!("{path}?after={last}"), None).await,
            _ => self.browser.events_at(&path, last).await,
        }
    }

    async fn hear(&mut self, event: &Event) {
        let is_resync = event.name == "resync";
        if !is_resync && is_known(&event.id, &self.last) {
            return;
        }
        if !event.id.is_empty() {
            event.id.clone_into(&mut self.last);
        }
        match event.name.as_str() {
            "message" => page::messages(&event.data).into_iter().for_each(|message| self.take(message)),
            "message-gone" | "post-gone" => self.drop(&event.data),
            "post" => self.feed.extend(page::posts(&event.data).into_iter().map(|post| (post.id, post.text))),
            "signed-out" => panic!("she was signed out"),
            _ if is_resync => self.renew().await,
            _ => {}
        }
    }

    fn take(&mut self, message: Message) {
        if let Some(chat) = self.chats.iter_mut().find(|chat| chat.list == message.list) {
            chat.shown.insert(message.id.clone(), message);
        }
    }

    fn drop(&mut self, data: &str) {
        let id = data.split('"').nth(3).expect("an id");
        self.chats.iter_mut().for_each(|chat| drop(chat.shown.remove(id)));
        self.feed.remove(id);
    }

    /// Fetches all pages anew. One that cannot be had stays as it is.
    async fn renew(&mut self) {
        for chat in &mut self.chats {
            let page = self.browser.fetch_part(&format!("/chat/{}", chat.peer)).await;
            if page.status == 200 {
                let earlier = read_again(&mut self.browser, chat, &page).await;
                chat.become_page(&page, earlier);
            }
        }
        self.renew_feed().await;
    }

    async fn renew_feed(&mut self) {
        let page = self.browser.fetch_part("/feed").await;
        if page.status == 200 {
            self.feed = page.posts().into_iter().map(|post| (post.id, post.text)).collect();
        }
    }

    /// All that the open chat shows when its reader goes up to its beginning.
    async fn all_of(&mut self, peer: &str) -> Vec<Message> {
        let chat = self.chats.iter_mut().find(|chat| chat.peer == peer).expect("an open chat");
        while let Some(address) = &chat.earlier {
            let page = self.browser.fetch_part(address).await.expect(200);
            for message in page.messages() {
                chat.shown.entry(message.id.clone()).or_insert(message);
            }
            chat.earlier = page.attributes(EARLIER, "href").pop();
        }
        chat.in_order()
    }
}

/// What leads to what was said before.
const EARLIER: &str = "a[data-chat-earlier]";

impl OpenChat {
    fn in_order(&self) -> Vec<Message> {
        let mut all: Vec<Message> = self.shown.values().cloned().collect();
        all.sort_by(|one, other| (one.position, &one.id).cmp(&(other.position, &other.id)));
        all
    }

    /// What was read again goes before it; what could not be stays, where the two join.
    fn become_page(&mut self, page: &Page, earlier: Vec<Page>) {
        let pages: Vec<&Page> = earlier.iter().rev().chain([page]).collect();
        let next: Vec<Message> = pages.iter().flat_map(|page| page.messages()).collect();
        let old = self.in_order();
        let joint =
            next.first().and_then(|first| old.iter().position(|it| it.id == first.id)).unwrap_or_default();
        if joint == 0 {
            self.earlier = pages[0].attributes(EARLIER, "href").pop();
        }
        let kept = old.into_iter().take(joint);
        self.shown = kept.chain(next).map(|it| (it.id.clone(), it)).collect();
    }
}

/// What the chat shows above this newer version of it, as it is now, if the two join: the newest first.
async fn read_again(browser: &mut Browser, chat: &OpenChat, page: &Page) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut first = page.messages().into_iter().next().filter(|first| chat.shown.contains_key(&first.id));
    let oldest = chat.in_order().into_iter().next();
    let mut address = page.attributes(EARLIER, "href").pop();
    while let (Some(from), Some(oldest), Some(to)) = (&first, &oldest, &address) {
        if (from.position, &from.id) <= (oldest.position, &oldest.id) {
            break;
        }
        let earlier = browser.fetch_part(to).await;
        if earlier.status != 200 {
            break;
        }
        first = earlier.messages().into_iter().next();
        address = earlier.attributes(EARLIER, "href").pop();
        pages.push(earlier);
    }
    pages
}

/// Whether an event came already: within one epoch the numbers rise.
fn is_known(id: &str, last: &str) -> bool {
    let number = |id: &str| {
        id.rsplit_once('-').and_then(|(epoch, it)| Some((epoch.to_owned(), it.parse::<u64>().ok()?)))
    };
    match (number(id), number(last)) {
        (Some((epoch, number)), Some((same, last))) => epoch == same && number <= last,
        _ => false,
    }
}
