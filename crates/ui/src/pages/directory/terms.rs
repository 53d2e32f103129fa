//! What a pod says of joining it, beside how one joins: its card and its page tell it.

use crate::pages::EmailWish;

/// What a pod says of joining it. All of it is a stranger's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What it is about.
    pub topics: Vec<String>,
    /// How many hours it takes until somebody is let in, where somebody looks at each request.
    pub approval_hours: Option<u32>,
    /// Whether one must give an address of e-mail.
    pub email: Option<EmailWish>,
    /// What it costs; none where it is free of charge.
    pub price: Option<String>,
    /// Where its rules are,
    pub rules: Option<String>,
    /// and its word on privacy.
    pub privacy: Option<String>,
}

impl Terms {
    /// Samples for pages that show pods.
    pub(in crate::pages) fn sample() -> Self {
        let link = |path: &str| Some(format!("https://treizh.example/{path}"));
        Self {
            topics: vec!["boats".to_owned(), "<i>".to_owned()],
            approval_hours: Some(9),
            email: Some(EmailWish::Required),
            price: Some("2 EUR <a month>".to_owned()),
            rules: link("rules"),
            privacy: link("privacy"),
        }
    }
}
