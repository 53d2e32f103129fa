//! A Redis of one's own, to be ended, emptied, stopped for a while, and cut off.

use std::net::SocketAddr;

use crate::folder::Folder;
use crate::process::{Process, Ready};
use crate::relay::Relay;
use crate::server::free_address;

/// One that runs. Its folder goes with it.
#[derive(Debug)]
pub(crate) struct Redis {
    process: Process,
    address: SocketAddr,
    cable: Option<Relay>,
    folder: Folder,
}

impl Redis {
    /// Starts one.
    pub(crate) fn fresh() -> Self {
        let (folder, address) = (Folder::new(), free_address());
        let port = address.port().to_string();
        let path = folder.path().display().to_string();
        let arguments =
            ["--port", &port, "--bind", "127.0.0.1", "--dir", &path, "--save", "", "--appendonly", "no"];
        let mut process = Process::new("redis", "redis-server", &arguments, Ready::Listens(address));
        process.start(&folder);
        Self { process, address, cable: None, folder }
    }

    /// Starts one that has a cable.
    pub(crate) fn cabled() -> Self {
        let redis = Self::fresh();
        Self { cable: Some(Relay::to(redis.address)), ..redis }
    }

    /// What `COSSE_REDIS` must be.
    pub(crate) fn url(&self) -> String {
        format!("redis://{}", self.cable.as_ref().map_or(self.address, Relay::address))
    }

    /// The cable to it.
    pub(crate) fn cable(&self) -> &Relay {
        self.cable.as_ref().expect("Redis::cabled")
    }

    /// Ends it, and starts it again with nothing in it.
    pub(crate) fn empty(&mut self) {
        self.process.end(&self.folder, "KILL");
        self.process.start(&self.folder);
    }

    /// Has it hang (`STOP`) or go on (`CONT`).
    pub(crate) fn signal(&self, signal: &str) {
        self.process.signal(signal);
    }
}
