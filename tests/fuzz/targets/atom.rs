//! Atom entries: bounded, and the same after they were written and read; their markup is clean where it is shown.

// dictionary: xml.dict
#![no_main]

use fuzz::{bounded, expand, html::harmless, xml};
use libfuzzer_sys::fuzz_target;
use xmpp::atom::{CATEGORIES_MAX, CONTENT_MAX, Entry, FIELD_MAX, LINKS_MAX, Markup, TITLE_MAX, Target};

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    for element in xml::elements(&input).unwrap_or_default() {
        let Ok(entry) = Entry::read(&element) else { continue };
        bounded(input.len(), &entry);
        in_bounds(&entry);
        shown(&entry);
        there_and_back(&entry);
    }
});

fn in_bounds(entry: &Entry) {
    assert!(entry.title.chars().count() <= TITLE_MAX && entry.id.len() <= FIELD_MAX);
    assert!(entry.links.len() <= LINKS_MAX && entry.categories.len() <= CATEGORIES_MAX);
    assert!(entry.content_text.as_ref().is_none_or(|text| text.len() <= CONTENT_MAX));
    assert!(entry.content_html.as_ref().is_none_or(|markup| markup.html().len() <= CONTENT_MAX));
    // an instant that has no form in UTC cannot be shown, and not be kept either
    for instant in [entry.published, entry.updated].into_iter().flatten() {
        assert!(instant.checked_to_offset(time::UtcOffset::UTC).is_some(), "{instant}");
    }
}

/// What pages make of it.
fn shown(entry: &Entry) {
    let _ = (entry.heading(), entry.text(), entry.web_pages().count());
    for address in
        entry.links.iter().map(|link| &link.href).chain(entry.in_reply_to.iter().flat_map(|it| &it.href))
    {
        if let Some(target) = Target::parse(address) {
            let written = target.to_string();
            // percent-encoding may make it longer than what is read
            assert!(written.len() > FIELD_MAX || Target::parse(&written) == Some(target), "{address}");
        }
    }
    let _ = entry.comments();
    if let Some(markup) = &entry.content_html {
        harmless(ui::Clean::html(markup.html()).as_str());
    }
    for instant in [entry.published, entry.updated].into_iter().flatten() {
        assert!(!ui::dates::machine(instant).is_empty(), "{instant}");
    }
}

fn there_and_back(entry: &Entry) {
    let kept = serde_json::to_vec(entry).expect("JSON");
    assert_eq!(&serde_json::from_slice::<Entry>(&kept).expect("our own JSON"), entry);
    let again = over_the_wire(entry);
    assert_eq!(over_the_wire(&again), again, "the second writing differs from the first");
    assert_eq!((again.links.len(), again.categories.len()), (entry.links.len(), entry.categories.len()));
    if let (Some(Markup::Xhtml(html)), Some(Markup::Xhtml(before))) =
        (&again.content_html, &entry.content_html)
    {
        assert_eq!(html, before, "XHTML that was read is written as it was");
    }
}

fn over_the_wire(entry: &Entry) -> Entry {
    Entry::read(&xml::over_the_wire(&entry.write())).expect("an entry")
}
