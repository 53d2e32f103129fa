//! The texts of the interface (Fluent), embedded, one bundle per language.

use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The files of a language.
type Files = &'static [&'static str];

const ENGLISH: Files = &[
    include_str!("../../../web/locales/en/shell.ftl"),
    include_str!("../../../web/locales/en/posts.ftl"),
    include_str!("../../../web/locales/en/people.ftl"),
    include_str!("../../../web/locales/en/chats.ftl"),
    include_str!("../../../web/locales/en/accounts.ftl"),
    include_str!("../../../web/locales/en/directory.ftl"),
    include_str!("../../../web/locales/en/operating.ftl"),
    include_str!("../../../web/locales/en/privacy.ftl"),
    include_str!("../../../web/locales/en/console.ftl"),
    include_str!("../../../web/locales/en/members.ftl"),
    include_str!("../../../web/locales/en/admin.ftl"),
    include_str!("../../../web/locales/en/health.ftl"),
    include_str!("../../../web/locales/en/mails.ftl"),
    include_str!("../../../web/locales/en/safety.ftl"),
    include_str!("../../../web/locales/en/community.ftl"),
    include_str!("../../../web/locales/en/problems.ftl"),
    include_str!("../../../web/locales/en/recoveries.ftl"),
    include_str!("../../../web/locales/en/notices.ftl"),
    include_str!("../../../web/locales/en/listing.ftl"),
    include_str!("../../../web/locales/en/branding.ftl"),
    include_str!("../../../web/locales/en/support.ftl"),
    include_str!("../../../web/locales/en/newcomers.ftl"),
    include_str!("../../../web/locales/en/federation.ftl"),
    include_str!("../../../web/locales/en/sheet.ftl"),
    include_str!("../../../web/locales/en/invites.ftl"),
];

const FRENCH: Files = &[
    include_str!("../../../web/locales/fr/shell.ftl"),
    include_str!("../../../web/locales/fr/posts.ftl"),
    include_str!("../../../web/locales/fr/people.ftl"),
    include_str!("../../../web/locales/fr/chats.ftl"),
    include_str!("../../../web/locales/fr/accounts.ftl"),
    include_str!("../../../web/locales/fr/directory.ftl"),
    include_str!("../../../web/locales/fr/operating.ftl"),
    include_str!("../../../web/locales/fr/privacy.ftl"),
    include_str!("../../../web/locales/fr/console.ftl"),
    include_str!("../../../web/locales/fr/members.ftl"),
    include_str!("../../../web/locales/fr/admin.ftl"),
    include_str!("../../../web/locales/fr/health.ftl"),
    include_str!("../../../web/locales/fr/mails.ftl"),
    include_str!("../../../web/locales/fr/safety.ftl"),
    include_str!("../../../web/locales/fr/community.ftl"),
    include_str!("../../../web/locales/fr/problems.ftl"),
    include_str!("../../../web/locales/fr/recoveries.ftl"),
    include_str!("../../../web/locales/fr/notices.ftl"),
    include_str!("../../../web/locales/fr/listing.ftl"),
    include_str!("../../../web/locales/fr/branding.ftl"),
    include_str!("../../../web/locales/fr/support.ftl"),
    include_str!("../../../web/locales/fr/newcomers.ftl"),
    include_str!("../../../web/locales/fr/federation.ftl"),
    include_str!("../../../web/locales/fr/sheet.ftl"),
    include_str!("../../../web/locales/fr/invites.ftl"),
];

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle(Language::English, ENGLISH), bundle(Language::French, FRENCH)]);

/// A text in the context's language: `t!(ctx, "key")`, `t!(ctx, "key", name = value, …)`.
macro_rules! t {
    ($ctx:expr, $key:literal) => {
        $crate::locales::text($ctx.language, $key, None)
    };
    ($ctx:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut arguments = fluent_bundle::FluentArgs::new();
        $(arguments.set(stringify!($name), $value);)+
        $crate::locales::text($ctx.language, $key, Some(&arguments))
    }};
}
pub(crate) use t;

/// The text of a key. A key that does not exist gives `⟦key⟧`, which a test looks for on every page.
pub fn text(language: Language, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let bundle = &BUNDLES[language as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return format!("⟦{key}⟧");
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors);
    if errors.is_empty() { text.into_owned() } else { format!("⟦{key}⟧") }
}

/// A whole number with the thousands set apart: `1,234` in English, `1 234` in French.
pub fn number(language: Language, value: u64) -> String {
    let separator = match language {
        Language::English => ',',
        Language::French => '\u{202f}',
    };
    let digits = value.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

fn bundle(language: Language, files: Files) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // marks around arguments would be copied along with names and addresses; the pages use <bdi> where it matters
    bundle.set_use_isolating(false);
    for file in files {
        // a file with a fault still gives its good messages; a test sees to it that there is none
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(files: Files) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for file in files {
            FluentResource::try_new((*file).to_owned()).expect("the file has no fault");
            for line in file.lines() {
                if let Some((key, _)) = line.split_once(" =")
                    && key.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    assert!(keys.insert(key.to_owned()), "{key} twice");
                }
            }
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (english, french) = (keys(ENGLISH), keys(FRENCH));
        let differing: Vec<_> = english.symmetric_difference(&french).collect();
        assert!(differing.is_empty(), "{differing:?}");
    }

    #[test]
    fn numbers_are_set_in_threes() {
        assert_eq!(number(Language::English, 1_234_567), "1,234,567");
        assert_eq!(number(Language::French, 12_345), "12\u{202f}345");
        assert_eq!(number(Language::English, 12), "12");
    }
}
