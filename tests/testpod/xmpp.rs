//! An XMPP client that says whatever a test wants, over the test server's plain TCP.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::wait::PATIENCE;

/// What a server is sure to read at once.
const PIECE: usize = 4096;

/// A signed-in stream. Everything that came and was not waited for yet is kept.
#[derive(Debug)]
pub struct Xmpp {
    stream: TcpStream,
    heard: String,
    count: u32,
}

impl Xmpp {
    /// Signs an account in, binds a resource, and says that it is there.
    ///
    /// # Panics
    ///
    /// If the server does not take it.
    pub async fn sign_in(server: SocketAddr, jid: &str, password: &str) -> Self {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let mut client = Self::open(server, domain).await;
        let plain = STANDARD.encode(format!("\0{name}\0{password}"));
        let sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        client.send(&format!("<auth xmlns='{sasl}' mechanism='PLAIN'>{plain}</auth>")).await;
        client.until("<success").await;
        client.head(domain).await;
        client.iq("set", "", "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>").await;
        client.send("<presence/>").await;
        client
    }

    /// Whether an account of the server has this password.
    ///
    /// # Panics
    ///
    /// If the server does not say.
    pub async fn is_password(server: SocketAddr, jid: &str, password: &str) -> bool {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let mut client = Self::open(server, domain).await;
        let plain = STANDARD.encode(format!("\0{name}\0{password}"));
        let sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        client.send(&format!("<auth xmlns='{sasl}' mechanism='PLAIN'>{plain}</auth>")).await;
        client.until(sasl).await.contains("<success")
    }

    /// Makes an account (XEP-0077).
    ///
    /// # Panics
    ///
    /// If the server does not.
    pub async fn register(server: SocketAddr, jid: &str, password: &str) {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let mut client = Self::open(server, domain).await;
        let fields = format!("<username>{name}</username><password>{password}</password>");
        client.iq("set", "", &format!("<query xmlns='jabber:iq:register'>{fields}</query>")).await;
    }

    /// The same where the server may refuse it: what it says then.
    ///
    /// # Errors
    ///
    /// The server's answer.
    ///
    /// # Panics
    ///
    /// If it is no address.
    pub async fn tries_to_register(server: SocketAddr, jid: &str, password: &str) -> Result<String, String> {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let mut client = Self::open(server, domain).await;
        let fields = format!("<username>{name}</username><password>{password}</password>");
        client.ask("set", "", &format!("<query xmlns='jabber:iq:register'>{fields}</query>")).await
    }

    /// Asks for room to upload a file of so many bytes (XEP-0363 §5).
    ///
    /// # Errors
    ///
    /// The service's answer.
    pub async fn asks_for_slot(&mut self, service: &str, size: u64) -> Result<String, String> {
        let file = format!("filename='picture.png' size='{size}' content-type='image/png'");
        self.ask("get", service, &format!("<request xmlns='urn:xmpp:http:upload:0' {file}/>")).await
    }

    /// Makes an account by an invitation (XEP-0445).
    ///
    /// # Errors
    ///
    /// The server's answer.
    ///
    /// # Panics
    ///
    /// If it is no address.
    pub async fn register_by(
        server: SocketAddr,
        jid: &str,
        password: &str,
        code: &str,
    ) -> Result<String, String> {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let mut client = Self::open(server, domain).await;
        client.ask("set", domain, &format!("<preauth xmlns='urn:xmpp:pars:0' token='{code}'/>")).await?;
        let fields = format!("<username>{name}</username><password>{password}</password>");
        client.ask("set", "", &format!("<query xmlns='jabber:iq:register'>{fields}</query>")).await
    }

    /// What a server offers before anybody signs in.
    ///
    /// # Panics
    ///
    /// If it does not say.
    pub async fn features(server: SocketAddr, domain: &str) -> String {
        let stream = TcpStream::connect(server).await.expect("the XMPP server");
        Self { stream, heard: String::new(), count: 0 }.head(domain).await
    }

    /// Has a service do what it offers (XEP-0050).
    ///
    /// # Errors
    ///
    /// The service's answer.
    pub async fn commands(&mut self, service: &str, node: &str) -> Result<String, String> {
        let about = format!("node='{node}' action='execute'");
        let command = format!("<command xmlns='http://jabber.org/protocol/commands' {about}/>");
        self.ask("set", service, &command).await
    }

