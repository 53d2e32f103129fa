//! An address that swallows what is sent to it, as one behind a firewall does: nobody who connects hears anything.

use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};

/// A listener whose queue is full and stays so: the system drops the packets of whoever comes next.
#[derive(Debug)]
pub struct Deaf {
    listener: TcpListener,
    _queue: Vec<TcpStream>,
}

/// An address that refuses, and that nobody else takes meanwhile: its socket is bound, and does not listen.
#[derive(Debug)]
pub struct Refusing(TcpSocket);

impl Refusing {
    /// One at a free port of loopback.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
        Self(socket)
    }

    /// Where nobody listens.
    ///
    /// # Panics
    ///
    /// Never, as long as the system knows its own sockets.
    pub fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("its address")
    }
}

impl Default for Refusing {
    fn default() -> Self {
        Self::new()
    }
}

impl Deaf {
    /// One at a free port of loopback. Within a tokio runtime, which alone can ask for a short queue.
    ///
    /// # Panics
    ///
    /// If its queue does not fill.
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a free port");
        let listener = socket.listen(1).expect("a queue");
        let address = listener.local_addr().expect("its address");
        let mut queue = Vec::new();
        while let Ok(waiting) = TcpStream::connect_timeout(&address, Duration::from_millis(500)) {
            queue.push(waiting);
            assert!(queue.len() < 10, "the queue does not fill");
        }
        Self { listener, _queue: queue }
    }

    /// Where it listens.
    ///
    /// # Panics
    ///
    /// Never, as long as the system knows its own sockets.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("its address")
    }
}

impl Default for Deaf {
    fn default() -> Self {
        Self::new()
    }
}
