//! Forms of ours, as anything that speaks HTTP may send them: their fields hold nothing that pages, servers and databases
//! cannot carry, and a password is as it was typed.

#![no_main]

#[path = "../../../crates/server/src/extract/form/fields.rs"]
mod fields;

use fuzz::{bounded, expand};
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use std::collections::HashMap;
use url::form_urlencoded;

/// Fields of the two kinds that our forms have: there or empty, there or not.
#[derive(Debug, Deserialize)]
struct Form {
    csrf: Option<String>,
    #[serde(default)]
    jid: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    handle: String,
    next: Option<String>,
    command: Option<String>,
    audience: Option<String>,
}

/// A field that must be there.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only whether it can be read is looked at")]
struct Strict {
    name: String,
}

fuzz_target!(|input: &[u8]| {
    let input = expand(input);
    let _ = fields::read::<Strict>(&input);
    if let Ok(all) = fields::read::<HashMap<String, String>>(&input) {
        same_names(&input, &all);
    }
    let Ok(form) = fields::read::<Form>(&input) else { return };
    bounded(input.len(), &form);
    let optional = [&form.csrf, &form.next, &form.command, &form.audience].into_iter().flatten();
    for text in [&form.jid, &form.body, &form.handle].into_iter().chain(optional) {
        assert!(text.chars().all(carried), "{text:?}");
        handle_or_text(text);
    }
    let typed = form_urlencoded::parse(&input).find(|(name, _)| name == "password");
    assert_eq!(typed.map(|(_, value)| value.into_owned()).unwrap_or_default(), form.password);
});

/// XML 1.0 §2.2.
fn carried(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// No field is lost, none is made up.
fn same_names(input: &[u8], all: &HashMap<String, String>) {
    let sent: std::collections::HashSet<_> =
        form_urlencoded::parse(input).map(|(name, _)| name.into_owned()).collect();
    assert!(all.len() == sent.len() && all.keys().all(|name| sent.contains(name)));
}

/// What is typed becomes an address and a post.
fn handle_or_text(text: &str) {
    let _ = jid::BareJid::new(text);
    let _ = ui::Audience::from_code(text);
    let path = ui::url::member(text);
    assert!(path.starts_with("/@") && !path[1..].contains('/'), "{path}");
}
