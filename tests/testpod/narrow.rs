//! A stream of events that has hardly any room for what comes, and is not read yet.

use std::fs;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpStream;

use crate::events::Events;

/// The least that the system gives as room for what was not read, in bytes.
pub(crate) const LITTLE: u32 = 1;

/// An open connection of which the answer's head is read, and nothing more.
#[derive(Debug)]
pub struct Narrow {
    stream: TcpStream,
}

impl Narrow {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream }
    }

    /// How many bytes of the program's wait for room here; none if the program has closed the connection.
    ///
    /// # Panics
    ///
    /// If the system does not tell.
    pub fn waiting(&self) -> Option<usize> {
        let ends = [self.stream.peer_addr(), self.stream.local_addr()].map(|it| written(it.expect("an end")));
        let table = fs::read_to_string("/proc/net/tcp").expect("the table of connections");
        let rows = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let row = rows.into_iter().find(|row| row.get(1..3).is_some_and(|it| it == ends))?;
        let (is_open, queues) = (row[3] == ESTABLISHED, row[4]);
        let queue = queues.split(':').next().and_then(|it| usize::from_str_radix(it, 16).ok());
        is_open.then(|| queue.expect("a number"))
    }

    /// Reads it from now on.
    pub fn read(self) -> Events {
        Events::over(self.stream)
    }
}

/// As the table has the state of a connection (`TCP_ESTABLISHED` of Linux).
const ESTABLISHED: &str = "01";

/// As the table has addresses: the four bytes as a number of this machine.
fn written(address: SocketAddr) -> String {
    let IpAddr::V4(ip) = address.ip() else { panic!("{address} is not of IPv4") };
    format!("{:08X}:{:04X}", u32::from_ne_bytes(ip.octets()), address.port())
}
