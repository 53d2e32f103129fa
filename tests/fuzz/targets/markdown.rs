//! Markdown of the composer: the HTML is harmless and cleaned already, the XHTML well formed, the tags are words.

// dictionary: html.dict
#![no_main]

use fuzz::{bounded, expand, html::harmless, xml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let Ok(text) = std::str::from_utf8(&input) else { return };
    let rendered = ui::markdown::render(text);
    bounded(input.len(), &rendered);
    harmless(rendered.html.as_str());
    assert_eq!(ui::Clean::html(rendered.html.as_str()), rendered.html, "cleaned twice it is another");
    assert!(xml::is_xhtml(&rendered.xhtml), "{}", rendered.xhtml);
    for tag in &rendered.tags {
        assert!(
            tag.chars().all(|c| !c.is_whitespace() && !"#&<>\"/".contains(c)) && !tag.is_empty(),
            "{tag}"
        );
    }
    harmless(ui::Clean::text(text).as_str());
});
