//! XEP-0077: In-Band Registration.

mod asked;
mod form;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod media;

pub use asked::Asked;
pub use form::{Field, Form, Kind};
pub use media::{Picture, Sound};

use crate::account::Secret;
use crate::atom::clean;
use crate::connector;
use crate::disco;
use crate::handle::Handle;
use crate::iq::IqError;
use crate::network::Network;
use crate::sign_in::SignInError;
use jid::{BareJid, Jid};
use minidom::Element;
use xmpp_parsers::ibr::{LegacyQuery, RemoveQuery};
use xmpp_parsers::ns::REGISTER;
use xmpp_parsers::stanza_error::{DefinedCondition, ErrorType, StanzaError};

/// Characters of a server's explanation that are shown.
const TEXT_MAX: usize = 500;
/// Characters of a password: servers cut or refuse somewhere above, and hashing costs grow.
const PASSWORD_MAX: usize = 1_000;

/// Why there is no account.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RegisterError {
    /// The server registers nobody this way.
    #[error("this server does not offer registration")]
    NotOffered,
    /// Somebody has this name.
    #[error("this name is taken")]
    NameTaken,
    /// The server refuses the password; its words, perhaps none.
    #[error("the server refuses this password: {0}")]
    WeakPassword(String),
    /// The server refuses the name or another field; its words, perhaps none.
    #[error("the server refuses: {0}")]
    Refused(String),
    /// The riddle was not solved, or too late; the server's words, perhaps none.
    #[error("the riddle was not solved: {0}")]
    WrongAnswer(String),
    /// Too many accounts in a short time; its words, perhaps none.
    #[error("the server wants us to wait: {0}")]
    Throttled(String),
    /// The server wants something that this program cannot give, such as much computing: register on its web page, if it names
    /// one.
    #[error("the server wants more than this program can give")]
    Unsupported {
        /// The server's words.
        instructions: String,
        /// The web page (XEP-0066).
        page: Option<String>,
    },
    /// The server cannot be reached safely.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// No answer, or one that cannot be read. The account may exist.
    #[error(transparent)]
    Iq(IqError),
}

/// Gives our account another password (§3.3). It is written to the stream and kept nowhere.
///
/// # Errors
/// [`RegisterError::NotOffered`] where passwords are changed elsewhere, [`RegisterError::WeakPassword`] and others.
pub async fn change_password(handle: &Handle, me: &BareJid, password: &str) -> Result<(), RegisterError> {
    sendable(password)?;
    let query = LegacyQuery {
        username: me.node().map(|node| node.as_str().to_owned()),
        password: Some(password.to_owned()),
        ..LegacyQuery::default()
    };
    handle
        .set_unkept(Some(Jid::from(me.domain().to_owned())), query)
        .await
        .map(|_| ())
        .map_err(|error| refusal(error, true))
}

/// Whether our account's server lets accounts be deleted this way, as far as it says.
///
/// # Errors
/// [`IqError`].
pub async fn is_offered(handle: &Handle, me: &BareJid) -> Result<bool, IqError> {
    let info = disco::info(handle, Jid::from(me.domain().to_owned()), None).await?;
    Ok(info.features.iter().any(|feature| feature == REGISTER))
}

/// Deletes an account on its server (§3.2), signed in for that alone.
///
/// # Errors
/// [`RegisterError::NotOffered`] where accounts are deleted elsewhere, and others. [`SignInError::WrongPassword`] also where there is no
/// such account any more.
pub async fn remove(network: &Network, me: &BareJid, secret: &Secret) -> Result<(), RegisterError> {
    let mut stream = connector::visit(network, me, secret).await?;
    // to the server, as for a password: not every one takes it from the account itself
    let server = Jid::from(me.domain().to_owned());
    match stream.iq_set(RemoveQuery { remove: true }.into(), Some(server)).await {
        Ok(_) => Ok(()),
        // the server ends the stream, and the answer may be lost with it: whoever cannot sign in any more is gone
        Err(IqError::Reset | IqError::Closed | IqError::Timeout) => {
            match connector::probe(network, me, secret).await {
                Err(SignInError::WrongPassword) => Ok(()),
                Err(error) => Err(error.into()),
                Ok(_) => Err(RegisterError::Iq(IqError::Reset)),
            }
        }
        Err(error) => Err(refusal(error, true)),
    }
}

/// A password must arrive as it is or not at all.
fn sendable(password: &str) -> Result<(), RegisterError> {
    let whole = clean(password, PASSWORD_MAX) == password;
    whole
        .then_some(())
        .ok_or_else(|| RegisterError::WeakPassword("too long, or with control characters".to_owned()))
}

fn read(answer: Result<Option<Element>, IqError>, offered: bool) -> Result<Form, RegisterError> {
    let query = answer.map_err(|error| refusal(error, offered))?;
    let form = query.as_ref().and_then(Form::read);
    form.ok_or_else(|| RegisterError::Iq(IqError::Malformed("a registration form".to_owned())))
}

