//! A public page or feed as it is sent: its bytes, as they are and compressed, and its entity tag.

use crate::fault::Fault;
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, AcceptEncoding, ContentEncoding, ETag, Encoding, EntityTag, Header, IfNoneMatch},
    },
    web::{self, Bytes},
};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use ui::{Language, atom::Feed};

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A page, in a language.
    Page(Language),
    /// An Atom feed.
    Feed,
}

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    kind: Kind,
    text: Bytes,
    gzip: Option<Bytes>,
    tag: String,
}

impl Document {
    /// One that is not compressed yet.
    pub(super) fn new(kind: Kind, text: String) -> Self {
        let tag = hex::encode(&Sha256::digest(text.as_bytes())[..12]);
        Self { kind, text: exact(text.into_bytes()), gzip: None, tag }
    }

    /// Compresses it, once for everybody who takes it so.
    ///
    /// # Errors
    /// Only if the program is stopping.
    pub(super) async fn compressed(self) -> Result<Self, Fault> {
        let text = self.text.clone();
        let gzip =
            web::block(move || gzip(&text)).await.map_err(|error| Fault::Unavailable(error.to_string()))?;
        let gzip = gzip.map_err(|error| Fault::Internal(error.to_string()))?;
        Ok(Self { gzip: Some(gzip), ..self })
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// How much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.gzip.as_ref().map_or(0, Bytes::len)
    }

    /// Sends it, or says that the reader has it already. The tag is weak: it is the same however the text is compressed.
    pub(super) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let tag = EntityTag::new_weak(self.tag.clone());
        if knows(request, &tag) {
            return self.head(StatusCode::NOT_MODIFIED, tag).finish();
        }
        let mut answer = self.head(StatusCode::OK, tag);
        match self.kind {
            Kind::Page(language) => answer
                .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
                .insert_header((header::CONTENT_LANGUAGE, language.tag())),
            Kind::Feed => answer.insert_header((header::CONTENT_TYPE, Feed::CONTENT_TYPE)),
        };
        match &self.gzip {
            Some(gzip) if takes_gzip(request) => {
                answer.insert_header(ContentEncoding::Gzip).body(gzip.clone())
            }
            _ => answer.body(self.text.clone()),
        }
    }

    /// What is said whether the text follows or not. A cache may keep it, and must ask each time whether it is still true.
    fn head(&self, status: StatusCode, tag: EntityTag) -> actix_web::HttpResponseBuilder {
        let vary = match self.kind {
            Kind::Page(_) => "accept-encoding, accept-language, cookie",
            Kind::Feed => "accept-encoding",
        };
        let mut answer = HttpResponse::build(status);
        answer
            .insert_header(ETag(tag))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, vary));
        answer
    }
}

/// Whether the reader has what this tag names (RFC 9110 §13.1.2).
pub fn knows(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

fn takes_gzip(request: &HttpRequest) -> bool {
    let ours = [Encoding::gzip(), Encoding::identity()];
    let chosen = AcceptEncoding::parse(request).ok().and_then(|accepted| accepted.negotiate(ours.iter()));
    chosen == Some(Encoding::gzip())
}

fn gzip(text: &[u8]) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text)?;
    Ok(exact(encoder.finish()?))
}

/// Bytes that take no more room than they need, so that what is counted is what they take.
fn exact(bytes: Vec<u8>) -> Bytes {
    bytes.into_boxed_slice().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use std::io::Read;

    fn asked(name: header::HeaderName, value: &str) -> HttpRequest {
        TestRequest::default().insert_header((name, value)).to_http_request()
    }

    #[tokio::test]
    async fn who_has_it_is_told_so_in_whichever_form_she_says_it() {
        let document = Document::new(Kind::Feed, "text".to_owned());
        let tag = document.tag.clone();
        for (known, status) in [
            (format!("W/\"{tag}\""), StatusCode::NOT_MODIFIED),
            (format!("\"{tag}\""), StatusCode::NOT_MODIFIED),
            (format!("\"x\", W/\"{tag}\", \"y\""), StatusCode::NOT_MODIFIED),
            ("*".to_owned(), StatusCode::NOT_MODIFIED),
            (tag.clone(), StatusCode::OK),
            (format!("\"{}\"", &tag[1..]), StatusCode::OK),
            (String::new(), StatusCode::OK),
        ] {
            let request = asked(header::IF_NONE_MATCH, &known);
            assert_eq!(document.answer(&request).status(), status, "{known}");
        }
    }

    #[tokio::test]
    async fn it_is_compressed_only_for_who_takes_it_so() {
        let document = Document::new(Kind::Feed, "again and ".repeat(100)).compressed().await.unwrap();
        for (accepted, is_gzip) in [
            ("gzip, deflate, br", true),
            ("br;q=1, gzip;q=0.5", true),
            ("gzip;q=0", false),
            ("br", false),
            ("", false),
        ] {
            let answer = document.answer(&asked(header::ACCEPT_ENCODING, accepted));
            assert_eq!(answer.headers().contains_key(header::CONTENT_ENCODING), is_gzip, "{accepted}");
            let bytes = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
            let mut text = String::new();
            if is_gzip {
                flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
            } else {
                text.push_str(std::str::from_utf8(&bytes).unwrap());
            }
            assert_eq!(text.as_bytes(), document.text);
        }
    }
}
