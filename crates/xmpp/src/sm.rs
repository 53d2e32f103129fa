//! XEP-0198: Stream Management, as state that can be kept and taken over by another process.

use jid::FullJid;
use serde::{Deserialize, Serialize};

/// All that is needed to go on with a stream after its TCP connection, or its process, has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamState {
    /// How to resume the stream; none while there is no stream that can be resumed.
    pub resumption: Option<Resumption>,
    /// Stanzas of the server that were handled: its `h` (modulo 2³²).
    pub inbound: u32,
    /// Our stanzas that the server has acknowledged (modulo 2³²).
    pub acknowledged: u32,
    /// Our stanzas after those, oldest first, as XML; each was written at least once, or is about to be.
    pub unacknowledged: Vec<String>,
    /// Our stanzas that came while there was no stream, oldest first, as XML; none was ever written.
    pub waiting: Vec<String>,
}

/// The server's promise to keep a stream for us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resumption {
    /// The stream's name (`previd`).
    pub id: String,
    /// The address that the stream is bound to.
    pub bound: FullJid,
}