/// Servers that register nobody answer with an error, or close the stream on a stranger who asks.
fn refusal(error: IqError, offered: bool) -> RegisterError {
    match error {
        IqError::Stanza(error) => said(&error),
        IqError::Closed | IqError::Reset if !offered => RegisterError::NotOffered,
        error => RegisterError::Iq(error),
    }
}

/// The same to a form with a riddle. XEP-0158 §3 has `not-acceptable` for a wrong answer; ejabberd says `not-allowed`.
fn unsolved(error: IqError, offered: bool) -> RegisterError {
    let IqError::Stanza(stanza) = &error else { return refusal(error, offered) };
    let text = text(stanza);
    let named = text.to_lowercase().contains("captcha");
    match stanza.defined_condition {
        DefinedCondition::NotAllowed => RegisterError::WrongAnswer(text),
        DefinedCondition::NotAcceptable | DefinedCondition::BadRequest if named || text.is_empty() => {
            RegisterError::WrongAnswer(text)
        }
        _ => refusal(error, offered),
    }
}

fn text(error: &StanzaError) -> String {
    error.texts.values().next().map(|text| clean(text.trim(), TEXT_MAX)).unwrap_or_default()
}

fn said(error: &StanzaError) -> RegisterError {
    let text = text(error);
    let waits = error.type_ == ErrorType::Wait;
    match error.defined_condition {
        DefinedCondition::Conflict => RegisterError::NameTaken,
        DefinedCondition::ResourceConstraint => RegisterError::Throttled(text),
        DefinedCondition::PolicyViolation if waits => RegisterError::Throttled(text),
        DefinedCondition::NotAllowed
        | DefinedCondition::ServiceUnavailable
        | DefinedCondition::FeatureNotImplemented => RegisterError::NotOffered,
        DefinedCondition::Forbidden if text.is_empty() => RegisterError::NotOffered,
        _ if text.to_lowercase().contains("password") => RegisterError::WeakPassword(text),
        _ => RegisterError::Refused(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DefinedCondition as Said;

    fn refused(kind: ErrorType, condition: DefinedCondition, text: &str) -> RegisterError {
        refusal(IqError::Stanza(Box::new(StanzaError::new(kind, condition, "en", text))), true)
    }

    #[test]
    fn refusals_are_told_apart() {
        let text = |text: &str| text.to_owned();
        assert_eq!(refused(ErrorType::Cancel, Said::Conflict, "exists"), RegisterError::NameTaken);
        let weak = refused(ErrorType::Modify, Said::NotAcceptable, "The password is too weak");
        assert_eq!(weak, RegisterError::WeakPassword(text("The password is too weak")));
        let name = refused(ErrorType::Modify, Said::NotAcceptable, "The requested username is invalid.");
        assert_eq!(name, RegisterError::Refused(text("The requested username is invalid.")));
        assert_eq!(refused(ErrorType::Modify, Said::JidMalformed, ""), RegisterError::Refused(String::new()));
        assert_eq!(
            refused(ErrorType::Wait, Said::ResourceConstraint, "x"),
            RegisterError::Throttled(text("x"))
        );
        assert_eq!(refused(ErrorType::Wait, Said::PolicyViolation, "x"), RegisterError::Throttled(text("x")));
        assert_eq!(refused(ErrorType::Cancel, Said::NotAllowed, ""), RegisterError::NotOffered);
        assert_eq!(refused(ErrorType::Cancel, Said::ServiceUnavailable, ""), RegisterError::NotOffered);
        assert_eq!(
            refused(ErrorType::Auth, Said::Forbidden, "blocked"),
            RegisterError::Refused(text("blocked"))
        );
    }

    #[test]
    fn a_riddle_that_was_not_solved_is_told_from_the_rest() {
        let answer = |condition, text: &str| {
            let error = StanzaError::new(ErrorType::Cancel, condition, "en", text);
            unsolved(IqError::Stanza(Box::new(error)), true)
        };
        let failed = "The CAPTCHA verification has failed";
        assert_eq!(answer(Said::NotAllowed, failed), RegisterError::WrongAnswer(failed.to_owned()));
        assert_eq!(answer(Said::NotAcceptable, ""), RegisterError::WrongAnswer(String::new()));
        let name = "The requested username is invalid.";
        assert_eq!(answer(Said::NotAcceptable, name), RegisterError::Refused(name.to_owned()));
        assert_eq!(answer(Said::Conflict, ""), RegisterError::NameTaken);
    }

    #[test]
    fn a_password_that_would_be_changed_on_its_way_is_refused() {
        assert!(sendable("pass word é").is_ok());
        for password in ["a\0b".to_owned(), "x".repeat(PASSWORD_MAX + 1)] {
            assert!(matches!(sendable(&password), Err(RegisterError::WeakPassword(_))));
        }
    }

    #[test]
    fn a_server_that_hangs_up_on_strangers_offers_nothing() {
        assert_eq!(refusal(IqError::Closed, false), RegisterError::NotOffered);
        assert_eq!(refusal(IqError::Closed, true), RegisterError::Iq(IqError::Closed));
        assert_eq!(refusal(IqError::Timeout, false), RegisterError::Iq(IqError::Timeout));
    }
}
