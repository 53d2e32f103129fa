//! Whatever bytes a server sends: the cut below the parser, the stream, and the elements that come out of it.

// dictionary: xml.dict
#![no_main]

use fuzz::{expand, me, pieces, xml};
use libfuzzer_sys::fuzz_target;
use std::cell::OnceCell;
use tokio::runtime::{Builder, Runtime};
use xmpp::fuzzing::{Cut, cut, elements, event};

/// The parser's limit in a stream.
const TOKEN: usize = 8192;

thread_local! {
    static RUNTIME: OnceCell<Runtime> = const { OnceCell::new() };
}

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let whole = if input.starts_with(b"<?xml") || input.starts_with(b"<stream:") {
        input
    } else {
        xml::stream(&input)
    };
    let cut = check_cut(&whole);
    read(&whole, &cut);
});

/// In pieces or whole is the same; what was well formed is so afterwards, and short enough for the parser; what was harmless is
/// the same as before.
fn check_cut(whole: &[u8]) -> Cut {
    let once = cut([whole]);
    let pieces = pieces(whole);
    assert_eq!(cut(pieces.iter().map(Vec::as_slice)), once, "in pieces it is cut otherwise");
    let Some(children) = xml::children(whole, whole.len() + TOKEN) else { return once };
    assert_eq!(xml::children(&once.bytes, TOKEN), Some(children), "not well formed any more");
    assert!(
        once.damaged.is_sorted_by(|one, next| one < next) && once.damaged.iter().all(|&it| it < children)
    );
    if once.damaged.is_empty() && xml::children(whole, TOKEN).is_some() {
        assert_eq!(once.bytes, whole, "changed without a mark");
    }
    once
}

/// What the stream reads: those elements are marked that were cut.
fn read(whole: &[u8], cut: &Cut) {
    let me = me();
    let read = RUNTIME.with(|runtime| {
        let runtime =
            runtime.get_or_init(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));
        elements(runtime, me.domain(), pieces(whole))
    });
    for (number, (element, damaged)) in (1..).zip(read.unwrap_or_default()) {
        assert_eq!(damaged, cut.damaged.contains(&number), "element {number}");
        let _ = event(element, &me);
    }
}
