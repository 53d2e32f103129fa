//! The event stream of a browser (`/events`), read as EventSource reads it.

use std::time::{Duration, Instant};

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::wait::PATIENCE;

/// One event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// `epoch-id`; empty if it has none.
    pub id: String,
    /// What it is called; `message` if nothing is said.
    pub name: String,
    /// HTML or JSON.
    pub data: String,
}

/// An open stream. Dropping it closes the connection.
#[derive(Debug)]
pub struct Events {
    source: Source,
    buffer: Vec<u8>,
}

#[derive(Debug)]
enum Source {
    Answer(Response),
    /// A connection of one's own, of whose answer the head is read already, and of which nothing else comes between.
    Connection(TcpStream),
}

impl Source {
    /// The next piece; none when it has ended.
    async fn piece(&mut self) -> Option<Vec<u8>> {
        match self {
            Self::Answer(response) => response.chunk().await.ok().flatten().map(|piece| piece.to_vec()),
            Self::Connection(stream) => {
                let mut piece = vec![0; 4_096];
                let count = stream.read(&mut piece).await.ok().filter(|count| *count > 0)?;
                piece.truncate(count);
                Some(piece)
            }
        }
    }
}

impl Events {
    pub(crate) fn new(response: Response) -> Self {
        assert_eq!(response.status(), 200, "/events");
        let kind = response.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert!(kind.starts_with("text/event-stream"), "/events is {kind}");
        Self { source: Source::Answer(response), buffer: Vec::new() }
    }

    pub(crate) fn over(connection: TcpStream) -> Self {
        Self { source: Source::Connection(connection), buffer: Vec::new() }
    }

    /// The first event that matches; those before it are dropped.
    ///
    /// # Panics
    ///
    /// If it does not come in time, or the stream ends.
    pub async fn until(&mut self, what: &str, mut matches: impl FnMut(&Event) -> bool) -> Event {
        let start = Instant::now();
        let mut seen = Vec::new();
        while let Some(event) = self.next(PATIENCE.saturating_sub(start.elapsed())).await {
            if matches(&event) {
                return event;
            }
            seen.push(event);
        }
        panic!("the event did not come: {what}; what came: {seen:?}");
    }

    /// The first event in whose data this is written.
    pub async fn with(&mut self, text: &str) -> Event {
        self.until(text, |event| event.data.contains(text)).await
    }

    /// The next event, if one comes within the time and the stream goes on.
    pub async fn next(&mut self, within: Duration) -> Option<Event> {
        tokio::time::timeout(within, self.read()).await.ok().flatten()
    }

    /// The next event, however long it takes; none when the stream has ended.
    ///
    /// # Panics
    ///
    /// If it is not UTF-8.
    pub async fn read(&mut self) -> Option<Event> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|it| it == b"\n\n") {
                let block: Vec<u8> = self.buffer.drain(..end + 2).collect();
                if let Some(event) = parse(&String::from_utf8(block).expect("UTF-8")) {
                    return Some(event);
                }
                continue;
            }
            self.buffer.extend(self.source.piece().await?);
        }
    }
}

/// A block of lines as an event; a comment or a lone `retry:` or `id:` is none.
fn parse(block: &str) -> Option<Event> {
    let mut event = Event { name: "message".to_owned(), ..Event::default() };
    let mut data = Vec::new();
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "id" => value.clone_into(&mut event.id),
            "event" => value.clone_into(&mut event.name),
            "data" => data.push(value),
            _ => {}
        }
    }
    event.data = data.join("\n");
    (!data.is_empty()).then_some(event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_with_data_is_an_event_and_one_without_is_none() {
        let event = parse("id: e-1\nevent: fragment\ndata: <p>\ndata: two lines\n\n").expect("an event");
        let expected =
            Event { id: "e-1".to_owned(), name: "fragment".to_owned(), data: "<p>\ntwo lines".to_owned() };
        assert_eq!(event, expected);
        assert_eq!((parse(": still here\n\n"), parse("retry: 1000\n\n")), (None, None));
    }
}
