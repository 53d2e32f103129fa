//! A browser at one host: cookies, redirections, forms with their hidden fields, the event stream.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE, FORWARDED, HOST, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::events::Events;
use crate::form::Form;
use crate::jar::Jar;
use crate::narrow::{LITTLE, Narrow};
use crate::page::Page;
use crate::wait::PATIENCE;

/// What a browser asks for when somebody follows a link or sends a form.
const PAGES: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// One person's browser, in a network (/24) of its own. A clone is the same browser copied to another machine, cookies and all.
#[derive(Debug, Clone)]
pub struct Browser {
    client: Client,
    address: SocketAddr,
    authority: String,
    origin: String,
    from: String,
    language: String,
    jar: Jar,
}

impl Browser {
    pub(crate) fn new(host: &str, address: SocketAddr) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let [_, _, c, d] = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let authority = format!("{host}:{}", address.port());
        Self {
            client: client(host, address),
            address,
            origin: format!("http://{authority}"),
            authority,
            from: format!("10.{c}.{d}.1"),
            language: "en".to_owned(),
            jar: Jar::default(),
        }
    }

    /// The same browser, led to another machine by whatever balances; the site's name and port stay.
    pub(crate) fn at(&self, machine: IpAddr) -> Self {
        let (host, address) = (
            self.authority.split(':').next().unwrap_or_default(),
            SocketAddr::new(machine, self.address.port()),
        );
        Self { client: client(host, address), address, ..self.clone() }
    }

    /// The same browser at another address of its network.
    pub fn beside(&self, last: u8) -> Self {
        let network = self.from.rsplit_once('.').map_or("10.0.0", |(network, _)| network);
        Self { from: format!("{network}.{last}"), ..self.clone() }
    }

    /// Prefers another language from now on (`Accept-Language`).
    pub fn speak(&mut self, language: &str) {
        language.clone_into(&mut self.language);
    }

    /// Scheme, host and port of what it looks at.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The `Cookie` header that it would send.
    pub fn cookies(&self) -> String {
        self.jar.header()
    }

    /// Takes the cookies of another browser, as a thief would.
    pub fn steal(&mut self, other: &Self) {
        self.jar = other.jar.clone();
    }

    /// Opens an address, following redirections.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).header(ACCEPT, PAGES);
        self.follow(request, path).await
    }

    /// Fills in a form of the page at `path` and sends it.
    ///
    /// # Panics
    ///
    /// If the page has no such form or the form no such field.
    pub async fn submit(&mut self, path: &str, form: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.form(path, form).await.set_all(fields);
        self.send(&form).await
    }

    /// A form of the page at `path`.
    ///
    /// # Panics
    ///
    /// If the page has none that matches.
    pub async fn form(&mut self, path: &str, form: &str) -> Form {
        let page = self.get(path).await.expect(200);
        page.form(form).unwrap_or_else(|| panic!("no {form} at {path}: {}", page.body))
    }

    /// Sends a form as it is, from this very site.
    pub async fn send(&mut self, form: &Form) -> Page {
        let from = self.origin.clone();
        self.send_from(form, &from).await
    }

    /// Sends a form as a page of another site would have it sent.
    pub async fn send_from(&mut self, form: &Form, origin: &str) -> Page {
        let request = self.request(form.method.clone(), &form.action).header(ORIGIN, origin);
        let request = request.header(ACCEPT, PAGES);
        self.follow(form.clone().fill(request), &form.action).await
    }

    /// Sends a form as the pages' script does: the answer says where to go next, and nobody has gone there yet.
    pub async fn send_by_script(&mut self, form: &Form) -> Page {
        let request = self.request(form.method.clone(), &form.action).header(ORIGIN, self.origin.clone());
        let request = request.header(ACCEPT, PAGES).header("X-Script", "form");
        self.follow(form.clone().fill(request), &form.action).await
    }

    /// Fetches a page as the script does for one that is open already.
    pub async fn fetch_part(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path).header(ACCEPT, PAGES).header("X-Script", "part");
        self.follow(request, path).await
    }

    /// Opens the event stream, after the event `last` if there is one.
    pub async fn events(&mut self, last: Option<&str>) -> Events {
        self.events_at("/events", last).await.expect("an answer with a stream")
    }

    /// Opens the event stream at that address, as a page has it; none if the answer is no stream.
    pub async fn events_at(&mut self, path: &str, last: Option<&str>) -> Option<Events> {
        let request = self.request(Method::GET, path).header(ACCEPT, "text/event-stream");
        let request = last.iter().fold(request, |request, id| request.header("Last-Event-ID", *id));
        let answer = request.send().await.ok().filter(|answer| answer.status() == 200)?;
        Some(Events::new(answer))
    }

    /// Opens the event stream at that address with as little room for what comes as there may be.
    ///
    /// # Panics
    ///
    /// If there is no connection, or it is not answered with a stream.
    pub async fn narrow_events(&self, path: &str) -> Narrow {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(LITTLE).expect("a small buffer");
        let mut stream = socket.connect(self.address).await.expect("a connection");
        // in HTTP/1.0 the body comes as it is (RFC 9112 §7.1)
        let request = format!(
            "GET {path} HTTP/1.0\r\n{HOST}: {}\r\n{COOKIE}: {}\r\n{FORWARDED}: for={}\r\n\r\n",
            self.authority,
            self.cookies(),
            self.from
        );
        stream.write_all(request.as_bytes()).await.expect("a connection");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.expect("the head of an answer"));
        }
        assert!(head.starts_with(b"HTTP/1.0 200"), "{path}: {}", String::from_utf8_lossy(&head));
        Narrow::new(stream)
    }

    /// A request with this browser's headers, for what no other function here can ask.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.origin));
        let request =
            request.header(ACCEPT_LANGUAGE, &self.language).header(FORWARDED, format!("for={}", self.from));
        let request = request.header("X-Forwarded-For", &self.from);
        if self.cookies().is_empty() { request } else { request.header(COOKIE, self.cookies()) }
    }

    /// Asks for a target exactly as it is written, which no client library does, and returns status and body.
    ///
    /// # Panics
    ///
    /// If there is no answer in HTTP.
    pub async fn raw(&self, target: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        let cookies = self.cookies();
        let request = format!(
            "GET {target} HTTP/1.1\r\n{HOST}: {}\r\n{COOKIE}: {cookies}\r\n{FORWARDED}: for={}\r\nConnection: close\r\n\r\n",
            self.authority, self.from
        );
        stream.write_all(request.as_bytes()).await.expect("a connection");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        let status =
            answer.get(9..12).and_then(|it| it.parse().ok()).unwrap_or_else(|| panic!("{target}: {answer}"));
        (status, answer.split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_owned()))
    }

    /// Its host and port, as the `Host` header has them.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Sends bytes as they are, which no client library does, and returns the status and all that was answered.
    ///
    /// # Panics
    ///
    /// If there is no answer in HTTP.
    pub async fn say(&self, request: impl AsRef<[u8]>) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.expect("a connection");
        // the server may have answered, and closed, before it has read all
        let _ = stream.write_all(request.as_ref()).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|it| it.parse().ok());
        (status.unwrap_or_else(|| panic!("no answer in HTTP: {answer:?}")), answer)
    }

    /// Sends, keeps the cookies, and goes where the answer sends it, as long as that is at this host.
    async fn follow(&mut self, request: RequestBuilder, path: &str) -> Page {
        let mut path = path.to_owned();
        let mut hops = Vec::new();
        let mut response =
            request.send().await.unwrap_or_else(|error| panic!("{path} was not answered: {error:?}"));
        loop {
            self.jar.take(response.headers());
            let Some(next) = self.next(&response).filter(|_| hops.len() < 10) else {
                return read(response, path, hops).await;
            };
            hops.push((response.status(), next.clone()));
            response =
                self.request(Method::GET, &next).header(ACCEPT, PAGES).send().await.expect("an answer");
            path = next;
        }
    }

    /// Path and query of a redirection within this host.
    fn next(&self, response: &Response) -> Option<String> {
        let location = response.headers().get(LOCATION)?.to_str().ok()?;
        let url = response.url().join(location).ok().filter(|_| response.status().is_redirection())?;
        let here = Url::parse(&self.origin).is_ok_and(|it| it.origin() == url.origin());
        here.then(|| {
            url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
        })
    }
}

fn client(host: &str, address: SocketAddr) -> Client {
    // longer than a quiet event stream is quiet
    // a connection that a server's restart has cut is not used again, as no browser would fail for it
    let builder = Client::builder().no_proxy().redirect(Policy::none()).pool_max_idle_per_host(0);
    let builder = builder.read_timeout(PATIENCE * 2);
    builder.resolve(host, address).build().expect("a client")
}

async fn read(response: Response, path: String, hops: Vec<(reqwest::StatusCode, String)>) -> Page {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.text().await.unwrap_or_else(|error| panic!("{path} broke off: {error}"));
    Page { status, path, headers, body, hops }
}
