//! What people's XMPP clients ask at the deployment's Prosody that only Cosse can answer: fetched by a request that waits there, so that
//! nobody needs a secret in the other direction.

use super::{Prosody, ProsodyError};
use model::PodId;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// How long a request for questions may take: one waits there for 20 seconds.
const WAITS: Duration = Duration::from_secs(30);

/// Something that is asked. It holds codes, so it is shown nowhere.
#[derive(Deserialize)]
pub struct Question {
    /// By which it is answered.
    pub id: String,
    /// The domain at which it is asked.
    pub domain: String,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What is asked.
#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum What {
    /// Whether somebody may make an account by an invitation.
    Token {
        /// Its code.
        code: String,
        /// From where she comes.
        #[serde(default)]
        address: String,
    },
    /// An account by an invitation that was shown.
    Account {
        /// Its name.
        name: String,
        /// The invitation's code.
        code: String,
        /// How many seconds ago it was shown.
        shown: u32,
        /// From where she comes.
        #[serde(default)]
        address: String,
    },
    /// An invitation, by an account of the domain.
    Invitation {
        /// The account's name.
        name: String,
        /// The pod whose it is.
        pod: String,
        /// Whether whoever makes an account by it is a contact of hers.
        contact: bool,
    },
}

/// Why something is not given, as the module knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// The invitation is unknown, used up, revoked, or too old.
    Spent,
    /// The pod has no free place.
    Full,
    /// As many have signed up today as may in a day.
    Today,
    /// The pod takes nobody in.
    Closed,
    /// Somebody has the name, or it is kept for somebody.
    Taken,
    /// It is no name.
    Name,
    /// It is no password.
    Password,
    /// It was tried too often.
    Often,
    /// Who asks may not invite.
    Forbidden,
    /// Too many invitations of hers are open.
    Many,
    /// Nobody knows; it can be tried again soon.
    Later,
}

impl No {
    fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Spent => "spent",
            Self::Full => "full",
            Self::Today => "today",
            Self::Closed => "closed",
            Self::Taken => "taken",
            Self::Name => "name",
            Self::Password => "password",
            Self::Often => "often",
            Self::Forbidden => "forbidden",
            Self::Many => "many",
            Self::Later => return None,
        })
    }
}

/// An invitation that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// For clients (XEP-0147).
    pub uri: String,
    /// Its page.
    pub landing: String,
    /// Until when it is good (XEP-0082).
    pub expires: String,
}

/// What is answered.
#[derive(Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is so, or it was done.
    Yes,
    /// It is not, or it was not.
    No(No),
    /// What was asked for.
    Invitation(Invitation),
}

/// All that came, each read for itself.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    questions: Vec<Value>,
}

impl Prosody {
    /// Waits until something is asked, or for 20 seconds. What cannot be read is left out.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] of a module that is older than this.
    pub async fn questions(&self) -> Result<Vec<Question>, ProsodyError> {
        let asked = asked(&self.ask_for(WAITS, Method::GET, "questions", None).await?)?;
        let known = |value| serde_json::from_value(value).ok();
        Ok(asked.questions.into_iter().filter_map(known).collect())
    }

    /// Answers a question.
    ///
    /// # Errors
    /// [`ProsodyError::Missing`] if nobody waits for it any more.
    pub async fn answer(&self, id: &str, answer: &Answer) -> Result<(), ProsodyError> {
        let said = match answer {
            Answer::Yes => json!({ "yes": true }),
            Answer::No(no) => no.word().map_or_else(|| json!({}), |word| json!({ "no": word })),
            Answer::Invitation(Invitation { uri, landing, expires }) => {
                json!({ "uri": uri, "landing": landing, "expires": expires })
            }
        };
        self.put_answer(id, said).await
    }

    /// Has the account made that is asked for; it signs in once that is answered with yes, and goes again if it is not. `friend`: the name
    /// of the account whose contact it is then.
    ///
    /// # Errors
    /// [`ProsodyError::Taken`] if somebody has the name, [`ProsodyError::Missing`] if nobody waits for it any more.
    pub async fn make(&self, id: &str, pod: &PodId, friend: Option<&str>) -> Result<(), ProsodyError> {
        let said = friend.map_or_else(
            || json!({ "make": pod.to_string() }),
            |friend| json!({ "make": pod.to_string(), "friend": friend }),
        );
        self.put_answer(id, said).await
    }

    async fn put_answer(&self, id: &str, said: Value) -> Result<(), ProsodyError> {
        self.ask(Method::PUT, &format!("questions/{}", super::segment(id)), Some(said)).await.map(drop)
    }
}

/// What came. It holds codes, so what cannot be read is not said.
fn asked(text: &str) -> Result<Asked, ProsodyError> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        ProsodyError::Failed(format!("what clients ask cannot be read at line {line}, column {column}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_and_one_that_makes_no_sense_spoils_no_other() {
        let text = r#"{"questions":[
            {"id":"1","domain":"a.example","ask":"token","code":"00","address":"::1"},
            {"id":"2","domain":"a.example","ask":"something newer"},
            {"id":"3","domain":"a.example","ask":"account","name":"alice","code":"00","shown":3},
            {"id":"4","domain":"a.example","ask":"invitation","name":"alice","pod":"p","contact":true}]}"#;
        let asked = super::asked(text).unwrap();
        let known: Vec<Option<Question>> =
            asked.questions.into_iter().map(|value| serde_json::from_value(value).ok()).collect();
        assert_eq!(known.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true, true]);
        assert!(matches!(known[2].as_ref().unwrap().what, What::Account { shown: 3, .. }));
        let nothing = super::asked("{}").unwrap();
        assert!(nothing.questions.is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_not_repeated_since_codes_are_in_it() {
        for text in [r#"{"questions":"0123456789abcdef"}"#, r#"{"questions":[{"code":"0123456789abcdef""#] {
            let Err(error) = super::asked(text) else { panic!("{text} was read") };
            assert!(!error.to_string().contains("0123456789abcdef"), "{error}");
        }
    }
}
