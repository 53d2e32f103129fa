//! Data forms: registration forms, shown and sent back, and the configuration of nodes.

// dictionary: xml.dict
#![no_main]

use fuzz::{bounded, expand, xml};
use libfuzzer_sys::fuzz_target;
use minidom::Element;
use xmpp::fuzzing::{pubsub, register};
use xmpp::pubsub::{Access, Config};
use xmpp::register::{Field, Form, Kind, RegisterError};

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    for element in xml::elements(&input).unwrap_or_default() {
        if let Some(form) = Form::read(&element) {
            bounded(input.len(), &form);
            fill(&form);
        }
        configure(&element);
    }
});

/// Every field gets a value: it goes out as it was given, under the name that it had.
fn fill(form: &Form) {
    assert!(form.fields.len() <= 50);
    let typed: Vec<(String, String)> =
        form.fields.iter().map(|field| (field.name.clone(), "<typed & 'sent'>".to_owned())).collect();
    match register::filled(form, "ana", "pass<word>", &typed) {
        Ok(query) => {
            let sent = texts(&xml::over_the_wire(&query));
            assert!(
                form.complete
                    && sent.iter().any(|text| text == "ana")
                    && sent.iter().any(|text| text == "pass<word>")
            );
            let typed = |field: &Field| !matches!(field.kind, Kind::Yes | Kind::Words);
            assert!(!form.fields.iter().any(typed) || sent.iter().any(|text| text == "<typed & 'sent'>"));
        }
        Err(error) => assert!(matches!(error, RegisterError::Unsupported { .. })),
    }
}

fn texts(element: &Element) -> Vec<String> {
    element.children().flat_map(texts).chain([element.text()]).collect()
}

/// The access model is never lost, and what is sent can be read.
fn configure(element: &Element) {
    let known = pubsub::configuration(element);
    let wanted = Config::default().with("pubsub#max_items", "max").access(Access::Presence);
    let sent = xml::over_the_wire(&pubsub::configure("n", &wanted, &known));
    assert_eq!(pubsub::configuration(&sent).get("pubsub#access_model"), Some("presence"));
    let back = xml::over_the_wire(&pubsub::configure("n", &known, &known));
    let back = pubsub::configuration(&back);
    assert!(known.fields().all(|(name, _)| back.get(name) == known.get(name)), "{known:?} became {back:?}");
}
