//! A name server on loopback for the tests: SRV, texts and addresses (RFC 1035, RFC 2782), over UDP on a free port.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is known. It answers on a thread, because each test has a runtime of its own.
#[derive(Debug)]
pub struct Names {
    address: SocketAddr,
    records: Arc<Mutex<Vec<Record>>>,
}

#[derive(Debug)]
struct Record {
    name: String,
    data: Data,
    told: Told,
    /// How often its kind was asked for.
    asked: usize,
}

/// To which questions a record is the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Always,
    /// To the first alone.
    First,
    /// To all but the first.
    Later,
}

#[derive(Debug)]
enum Data {
    Address(IpAddr),
    Service { priority: u16, target: String, port: u16 },
    Text(String),
}

const A: u16 = 1;
const TXT: u16 = 16;
const AAAA: u16 = 28;
const SRV: u16 = 33;
const ANSWER: u16 = 0x8580;
const NO_SUCH_NAME: u16 = 3;

impl Names {
    /// Starts one that knows nothing yet.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    pub fn fresh() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("its address");
        let records = Arc::<Mutex<Vec<Record>>>::default();
        let known = Arc::clone(&records);
        thread::spawn(move || {
            let mut question = [0; 512];
            while let Ok((length, asker)) = socket.recv_from(&mut question) {
                if let Some(answer) = answer(&question[..length], &mut known.lock().expect("the names")) {
                    // who has gone does not hear it
                    let _ = socket.send_to(&answer, asker);
                }
            }
        });
        Self { address, records }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on that name is loopback's.
    pub fn address_of(&self, name: &str) {
        self.address_is(name, Ipv4Addr::LOCALHOST.into());
    }

    /// From now on that name is also at this address.
    pub fn address_is(&self, name: &str, address: IpAddr) {
        self.add(name, Data::Address(address));
    }

    /// From now on that name is at one address for whoever asks first, and at another for whoever asks again.
    pub fn turns(&self, name: &str, first: IpAddr, then: IpAddr) {
        for (address, told) in [(first, Told::First), (then, Told::Later)] {
            self.tell(name, Data::Address(address), told);
        }
    }

    /// From now on that service is also at this target; the lowest priority is asked first. `.` says that there is none.
    pub fn service(&self, name: &str, priority: u16, target: &str, port: u16) {
        self.add(name, Data::Service { priority, target: target.to_owned(), port });
    }

    /// From now on that name also has this text, of at most 255 bytes.
    pub fn text(&self, name: &str, text: &str) {
        self.add(name, Data::Text(text.to_owned()));
    }

    /// From now on there is no such name.
    ///
    /// # Panics
    ///
    /// Never: nobody who has the names panics.
    pub fn forget(&self, name: &str) {
        self.records.lock().expect("the names").retain(|record| record.name != name);
    }

    fn add(&self, name: &str, data: Data) {
        self.tell(name, data, Told::Always);
    }

    fn tell(&self, name: &str, data: Data, told: Told) {
        let record = Record { name: name.to_owned(), data, told, asked: 0 };
        self.records.lock().expect("the names").push(record);
    }
}

impl Record {
    /// What it answers to a question of that kind.
    fn answer(&mut self, kind: u16) -> Option<(u16, Vec<u8>)> {
        let (of, data) = written(&self.data);
        if of != kind {
            return None;
        }
        self.asked += 1;
        let is_told = match self.told {
            Told::Always => true,
            Told::First => self.asked == 1,
            Told::Later => self.asked > 1,
        };
        is_told.then_some((of, data))
    }
}

