//! HTML of strangers: clean after once, the same after twice, XML on demand.

// dictionary: html.dict
#![no_main]

use fuzz::{bounded, expand, html::harmless, xml};
use libfuzzer_sys::fuzz_target;
use maud::Render;
use ui::Clean;

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let Ok(text) = std::str::from_utf8(&input) else { return };
    let clean = Clean::html(text);
    bounded(input.len(), &clean);
    harmless(clean.as_str());
    harmless(&clean.render().into_string());
    assert_eq!(Clean::html(clean.as_str()), clean, "cleaned twice it is another");
    let xhtml = clean.xhtml();
    assert!(xml::is_xhtml(&xhtml), "{xhtml}");
    // what is published comes back, and is cleaned again where it is shown
    let back = Clean::html(&xhtml);
    harmless(back.as_str());
    let _ = clean.plain();
});
