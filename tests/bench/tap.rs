//! A cable to an XMPP server on which is seen when a marked message came to its end.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

const MARK: &str = "mark-";
const DIGITS: usize = 8;
const END: &[u8] = b"</message>";

/// What a message says, so that it is known again wherever it passes.
pub fn mark(number: usize) -> String {
    format!("{MARK}{number:0DIGITS$}")
}

/// The number of the first mark, and where it ends.
pub fn marked(text: &[u8]) -> Option<(usize, usize)> {
    let at = find(text, MARK.as_bytes())? + MARK.len();
    let digits = text.get(at..at + DIGITS)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, at + DIGITS))
}

/// Passes connections on, unencrypted. Dropping it closes them.
#[derive(Debug)]
pub struct Tap {
    address: SocketAddr,
    passed: Arc<Mutex<HashMap<usize, Instant>>>,
    _tasks: JoinSet<()>,
}

impl Tap {
    /// Listens at a free port of loopback.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let passed = Arc::<Mutex<HashMap<usize, Instant>>>::default();
        let (mut tasks, shared) = (JoinSet::new(), Arc::clone(&passed));
        tasks.spawn(async move {
            let mut cables = JoinSet::new();
            while let Ok((near, _)) = listener.accept().await {
                // either side may vanish at any time
                cables.spawn(connect(near, server, Arc::clone(&shared)));
            }
        });
        Self { address, passed, _tasks: tasks }
    }

    /// Where to connect instead of the server.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// When the last byte of each marked message was about to be handed to the program.
    ///
    /// # Panics
    ///
    /// If a task of it has panicked.
    pub fn passed(&self) -> HashMap<usize, Instant> {
        self.passed.lock().expect("the tap").clone()
    }
}

async fn connect(
    near: TcpStream,
    server: SocketAddr,
    passed: Arc<Mutex<HashMap<usize, Instant>>>,
) -> io::Result<()> {
    let far = TcpStream::connect(server).await?;
    for end in [&near, &far] {
        end.set_nodelay(true)?;
    }
    let ((mut from_near, to_near), (from_far, mut to_far)) = (near.into_split(), far.into_split());
    tokio::try_join!(copy(&mut from_near, &mut to_far), pass(from_far, to_near, &passed))?;
    Ok(())
}

/// Copies what the server says, and notes when the messages end.
async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    passed: &Mutex<HashMap<usize, Instant>>,
) -> io::Result<()> {
    let (mut piece, mut heard) = (vec![0; 16_384], Vec::new());
    loop {
        let count = from.read(&mut piece).await?;
        if count == 0 {
            return to.shutdown().await;
        }
        let now = Instant::now();
        heard.extend_from_slice(&piece[..count]);
        while let Some(end) = find(&heard, END) {
            if let Some((number, _)) = marked(&heard[..end]) {
                passed.lock().expect("the tap").insert(number, now);
            }
            heard.drain(..end + END.len());
        }
        to.write_all(&piece[..count]).await?;
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|it| it == word)
}