/// None for what is no question.
fn answer(question: &[u8], records: &mut [Record]) -> Option<Vec<u8>> {
    let (name, end) = read_name(question)?;
    let kind = u16::from_be_bytes([*question.get(end)?, *question.get(end + 1)?]);
    let asked = question.get(12..end + 4)?;
    let mut named: Vec<&mut Record> = records.iter_mut().filter(|it| it.name == name).collect();
    let found: Vec<(u16, Vec<u8>)> = named.iter_mut().filter_map(|it| it.answer(kind)).collect();
    let code = if named.is_empty() { NO_SUCH_NAME } else { 0 };
    let mut answer = question[..2].to_vec();
    for number in [ANSWER | code, 1, u16::try_from(found.len()).ok()?, 0, 0] {
        answer.extend(number.to_be_bytes());
    }
    answer.extend(asked);
    for (kind, data) in found {
        // the name is that of the question, at byte 12; class IN, for a minute
        answer.extend([0xc0, 12]);
        answer.extend(kind.to_be_bytes());
        answer.extend([0, 1, 0, 0, 0, 60]);
        answer.extend(u16::try_from(data.len()).ok()?.to_be_bytes());
        answer.extend(data);
    }
    Some(answer)
}

/// The name that is asked for, and where it ends.
fn read_name(question: &[u8]) -> Option<(String, usize)> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*question.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        let label = question.get(at..at + length)?;
        labels.push(String::from_utf8_lossy(label).to_lowercase());
        at += length;
    }
}

fn written(data: &Data) -> (u16, Vec<u8>) {
    match data {
        Data::Address(IpAddr::V4(address)) => (A, address.octets().to_vec()),
        Data::Address(IpAddr::V6(address)) => (AAAA, address.octets().to_vec()),
        Data::Text(text) => {
            let length = u8::try_from(text.len()).expect("a short text");
            (TXT, [&[length], text.as_bytes()].concat())
        }
        Data::Service { priority, target, port } => {
            let mut data = [*priority, 0, *port].map(u16::to_be_bytes).concat();
            for label in target.split('.').filter(|label| !label.is_empty()) {
                data.push(u8::try_from(label.len()).expect("a short label"));
                data.extend(label.as_bytes());
            }
            data.push(0);
            (SRV, data)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(names: &Names, name: &str, kind: u16) -> Vec<u8> {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let mut question = vec![7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name.split('.') {
            question.push(u8::try_from(label.len()).expect("a short label"));
            question.extend(label.as_bytes());
        }
        question.extend([0, 0, u8::try_from(kind).expect("a small number"), 0, 1]);
        socket.send_to(&question, names.address()).expect("the name server");
        let mut answer = [0; 512];
        let length = socket.recv(&mut answer).expect("an answer");
        answer[..length].to_vec()
    }

    #[test]
    fn what_is_known_is_answered_and_the_rest_does_not_exist() {
        let names = Names::fresh();
        names.address_of("alpha.test");
        names.service("_xmpp-client._tcp.alpha.test", 5, "alpha.test", 5222);
        assert!(asked(&names, "ALPHA.test", A).ends_with(&[0, 4, 127, 0, 0, 1]));
        let service = asked(&names, "_xmpp-client._tcp.alpha.test", SRV);
        assert!(service.ends_with(b"\x00\x05\x00\x00\x14\x66\x05alpha\x04test\x00"), "{service:?}");
        names.service("_xmpp-client._tcp.gamma.test", 0, ".", 0);
        let none = asked(&names, "_xmpp-client._tcp.gamma.test", SRV);
        assert!(none.ends_with(b"\x00\x07\x00\x00\x00\x00\x00\x00\x00"), "{none:?}");
        assert_eq!(asked(&names, "_xmpp-client._tcp.alpha.test", A)[3..8], [0x80, 0, 1, 0, 0]);
        assert_eq!(asked(&names, "beta.test", A)[3], 0x83);
        names.text("_cosse.beta.test", "whose it is");
        assert!(asked(&names, "_cosse.beta.test", TXT).ends_with(b"\x00\x0c\x0bwhose it is"));
        names.forget("_cosse.beta.test");
        assert_eq!(asked(&names, "_cosse.beta.test", TXT)[3], 0x83);
    }

    #[test]
    fn a_name_turns_after_the_first_question_of_each_kind() {
        let names = Names::fresh();
        names.turns("turncoat.test", "3ffe::1".parse().expect("an address"), Ipv4Addr::LOCALHOST.into());
        let found = |kind| asked(&names, "turncoat.test", kind)[7];
        assert_eq!([found(A), found(AAAA), found(A), found(AAAA), found(A)], [0, 1, 1, 0, 1]);
    }
}
