//! Addresses of our pages: what is written is read again, and stays one segment, whatever it stands for.

#![no_main]

use fuzz::expand;
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use ui::url::{self, DirectoryQuery, LONGEST, Segment, Sort};
use ui::{Accent, Language};

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let Ok(text) = std::str::from_utf8(&input) else { return };
    segment(text);
    read(text);
    let mut parts = text.splitn(3, '\n');
    let (service, node, item) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
    pages(service, node, item.unwrap_or_default());
    let query = DirectoryQuery {
        q: text.to_owned(),
        language: service.to_owned(),
        sort: Sort::Name,
        ..DirectoryQuery::default()
    };
    questions(&url::pods(&query), &[("q", text), ("language", service), ("sort", "name")]);
    questions(&url::member_page(service, Some(node)), &[("before", node)]);
    let _ = Language::negotiate(text, Language::French);
});

/// `decode(encode(x)) == x`.
fn segment(text: &str) {
    let sound = !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control);
    for written in [Segment::write(text), Segment::write_encoded(text)] {
        assert!(
            written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._:@-~".contains(&byte)),
            "{written}"
        );
        assert!(![".", ".."].contains(&written.as_str()), "{written}");
        assert_eq!(Segment::parse(&written), sound.then(|| text.to_owned()), "{written}");
    }
}

/// What is read of an address that anybody may have typed is written so that it is read alike.
fn read(text: &str) {
    if let Some(value) = Segment::parse(text) {
        assert!(value.len() <= LONGEST && !value.is_empty() && !value.chars().any(char::is_control));
        assert_eq!(Segment::parse(&Segment::write(&value)), Some(value));
    }
    if let Some(accent) = Accent::parse(text) {
        assert_eq!(Accent::parse(&accent.hex()), Some(accent));
        assert!(!ui::accent::stylesheet(accent).contains('<'));
    }
}

/// A page's path has the segments that it should have, so that no route takes it for another's.
fn pages(service: &str, node: &str, item: &str) {
    for (path, segments) in [
        (url::post(service, node, item), 4),
        (url::member(service), 1),
        (url::member_post(service, item), 2),
        (url::contact(service), 2),
        (url::media(item), 2),
    ] {
        let parsed = ::url::Url::parse(&url::absolute("https://pod.test", &path)).expect("an address");
        assert_eq!(parsed.path(), path, "a browser asks for another path");
        assert_eq!(parsed.path_segments().map(Iterator::count), Some(segments), "{path}");
    }
    assert_ne!(url::member_post(service, item), url::member_feed(service));
    let uri = url::xmpp(service);
    let decoded = percent_decode_str(uri.strip_prefix("xmpp:").unwrap_or_default()).decode_utf8();
    assert_eq!(decoded.as_deref(), Ok(service));
}

/// A browser that reads the address finds the same questions with the same answers.
fn questions(address: &str, expected: &[(&str, &str)]) {
    let parsed = ::url::Url::parse(&url::absolute("https://pod.test", address)).expect("an address");
    for (name, value) in expected.iter().filter(|(name, value)| !value.is_empty() || *name == "before") {
        let found = parsed.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        assert_eq!(found.as_deref(), Some(*value), "{address}");
    }
}