    async fn open(server: SocketAddr, domain: &str) -> Self {
        let stream = TcpStream::connect(server).await.expect("the XMPP server");
        let mut client = Self { stream, heard: String::new(), count: 0 };
        client.head(domain).await;
        client
    }

    async fn head(&mut self, domain: &str) -> String {
        let streams = "http://etherx.jabber.org/streams";
        let open = format!(
            "<stream:stream to='{domain}' version='1.0' xmlns='jabber:client' xmlns:stream='{streams}'>"
        );
        self.send(&open).await;
        self.until("</stream:features>").await
    }

    /// Writes it as it is.
    ///
    /// # Panics
    ///
    /// If the stream has gone.
    pub async fn send(&mut self, xml: &str) {
        // Prosody's parser (libexpat since 2.6, and Debian's with its repairs) looks again at a tag that came in pieces only when as
        // much again has come; white space between stanzas says nothing (RFC 6120 §4.6.1)
        let space = if xml.len() > PIECE { " ".repeat(xml.len()) } else { String::new() };
        self.stream.write_all(format!("{xml}{space}").as_bytes()).await.expect("the stream");
    }

    /// Says goodbye and waits for the server's, which comes after it has read everything.
    ///
    /// # Panics
    ///
    /// If it does not come.
    pub async fn leave(self) {
        self.leave_within(PATIENCE).await;
    }

    /// The same where the server has much to read.
    ///
    /// # Panics
    ///
    /// If it does not come in that time after the last word.
    pub async fn leave_within(mut self, patience: Duration) {
        // the server may have gone before
        let _ = self.stream.write_all(b"</stream:stream>").await;
        self.until_within("</stream:stream>", patience).await;
    }

    /// Reads until this was said; what was heard up to there.
    ///
    /// # Panics
    ///
    /// If it is not said in time.
    pub async fn until(&mut self, text: &str) -> String {
        self.until_within(text, PATIENCE).await
    }

