//! A cable that can be cut, and that does worse: TCP from here to there, until a test says otherwise.

mod sieve;

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use sieve::Sieve;

/// Passes connections on to one address. It runs on threads, because each test has a runtime of its own.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    state: Arc<State>,
}

/// What becomes of what the far side says. What is encrypted has no words: for all but the first the cable must be plain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    /// It passes.
    #[default]
    Fair,
    /// Once this was said nothing more passes, on the connections that are open, whatever comes afterwards.
    SilentAfter(String),
    /// No answer to an IQ passes; everything else does.
    NoAnswers,
}

#[derive(Debug, Default)]
struct State {
    down: AtomicBool,
    made: AtomicUsize,
    open: Mutex<Vec<Cable>>,
    weather: Mutex<Weather>,
    said: Mutex<Option<Vec<u8>>>,
}

#[derive(Debug)]
struct Cable {
    near: TcpStream,
    far: TcpStream,
}

impl Relay {
    /// Listens at a free port of loopback.
    ///
    /// # Panics
    ///
    /// If there is none.
    pub fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let state = Arc::<State>::default();
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                shared.made.fetch_add(1, Ordering::SeqCst);
                if !shared.down.load(Ordering::SeqCst) {
                    // a target that refuses closes the near side, as it should
                    let _ = connect(near, target, &shared);
                }
            }
        });
        Self { address, state }
    }

    /// Where to connect instead of the target.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many connections were made to it, those counted that it did not let pass.
    pub fn connections(&self) -> usize {
        self.state.made.load(Ordering::SeqCst)
    }

    /// Cuts every connection that is open; new ones pass.
    pub fn cut(&self) {
        for Cable { near, far } in self.state.open.lock().expect("the relay").drain(..) {
            for end in [near, far] {
                let _ = end.shutdown(Shutdown::Both);
            }
        }
    }

    /// Cuts everything, and lets nothing pass until [`Relay::up`].
    pub fn down(&self) {
        self.refuse();
        self.cut();
    }

    /// Lets no new connection pass until [`Relay::up`]; those that are open stay.
    pub fn refuse(&self) {
        self.state.down.store(true, Ordering::SeqCst);
    }

    /// Lets connections pass again.
    pub fn up(&self) {
        self.state.down.store(false, Ordering::SeqCst);
    }

    /// From now on it is so with what the far side says.
    ///
    /// # Panics
    ///
    /// If a thread of it has panicked.
    pub fn weather(&self, weather: Weather) {
        *self.state.weather.lock().expect("the relay") = weather;
    }

    /// What the near side has said since this was last asked; it is noted from the first time on.
    ///
    /// # Panics
    ///
    /// If a thread of it has panicked.
    pub fn said(&self) -> String {
        let said = self.state.said.lock().expect("the relay").replace(Vec::new());
        String::from_utf8_lossy(&said.unwrap_or_default()).into_owned()
    }

    /// Says something to the near side of each connection, as if the far side had, and closes them. For quiet moments: it does not
    /// wait for the end of what is being said.
    ///
    /// # Panics
    ///
    /// If a thread of it has panicked.
    pub fn last_words(&self, words: &str) {
        for Cable { near, far } in self.state.open.lock().expect("the relay").drain(..) {
            let _ = (&near).write_all(words.as_bytes());
            for (end, how) in [(far, Shutdown::Both), (near, Shutdown::Write)] {
                let _ = end.shutdown(how);
            }
        }
    }
}

fn connect(near: TcpStream, target: SocketAddr, state: &Arc<State>) -> io::Result<()> {
    let far = TcpStream::connect(target)?;
    let cable = Cable { near: near.try_clone()?, far: far.try_clone()? };
    state.open.lock().expect("the relay").push(cable);
    let (up, down) = ((near.try_clone()?, far.try_clone()?), (far, near));
    let listening = Arc::clone(state);
    thread::spawn(move || {
        // either side may vanish at any time: that is what a relay is for
        let _ = hear(&up.0, &up.1, &listening);
        let _ = up.1.shutdown(Shutdown::Both);
    });
    let state = Arc::clone(state);
    thread::spawn(move || {
        let _ = pass(&down.0, &down.1, &state);
        let _ = down.1.shutdown(Shutdown::Both);
    });
    Ok(())
}

/// Copies what the near side says, and notes it if somebody asks.
fn hear(mut near: &TcpStream, mut far: &TcpStream, state: &State) -> io::Result<()> {
    let mut piece = vec![0; 16_384];
    loop {
        let count = near.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        if let Some(said) = state.said.lock().expect("the relay").as_mut() {
            said.extend(&piece[..count]);
        }
        far.write_all(&piece[..count])?;
    }
}

/// Copies what the far side says, as the weather is.
fn pass(mut far: &TcpStream, mut near: &TcpStream, state: &State) -> io::Result<()> {
    let (mut piece, mut sieve) = (vec![0; 16_384], Sieve::default());
    loop {
        let count = far.read(&mut piece)?;
        if count == 0 {
            return Ok(());
        }
        let weather = state.weather.lock().expect("the relay").clone();
        near.write_all(&sieve.pass(&piece[..count], &weather))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_until_it_is_cut() {
        let target = TcpListener::bind("127.0.0.1:0").expect("a port");
        let relay = Relay::to(target.local_addr().expect("its address"));
        let mut near = TcpStream::connect(relay.address()).expect("a connection");
        let (mut far, _) = target.accept().expect("a connection");
        near.write_all(b"hello").expect("a connection");
        let mut heard = [0; 5];
        far.read_exact(&mut heard).expect("five bytes");
        assert_eq!(relay.said(), "", "nobody had asked yet");
        near.write_all(b"again").expect("a connection");
        far.read_exact(&mut [0; 5]).expect("five bytes");
        assert_eq!(relay.said(), "again");
        relay.down();
        assert_eq!(&heard, b"hello");
        assert_eq!(far.read(&mut heard).unwrap_or(0), 0);
        assert_eq!(relay.connections(), 1);
    }

    #[test]
    fn last_words_are_heard_before_the_end() {
        let target = TcpListener::bind("127.0.0.1:0").expect("a port");
        let relay = Relay::to(target.local_addr().expect("its address"));
        let mut near = TcpStream::connect(relay.address()).expect("a connection");
        near.write_all(b"hello").expect("a connection");
        let (mut far, _) = target.accept().expect("a connection");
        far.read_exact(&mut [0; 5]).expect("five bytes");
        relay.last_words("goodbye");
        let mut heard = String::new();
        near.read_to_string(&mut heard).expect("an end");
        assert_eq!(heard, "goodbye");
    }
}
