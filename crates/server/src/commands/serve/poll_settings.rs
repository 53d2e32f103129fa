//! The settings that say how the directory looks at pods of other deployments.

use crate::{
    commands::CommandError,
    fetching::{Fetcher, Loopback},
    limits::Limits,
    origins::Origins,
    polling::Polling,
    settings::PollSettings,
};
use directory::life::Spans;
use pool::Texts;
use std::sync::Arc;

/// What looks at pods of other deployments.
///
/// # Errors
/// A sentence that names the setting that is wrong.
pub fn polling(
    settings: &PollSettings,
    texts: &Texts,
    limits: &Arc<Limits>,
    origins: &Origins,
) -> Result<Polling, CommandError> {
    let spans = settings.directory_spans.parse::<Spans>();
    let spans = spans.map_err(|error| CommandError::Said(format!("--directory-spans: {error}")))?;
    let named = settings.directory_loopback.iter().filter(|text| !text.is_empty());
    let loopback = named.map(|text| {
        let parsed = text.parse::<Loopback>();
        parsed.map_err(|error| CommandError::Said(format!("--directory-loopback {text}: {error}")))
    });
    let loopback = loopback.collect::<Result<_, _>>()?;
    let fetcher = Fetcher::new(texts.clone(), Arc::clone(limits), loopback, origins);
    let fetcher = fetcher.map_err(|error| CommandError::Said(format!("TLS: {error}")))?;
    Ok(Polling::new(fetcher, spans))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ServeSettings;

    fn said(flags: &[&str]) -> String {
        let settings = ServeSettings::of(flags);
        let origins = Origins::new(&settings.names.origin).unwrap();
        match polling(&settings.polls, &Texts::new(settings.names.dns), &Arc::default(), &origins) {
            Ok(_) => "looks".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn spans_and_hosts_of_this_machine_are_read_and_what_is_wrong_is_told() {
        assert_eq!(said(&[]), "looks");
        assert_eq!(said(&["--directory-spans", "", "--directory-loopback", ""]), "looks");
        let here = "a.example=127.0.0.1:80 *.b.example=[::1]:81";
        assert_eq!(said(&["--directory-spans", "probation=2s", "--directory-loopback", here]), "looks");
        assert!(said(&["--directory-spans", "probation"]).contains("--directory-spans: \"probation\""));
        let other = said(&["--directory-loopback", "a.example=10.0.0.1:80"]);
        assert!(other.contains("--directory-loopback a.example=10.0.0.1:80"), "{other}");
    }
}
