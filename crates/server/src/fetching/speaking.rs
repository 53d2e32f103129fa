//! One request and its answer over a connection (RFC 9112), counted while it comes.

use super::FetchError;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response,
    body::{Body, Bytes, Incoming},
    client::conn::http1,
    header::{CONTENT_ENCODING, LOCATION},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{self, AsyncRead, AsyncReadExt, AsyncWrite},
    task::JoinSet,
};

/// Bytes of a head at most, and of what is read at once.
const HEAD: usize = 16 * 1024;

/// Lines of a head at most.
const LINES: usize = 64;

/// What a server said.
pub(super) enum Said {
    /// An answer.
    All {
        /// Its status.
        status: u16,
        /// Its body.
        body: Vec<u8>,
    },
    /// That it is elsewhere.
    Elsewhere(String),
}

/// Asks, and reads at most so many bytes of the answer. The connection ends with it.
pub(super) async fn speak<T>(
    stream: T,
    request: Request<Full<Bytes>>,
    most: usize,
) -> Result<Said, FetchError>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD).max_header_size(HEAD).max_headers(LINES);
    let stream = TokioIo::new(bounded(stream, most));
    let (mut sender, connection) = builder.handshake(stream).await.map_err(broken)?;
    // whoever gives up drops it, and with it the connection
    let mut driver = JoinSet::new();
    driver.spawn(async move { drop(connection.await) });
    let response = sender.send_request(request).await.map_err(broken)?;
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        return match location {
            Some(location) => Ok(Said::Elsewhere(location.to_owned())),
            None => Ok(Said::All { status: status.as_u16(), body: Vec::new() }),
        };
    }
    if !status.is_success() {
        // what else it says is nobody's business
        return Ok(Said::All { status: status.as_u16(), body: Vec::new() });
    }
    let body = read(response, most).await?;
    Ok(Said::All { status: status.as_u16(), body })
}

/// A stream that ends where no honest answer does: hints before an answer (RFC 9110 §15.2), or what stands between the pieces of a body,
/// could go on for ever.
fn bounded<T: AsyncRead + AsyncWrite>(stream: T, most: usize) -> impl AsyncRead + AsyncWrite {
    let (read, write) = io::split(stream);
    let bound = u64::try_from(2 * (most + HEAD)).unwrap_or(u64::MAX);
    io::join(read.take(bound), write)
}

async fn read(mut response: Response<Incoming>, most: usize) -> Result<Vec<u8>, FetchError> {
    if let Some(coding) = response.headers().get(CONTENT_ENCODING).filter(|coding| *coding != "identity") {
        return Err(FetchError::Compressed(String::from_utf8_lossy(coding.as_bytes()).into_owned()));
    }
    let bound = u64::try_from(most).unwrap_or(u64::MAX);
    if response.body().size_hint().lower() > bound {
        return Err(FetchError::TooLarge(most));
    }
    let mut bytes = Vec::new();
    while let Some(frame) = response.body_mut().frame().await {
        let Ok(data) = frame.map_err(broken)?.into_data() else { continue };
        if bytes.len() + data.len() > most {
            return Err(FetchError::TooLarge(most));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

fn broken(error: hyper::Error) -> FetchError {
    FetchError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{FetchError, HEAD, Said, speak};
    use http_body_util::Full;
    use hyper::Request;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    /// What becomes of an answer, of which at most 100 bytes are wanted.
    async fn said(answer: Vec<u8>) -> Result<Said, FetchError> {
        let (ours, mut theirs) = duplex(1024);
        let server = tokio::spawn(async move {
            let mut asked = [0; 512];
            let read = theirs.read(&mut asked).await.unwrap();
            // who has had enough does not hear the rest
            drop(theirs.write_all(&answer).await);
            String::from_utf8_lossy(&asked[..read]).into_owned()
        });
        let request = Request::get("/x").header("Host", "pod.example").body(Full::default()).unwrap();
        let said = speak(ours, request, 100).await;
        assert!(server.await.unwrap().starts_with("GET /x HTTP/1.1\r\nhost: pod.example\r\n"));
        said
    }

    fn answer(head: &str, body: &str) -> Vec<u8> {
        format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n{body}").into_bytes()
    }

    #[tokio::test]
    async fn an_answer_is_read_up_to_its_bound() {
        let fits = said(answer("200 OK\r\ncontent-length: 100", &"x".repeat(100))).await.unwrap();
        assert!(matches!(fits, Said::All { status: 200, body } if body.len() == 100));
        let piece = format!("65\r\n{}\r\n0\r\n\r\n", "x".repeat(101));
        for long in [
            answer("200 OK", &"x".repeat(101)),
            answer("200 OK\r\ncontent-length: 1000000000", "x"),
            answer("200 OK\r\ntransfer-encoding: chunked", &piece),
        ] {
            assert!(matches!(said(long).await, Err(FetchError::TooLarge(100))));
        }
    }

    #[tokio::test]
    async fn a_head_has_a_bound_too() {
        let line = format!("200 OK\r\nx: {}", "y".repeat(HEAD));
        let Err(FetchError::Broken(why)) = said(answer(&line, "")).await else {
            panic!("a head without end")
        };
        assert!(why.contains("too large"), "{why}");
        let lines = format!("200 OK{}", "\r\nx: y".repeat(100));
        assert!(said(answer(&lines, "")).await.is_err());
    }

    #[tokio::test]
    async fn what_comes_before_an_answer_has_a_bound() {
        let hints = |count| b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(count);
        let after = |count| [hints(count), answer("200 OK", "x")].concat();
        assert!(matches!(said(after(3)).await, Ok(Said::All { status: 200, .. })));
        assert!(matches!(said(after(100_000)).await, Err(FetchError::Broken(_))));
    }

    #[tokio::test]
    async fn what_is_compressed_or_broken_is_not_taken() {
        let packed = answer("200 OK\r\ncontent-encoding: gzip", "x");
        assert!(matches!(said(packed).await, Err(FetchError::Compressed(coding)) if coding == "gzip"));
        let cut = answer("200 OK\r\ncontent-length: 50", "x");
        assert!(matches!(said(cut).await, Err(FetchError::Broken(_))));
        assert!(matches!(said(b"nonsense\r\n\r\n".to_vec()).await, Err(FetchError::Broken(_))));
    }

    #[tokio::test]
    async fn what_is_elsewhere_or_an_error_is_not_read() {
        let moved = said(answer("302 Found\r\nlocation: /y", "")).await.unwrap();
        assert!(matches!(moved, Said::Elsewhere(location) if location == "/y"));
        let gone = said(answer("410 Gone", &"x".repeat(1000))).await.unwrap();
        assert!(matches!(gone, Said::All { status: 410, body } if body.is_empty()));
    }
}
