//! XEP-0077, XEP-0158: what the pod's own XMPP server asks of a newcomer. A form with a riddle is held for a while, with the
//! stream on which it came; any other is remembered, so that not every visit asks the server.

use crate::{register::RegisterRefusal, shared::Shared};
use jid::{DomainPart, DomainRef};
use model::PodId;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use xmpp::register::{self, Asked, RegisterError};

/// How long somebody may look at a riddle. Servers forget theirs after two minutes or more.
const HELD: Duration = Duration::from_secs(180);

/// Riddles that are looked at; of more, the oldest is given up.
const RIDDLES: usize = 200;

/// How long a form without one is taken for what the server asks.
const FRESH: Duration = Duration::from_secs(300);

/// How long a page waits for it.
const PATIENCE: Duration = Duration::from_secs(8);

/// What a server asks besides name and password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Leads back to a riddle that is held.
    pub token: Option<String>,
    /// The server's words; may be empty.
    pub instructions: String,
    /// Its own page for signing up, not checked.
    pub page: Option<String>,
    /// Whether only that page helps: the form is none, or nobody could fill it here.
    pub only_there: bool,
    /// What is to be filled in.
    pub fields: Vec<Field>,
    /// How many of the riddles that are not required are enough, where there is a choice.
    #[serde(default)]
    pub enough: Option<usize>,
}

/// A field of a form, in the server's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The server's name for it; empty for words alone.
    pub name: String,
    /// How it is filled.
    pub kind: Kind,
    /// What to write beside it.
    pub label: String,
    /// Whether it must be filled.
    pub required: bool,
    /// What is in it already.
    pub value: String,
    /// Values to choose from, with their labels.
    pub options: Vec<(String, String)>,
    /// Whether it is a riddle for people.
    pub riddle: bool,
    /// The riddle's picture, or what is said to be one.
    pub picture: Option<Vec<u8>>,
    /// The riddle's sound.
    #[serde(default)]
    pub sound: Option<Sound>,
}

/// A sound that browsers play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// Its type, by how it begins.
    pub mime: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// How a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// With a text.
    Text,
    /// With a text that nobody else is to see.
    Secret,
    /// With one of its options.
    Choice,
    /// With yes or nothing.
    Yes,
    /// Not at all: it is to be read.
    Words,
}

/// A form as it was filled in, beside name and password.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The riddle that it answers.
    pub token: Option<String>,
    /// Values by the server's names of the fields.
    pub fields: Vec<(String, String)>,
}

impl std::fmt::Debug for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|(name, _)| name).collect();
        f.debug_struct("Filled").field("fields", &names).finish_non_exhaustive()
    }
}

/// Forms of servers, as far as they are known.
#[derive(Debug, Default)]
pub(crate) struct Forms(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    riddles: HashMap<String, Riddle>,
    known: HashMap<DomainPart, (Instant, Known)>,
}

/// A form without a riddle, or that the server has none.
type Known = Result<Form, RegisterRefusal>;

#[derive(Debug)]
struct Riddle {
    pod: PodId,
    asked: Asked,
    since: Instant,
}

impl Forms {
    fn known(&self, domain: &DomainRef, now: Instant) -> Option<Known> {
        let state = self.lock();
        let (since, known) = state.known.get(domain)?;
        (now.duration_since(*since) < FRESH).then(|| known.clone())
    }

    /// What the server asks may have changed.
    pub(crate) fn forget(&self, domain: &DomainRef) {
        self.lock().known.remove(domain);
    }

    /// The riddle of a token, for whoever answers it.
    pub(crate) fn take(&self, pod: &PodId, token: &str) -> Option<Asked> {
        let mut state = self.lock();
        if state.riddles.get(token)?.pod != *pod {
            return None;
        }
        state.riddles.remove(token).map(|riddle| riddle.asked)
    }

    fn remember(&self, domain: DomainPart, known: Known, now: Instant) {
        let mut state = self.lock();
        state.known.retain(|_, (since, _)| now.duration_since(*since) < FRESH);
        state.known.insert(domain, (now, known));
    }

    fn hold(&self, token: String, riddle: Riddle) {
        let mut state = self.lock();
        while state.riddles.len() >= RIDDLES {
            let oldest = state.riddles.iter().min_by_key(|(_, riddle)| riddle.since);
            let Some(oldest) = oldest.map(|(token, _)| token.clone()) else { break };
            state.riddles.remove(&oldest);
        }
        state.riddles.insert(token, riddle);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // each change under the lock is whole, so a panic elsewhere spoils nothing
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the server of a domain asks of newcomers to this pod.
///
/// # Errors
/// Why it cannot be asked, or asks nobody.
pub(crate) async fn ask(
    shared: &Arc<Shared>,
    pod: &PodId,
    domain: &DomainRef,
) -> Result<Form, RegisterRefusal> {
    if let Some(known) = shared.forms.known(domain, Instant::now()) {
        return known;
    }
    let asked = tokio::time::timeout(PATIENCE, Asked::of(&shared.network, domain)).await;
    let asked = asked.unwrap_or(Err(RegisterError::Iq(xmpp::IqError::Timeout)));
    let answer = match asked.map_err(RegisterRefusal::from) {
        Ok(asked) if asked.form().has_riddle() => {
            let form = Form::from(asked.form());
            return Ok(Form { token: Some(hold(shared, *pod, asked)), ..form });
        }
        asked => asked.map(|asked| Form::from(asked.form())),
    };
    if matches!(answer, Ok(_) | Err(RegisterRefusal::NotOffered)) {
        shared.forms.remember(domain.to_owned(), answer.clone(), Instant::now());
    }
    answer
}

/// Keeps a riddle until it is answered, or for as long as anybody may look at it.
fn hold(shared: &Arc<Shared>, pod: PodId, asked: Asked) -> String {
    let token = format!("{:032x}", rand::random::<u128>());
    shared.forms.hold(token.clone(), Riddle { pod, asked, since: Instant::now() });
    let (shared, held) = (Arc::clone(shared), token.clone());
    tokio::spawn(async move {
        tokio::time::sleep(HELD).await;
        drop(shared.forms.take(&pod, &held));
    });
    token
}

impl From<&register::Form> for Form {
    fn from(form: &register::Form) -> Self {
        Self {
            token: None,
            instructions: form.instructions.clone().unwrap_or_default(),
            page: form.page.clone(),
            only_there: !form.can_be_filled(),
            fields: form.fields.iter().map(Field::from).collect(),
            enough: form.enough,
        }
    }
}

impl From<&register::Field> for Field {
    fn from(field: &register::Field) -> Self {
        Self {
            name: field.name.clone(),
            kind: match field.kind {
                register::Kind::Text => Kind::Text,
                register::Kind::Secret => Kind::Secret,
                register::Kind::Choice => Kind::Choice,
                register::Kind::Yes => Kind::Yes,
                register::Kind::Words => Kind::Words,
            },
            label: field.label.clone(),
            required: field.required,
            value: field.value.clone(),
            options: field.options.clone(),
            riddle: field.is_riddle(),
            picture: field.picture.as_ref().map(|picture| picture.bytes.clone()),
            sound: field.sound.as_ref().map(Sound::from),
        }
    }
}

impl From<&register::Sound> for Sound {
    fn from(sound: &register::Sound) -> Self {
        Self { mime: sound.mime.to_owned(), bytes: sound.bytes.clone() }
    }
}
