//! A stream over TLS without a session on it, which a session is compared with in the same run: this program holds some in a process
//! of their own.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use testpod::BETA;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::process::Process;
use crate::stage::Stage;

/// The word with which this program holds streams instead of measuring; behind it come address, authority and number.
pub const HOLD: &str = "hold";

/// Streams that are there before, so that what is made once is not counted.
const WARM: usize = 50;

/// The memory that one of so many streams takes, in kB.
pub async fn measure(stage: &Stage, streams: usize) -> f64 {
    let (few, many) = (begin(stage, WARM).await, begin(stage, WARM + streams).await);
    (memory(&many) - memory(&few)) / streams as f64
}

/// A process that holds so many.
async fn begin(stage: &Stage, streams: usize) -> Child {
    let server = stage.deployment().server();
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args([HOLD, &server.address().to_string()])
        .arg(server.authority())
        .arg(streams.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("this program again");
    let said = BufReader::new(child.stdout.take().expect("its output"));
    said.lines().next_line().await.expect("its output").expect("it holds them");
    child
}

fn memory(child: &Child) -> f64 {
    Process::of(child.id().expect("it runs")).memory()
}

/// Holds streams until nobody wants them any more.
pub async fn hold(arguments: &[String]) {
    let [address, authority, streams] = arguments else { panic!("{HOLD} ADDRESS AUTHORITY STREAMS") };
    let connector = TlsConnector::from(Arc::new(trusting(Path::new(authority))));
    let mut held = Vec::new();
    for _ in 0..streams.parse().expect("a number") {
        held.push(open(address, &connector).await);
    }
    println!("{} are there", held.len());
    let end = || std::io::stdin().read_to_end(&mut Vec::new());
    tokio::task::spawn_blocking(end).await.expect("no panic").expect("the end");
}

fn trusting(authority: &Path) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authority).expect("the authority") {
        roots.add(certificate.expect("a certificate")).expect("an authority");
    }
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}

/// Up to TLS (RFC 6120 §5.4).
async fn open(address: &str, connector: &TlsConnector) -> TlsStream<TcpStream> {
    let mut stream = TcpStream::connect(address).await.expect("the XMPP server");
    let names = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";
    let header = format!("<stream:stream to='{BETA}' version='1.0' {names}>");
    ask(&mut stream, &header, "</stream:features>").await;
    ask(&mut stream, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed").await;
    let name = ServerName::try_from(BETA).expect("a name");
    connector.connect(name, stream).await.expect("TLS")
}

async fn ask(stream: &mut TcpStream, words: &str, answer: &str) {
    stream.write_all(words.as_bytes()).await.expect("the stream");
    let mut heard = Vec::new();
    while !String::from_utf8_lossy(&heard).contains(answer) {
        assert!(stream.read_buf(&mut heard).await.expect("the stream") > 0, "no {answer}");
    }
}
