//! What is wrong with what somebody said, where there is no page to say it on: in answers of the API, and on the command line.

use time::OffsetDateTime;

use crate::context::{Assets, Context, Place};
use crate::language::Language;
use crate::problems::Errors;

/// No page is made, so nothing is fetched for it.
static NO_ASSETS: Assets =
    Assets { css: String::new(), js: String::new(), sprite: String::new(), logo: String::new(), font: None };

impl Errors {
    /// Each field that is wrong with its sentence, in order. A problem of the whole has the field `""`.
    pub fn in_english(&self) -> Vec<(&str, String)> {
        let context = Context {
            place: Place::Platform,
            language: Language::English,
            viewer: None,
            support: None,
            csrf: "",
            command: "",
            path: "/",
            origin: "",
            platform: "",
            notice: None,
            assets: &NO_ASSETS,
            now: OffsetDateTime::UNIX_EPOCH,
        };
        self.iter().map(|(field, problem)| (field, problem.text(&context))).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Errors, Problem};

    #[test]
    fn what_is_wrong_is_said_field_by_field() {
        let errors = Errors::form(Problem::LedgerFull).with("days", Problem::NoNumber(0, 365));
        let said = errors.in_english();
        assert_eq!(said[0].0, "");
        assert_eq!(said[1], ("days", "Write a whole number from 0 to 365.".to_owned()));
    }
}
