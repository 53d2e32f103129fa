//! The bytes below the XML parser: one socket, with what would kill the parser cut out on the way up.

mod cut;
#[cfg(fuzzing)]
pub(crate) mod fuzzing;
mod socket;

pub(crate) use socket::Socket;

use cut::{Cutter, Patch};
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite, ReadBuf};

/// How much is read at once. The bytes live on the stack until there are any, so an idle session holds no buffer.
const CHUNK: usize = 4096;

/// The largest top-level element that is taken, in bytes as written. What is read of one is in memory until it is whole, and who
/// runs the server need not be a friend.
const LARGEST: usize = 8 * 1024 * 1024;

/// A socket whose incoming bytes pass through a [`Cutter`].
#[derive(Debug)]
pub(crate) struct Transport {
    socket: Socket,
    /// Bytes that were read; those before `at` are gone, the next `pass` may be handed up.
    chunk: Vec<u8>,
    at: usize,
    pass: usize,
    /// What follows those: so many bytes are left out, and the patch goes up instead.
    skip: usize,
    patch: Patch,
    cutter: Cutter,
    /// Top-level elements that have ended, and about how much came since: nothing in the piece in which one ended is counted.
    ended: u64,
    since: usize,
    /// Numbers of top-level elements, counted from the stream header, that were cut and not asked for yet.
    damaged: Mutex<Vec<u64>>,
}

impl Transport {
    pub(crate) fn new(socket: Socket) -> Self {
        Self {
            socket,
            chunk: Vec::new(),
            at: 0,
            pass: 0,
            skip: 0,
            patch: Patch::default(),
            cutter: Cutter::default(),
            ended: 0,
            since: 0,
            damaged: Mutex::default(),
        }
    }

    /// Begins a new stream header on the same socket (RFC 6120 §4.3.3).
    pub(crate) fn restart(&mut self) {
        self.cutter = Cutter::default();
        (self.ended, self.since) = (0, 0);
    }

    /// The bare socket, to put TLS over it; none if the server already sent more than it should (RFC 6120 §5.4.3.3:
    /// bytes from before TLS must not be believed after it).
    pub(crate) fn into_socket(self) -> Option<Socket> {
        (self.chunk.is_empty() && self.patch.as_bytes().is_empty()).then_some(self.socket)
    }

    /// Whether a top-level element was cut. Elements are asked for in order.
    pub(crate) fn was_damaged(&self, number: u64) -> bool {
        let mut damaged = self.damaged.lock().unwrap_or_else(PoisonError::into_inner);
        let found = damaged.contains(&number);
        damaged.retain(|&other| other > number);
        found
    }

    /// Makes sure that something may be handed up, or that the end was reached.
    fn advance(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.pass == 0 && self.patch.as_bytes().is_empty() {
            if self.at == self.chunk.len() {
                ready!(self.refill(cx))?;
                if self.chunk.is_empty() {
                    break;
                }
            }
            let step = self.cutter.step(&self.chunk[self.at..]);
            self.weigh(step.pass)?;
            (self.pass, self.skip, self.patch) = (step.pass, step.skip, step.patch);
            self.settle();
            if let Some(number) = self.cutter.take_damaged() {
                self.damaged.lock().unwrap_or_else(PoisonError::into_inner).push(number);
            }
        }
        Poll::Ready(Ok(()))
    }

    fn weigh(&mut self, passing: usize) -> io::Result<()> {
        let ended = self.cutter.ended();
        self.since = if ended == self.ended { self.since + passing } else { 0 };
        self.ended = ended;
        if self.since <= LARGEST {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "an element of the server's has no end"))
    }

    fn refill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut bytes = [0; CHUNK];
        let mut buffer = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.socket).poll_read(cx, &mut buffer))?;
        self.chunk = buffer.filled().to_vec();
        Poll::Ready(Ok(()))
    }

    /// Leaves out what is to be left out once all before it has gone up, and lets go of a chunk that is used up.
    fn settle(&mut self) {
        if self.pass == 0 {
            self.at += std::mem::take(&mut self.skip);
        }
        if self.at == self.chunk.len() {
            self.chunk = Vec::new();
            self.at = 0;
        }
    }
}

impl AsyncBufRead for Transport {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        ready!(this.advance(cx))?;
        let passing = &this.chunk[this.at..this.at + this.pass];
        Poll::Ready(Ok(if passing.is_empty() { this.patch.as_bytes() } else { passing }))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        if this.pass == 0 {
            return this.patch.consume(amount);
        }
        this.at += amount;
        this.pass -= amount;
        this.settle();
    }
}

impl AsyncRead for Transport {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let bytes = ready!(self.as_mut().poll_fill_buf(cx))?;
        let length = bytes.len().min(buffer.remaining());
        buffer.put_slice(&bytes[..length]);
        self.consume(length);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Transport {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().socket).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().socket).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;

    /// What comes up of a stream that the server sends in chunks.
    async fn read(stanzas: &str) -> io::Result<usize> {
        let stream = format!("<stream:stream xmlns:stream='http://etherx.jabber.org/streams'>{stanzas}");
        let pieces = stream.as_bytes().chunks(CHUNK).map(<[u8]>::to_vec).collect();
        Transport::new(Socket::Memory(pieces)).read_to_end(&mut Vec::new()).await
    }

    #[tokio::test]
    async fn an_element_without_end_is_not_taken_whatever_it_is_made_of() {
        for (begins, goes_on) in [("<a>", "text"), ("<a>", "<b/>"), ("<a ", "b='c' "), ("", " ")] {
            let endless = format!("{begins}{}", goes_on.repeat(LARGEST / goes_on.len() + 1));
            let refused = read(&endless).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{begins}{goes_on}");
        }
    }

    #[tokio::test]
    async fn many_elements_are_not_one() {
        let large = format!("<a>{}</a>", "b".repeat(LARGEST / 2));
        assert!(read(&large.repeat(4)).await.unwrap() > 2 * LARGEST);
        assert!(read(&"<a>b</a>".repeat(LARGEST / 7)).await.unwrap() > LARGEST);
    }
}