    async fn until_within(&mut self, text: &str, patience: Duration) -> String {
        let mut piece = vec![0; 65_536];
        loop {
            if let Some(at) = self.heard.find(text) {
                return self.heard.drain(..at + text.len()).collect();
            }
            let read = tokio::time::timeout(patience, self.stream.read(&mut piece)).await;
            let Ok(Ok(count @ 1..)) = read else { panic!("{text} was not said, but: {}", self.heard) };
            self.heard.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    }

    /// Asks, and waits for the answer. `to` may be empty.
    ///
    /// # Panics
    ///
    /// If the answer is an error, or none comes.
    pub async fn iq(&mut self, kind: &str, to: &str, payload: &str) -> String {
        self.ask(kind, to, payload).await.unwrap_or_else(|error| panic!("refused: {payload}: {error}"))
    }

    /// The same where the answer may be an error.
    ///
    /// # Errors
    ///
    /// That answer.
    pub async fn ask(&mut self, kind: &str, to: &str, payload: &str) -> Result<String, String> {
        self.count += 1;
        let id = format!("asked-{}.", self.count);
        let to = if to.is_empty() { String::new() } else { format!("to='{to}'") };
        self.send(&format!("<iq type='{kind}' id='{id}' {to}>{payload}</iq>")).await;
        let mut heard = self.until(&id).await;
        heard.push_str(&self.until(">").await);
        let mut answer = heard.rfind("<iq").map(|at| heard[at..].to_owned()).unwrap_or_default();
        if !answer.ends_with("/>") {
            answer.push_str(&self.until("</iq>").await);
        }
        if answer.contains("type='error'") { Err(answer) } else { Ok(answer) }
    }

    /// The items of a node of somebody's, or why she does not get them (XEP-0060 §6.5).
    ///
    /// # Errors
    ///
    /// What the service says.
    pub async fn items_of(&mut self, service: &str, node: &str) -> Result<String, String> {
        let inside = format!("<items node='{node}'/>");
        let payload = format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{inside}</pubsub>");
        self.ask("get", service, &payload).await
    }

    /// Gives its account another password (XEP-0077 §3.3).
    pub async fn change_password(&mut self, jid: &str, password: &str) {
        let (name, domain) = jid.split_once('@').expect("name@domain");
        let fields = format!("<username>{name}</username><password>{password}</password>");
        self.iq("set", domain, &format!("<query xmlns='jabber:iq:register'>{fields}</query>")).await;
    }

    /// The texts that its account's archive has of a chat, the oldest first (XEP-0313).
    ///
    /// # Panics
    ///
    /// If the archive does not answer.
    pub async fn archive(&mut self, with: &str) -> Vec<String> {
        self.archived(with).await.into_iter().map(|(_, text)| text).collect()
    }

    /// The same, without what stands there again with the id that its author gave it (XEP-0359).
    ///
    /// # Panics
    ///
    /// If the archive does not answer.
    pub async fn archive_of_each(&mut self, with: &str) -> Vec<String> {
        let mut seen = HashSet::new();
        let mut archived = self.archived(with).await;
        archived.retain(|(origin, _)| origin.is_none() || seen.insert(origin.clone()));
        archived.into_iter().map(|(_, text)| text).collect()
    }

    async fn archived(&mut self, with: &str) -> Vec<(Option<String>, String)> {
        let (mut archived, mut after) = (Vec::new(), String::new());
        loop {
            let heard = self.archive_page(with, &after).await;
            archived.extend(heard.split("<result ").skip(1).filter_map(|result| {
                let message = result.split("</result>").next()?;
                let origin = message.split("<origin-id ").nth(1).and_then(|rest| rest.split('>').next());
                Some((origin.map(str::to_owned), inside(message, "body")?.to_owned()))
            }));
            let end = heard.rsplit("<fin ").next().unwrap_or_default();
            let whole = ["complete='true'", "complete=\"true\""].iter().any(|it| end.contains(it));
            match inside(end, "last") {
                Some(last) if !whole => after = format!("<after>{last}</after>"),
                _ => return archived,
            }
        }
    }

    /// All that is said up to the end of a page.
    async fn archive_page(&mut self, with: &str, after: &str) -> String {
        self.count += 1;
        let id = format!("a{}e", self.count);
        let field = |name: &str, value: &str| format!("<field var='{name}'><value>{value}</value></field>");
        let form = field("FORM_TYPE", "urn:xmpp:mam:2") + &field("with", with);
        let form = format!("<x xmlns='jabber:x:data' type='submit'>{form}</x>");
        let set = format!("<set xmlns='http://jabber.org/protocol/rsm'><max>40</max>{after}</set>");
        self.send(&format!(
            "<iq type='set' id='{id}'><query xmlns='urn:xmpp:mam:2'>{form}{set}</query></iq>"
        ))
        .await;
        let mut heard = self.until(&id).await;
        heard.push_str(&self.until("</iq>").await);
        assert!(heard.contains("<fin "), "the archive does not answer: {heard}");
        heard
    }

    /// Publishes an item on a node of its own account.
    pub async fn publish(&mut self, node: &str, id: &str, payload: &str) {
        let item = format!("<publish node='{node}'><item id='{id}'>{payload}</item></publish>");
        self.iq("set", "", &format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{item}</pubsub>"))
            .await;
    }

    /// The items of a node of its own account, as XML (XEP-0060 §6.5).
    ///
    /// # Panics
    ///
    /// If the account has no such node.
    pub async fn items(&mut self, node: &str) -> Vec<String> {
        self.count += 1;
        let id = format!("n{}e", self.count);
        let items =
            format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='{node}'/></pubsub>");
        self.send(&format!("<iq type='get' id='{id}'>{items}</iq>")).await;
        self.until(&id).await;
        let heard = self.until("</iq>").await;
        assert!(heard.contains("</items>"), "no items of {node}: {heard}");
        heard.split("<item ").skip(1).map(str::to_owned).collect()
    }

    /// Subscribes an address of its own account to a node of somebody's (XEP-0060 §6.1).
    pub async fn subscribe(&mut self, service: &str, node: &str, own: &str) {
        let inside = format!("<subscribe node='{node}' jid='{own}'/>");
        self.iq(
            "set",
            service,
            &format!("<pubsub xmlns='http://jabber.org/protocol/pubsub'>{inside}</pubsub>"),
        )
        .await;
    }

    /// Changes a node of its own account, as its owner (XEP-0060 §8).
    pub async fn owns(&mut self, change: &str) {
        self.iq(
            "set",
            "",
            &format!("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>{change}</pubsub>"),
        )
        .await;
    }

    /// Asks an account to be a contact, or answers: `subscribe`, `subscribed`, ….
    pub async fn presence(&mut self, kind: &str, to: &str) {
        self.send(&format!("<presence type='{kind}' to='{to}'/>")).await;
    }
}

/// What is written in the first element of that name.
fn inside<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let element = &xml[xml.find(&format!("<{name}"))?..];
    let (_, text) = element.split_once('>')?;
    text.split_once("</").map(|(text, _)| text)
}
