//! A cookie jar for one host, which shows what it holds: tests carry cookies where they do not belong.

use std::collections::BTreeMap;

use reqwest::header::{HeaderMap, SET_COOKIE};

/// The cookies of one browser at one host.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jar {
    cookies: BTreeMap<String, String>,
}

impl Jar {
    /// Takes what an answer sets; a cookie that expires at once is taken out.
    pub(crate) fn take(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE) {
            let line = line.to_str().expect("a cookie in ASCII");
            let mut parts = line.split(';').map(str::trim);
            let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("name=value");
            if parts.any(|part| part.eq_ignore_ascii_case("max-age=0")) {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The `Cookie` header, empty if there is none.
    pub(crate) fn header(&self) -> String {
        let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}
