//! A cable that can be cut: TCP from here to there, until a test says otherwise.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// Passes connections on to one address. It runs on threads, because each test has a runtime of its own.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Debug)]
struct State {
    down: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
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
        let state = Arc::new(State { down: AtomicBool::new(false), open: Mutex::default() });
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
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

    /// Cuts every connection that is open; new ones pass.
    pub fn cut(&self) {
        for stream in self.state.open.lock().expect("the relay").drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Cuts everything, and lets nothing pass until [`Relay::up`].
    pub fn down(&self) {
        self.state.down.store(true, Ordering::SeqCst);
        self.cut();
    }

    /// Lets connections pass again.
    pub fn up(&self) {
        self.state.down.store(false, Ordering::SeqCst);
    }
}

fn connect(near: TcpStream, target: SocketAddr, state: &State) -> io::Result<()> {
    let far = TcpStream::connect(target)?;
    state.open.lock().expect("the relay").extend([near.try_clone()?, far.try_clone()?]);
    copy(near.try_clone()?, far.try_clone()?);
    copy(far, near);
    Ok(())
}

fn copy(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        // either side may vanish at any time: that is what a relay is for
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Both);
    });
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

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
        relay.down();
        assert_eq!(&heard, b"hello");
        assert_eq!(far.read(&mut heard).unwrap_or(0), 0);
    }
}
