//! Sending what pods have to say by mail: words, envelope, and what becomes of it.

pub mod smtp;

use crate::app::App;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};
use model::{
    Email,
    departures::Fate,
    mails::{self, Mail, Outcome},
    pods::{self, Pod},
    warnings::Limit,
};
use smtp::Server;
use std::time::{Duration, Instant};
use ui::{
    Language,
    mails::{Letter, Sender},
};

/// How often it is tried to write down what became of a mail that was handed over,
const WRITES: usize = 5;

/// and how long after each other.
const PAUSE: Duration = Duration::from_secs(2);

/// How long the job goes on at a time. An announcement to thousands takes longer, and one that is not over is taken for one that hangs.
const TURN: Duration = Duration::from_secs(30);

/// Sends mail.
#[derive(Clone)]
pub struct Mailer {
    server: Server,
    from: Email,
}

/// A mail that cannot be written.
#[derive(Debug, thiserror::Error)]
enum Unwritten {
    #[error(transparent)]
    Address(#[from] lettre::address::AddressError),
    #[error(transparent)]
    Message(#[from] lettre::error::Error),
}

impl Mailer {
    /// By that server, in the name of that address.
    #[must_use]
    pub fn new(server: Server, from: Email) -> Self {
        Self { server, from }
    }

    /// The mail server.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The same whenever it is made, but for where its parts are cut: a mail that is tried again is no other mail.
    fn message(&self, pod: &Pod, mail: &Mail, letter: Letter) -> Result<Message, Unwritten> {
        let address = |email: &Email| email.as_str().parse::<Address>();
        let name = pod.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut message = Message::builder()
            .from(Mailbox::new(Some(name), address(&self.from)?))
            .to(Mailbox::new(None, address(&mail.recipient)?))
            .subject(letter.subject)
            .date(mail.queued_at.into())
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.host())))
            // RFC 3834: nobody's machine answers it
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(contact) = &pod.contact_email {
            message = message.reply_to(Mailbox::new(None, address(contact)?));
        }
        Ok(message.multipart(MultiPart::alternative_plain_html(letter.text, letter.html))?)
    }
}

/// A mail in words; none once it was sent.
#[must_use]
pub fn letter(app: &App, pod: &Pod, mail: &Mail) -> Option<Letter> {
    let language = Language::from_tag(&mail.language).unwrap_or_default();
    let origin = app.origins.of(&pod.host);
    let sender = Sender { language, pod: &pod.name, origin: &origin };
    Some(about(app, pod, mail.letter()?).write(&sender))
}

fn about(app: &App, pod: &Pod, letter: mails::Letter) -> ui::mails::Mail {
    use mails::Letter as L;
    use ui::mails::Mail as M;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    match letter {
        L::RequestAccepted { code, until } => M::RequestAccepted { code, until },
        L::RequestRefused { reason, unanswered } => M::RequestRefused { reason, unanswered },
        L::PlaceAsked { waiter } => M::PlaceAsked { key: app.links.of_waiter(&pod.id, &waiter) },
        L::PlaceFree { waiter, code, until } => {
            M::PlaceFree { code, until, key: app.links.of_waiter(&pod.id, &waiter) }
        }
        L::LimitNear { limit, percent, used, most } => M::LimitNear {
            limit: match limit {
                Limit::Members => ui::mails::Limit::Members,
                Limit::Storage => ui::mails::Limit::Storage,
                Limit::Sessions => ui::mails::Limit::Sessions,
                Limit::Signups => ui::mails::Limit::Signups,
            },
            percent: u8::try_from(percent).unwrap_or(100),
            used: count(used),
            most: count(most),
        },
        L::OperatorInvited { code, until } => M::OperatorInvited { code, until },
        L::SignupsPaused { newcomers } => M::SignupsPaused { newcomers: count(newcomers) },
        L::ReportAnswered { report } => M::ReportAnswered { key: app.links.of_report(&pod.id, &report) },
        L::LetterboxAsked { member, email } => {
            M::LetterboxAsked { key: app.links.of_letterbox(&pod.id, &member, &email) }
        }
        L::LetterboxGone => M::LetterboxGone,
        L::SignUpAsked { code, until } => M::SignUpAsked { code, until },
        L::AlreadyHere => M::AlreadyHere,
        L::Announcement { title, body } => M::Announcement { title, text: ui::markdown::render(&body).text },
        L::PodCloses { at, moved_to } => M::PodCloses { at, moved_to },
        L::Invitation { code, until } => M::Invitation { code, until },
        L::Recovery { token, until } => M::Recovery { token, until },
        L::Left { account } => M::Left { account: fate(account) },
    }
}

fn fate(account: Fate) -> ui::mails::Fate {
    match account {
        Fate::Stays => ui::mails::Fate::Stays,
        Fate::Rests => ui::mails::Fate::Rests,
        Fate::Deleted => ui::mails::Fate::Deleted,
        Fate::Failed => ui::mails::Fate::Failed,
    }
}

/// Sends what is due, one after the other; what is left after half a minute is sent the next time.
///
/// # Errors
/// The database's own: mails wait for it.
pub async fn send(app: &App) -> Result<(), model::Error> {
    let Some(mailer) = &app.mailer else { return Ok(()) };
    let begun = Instant::now();
    while begun.elapsed() < TURN
        && let Some(mail) = mails::claim(&app.database, (app.now)()).await?
    {
        let Some(outcome) = send_one(app, mailer, &mail).await? else { continue };
        match &outcome {
            Outcome::Sent => tracing::debug!(id = %mail.id, "a mail was sent"),
            other => tracing::warn!(?other, id = %mail.id, tries = mail.tries, "a mail was not sent"),
        }
        settle(app, &mail, outcome).await?;
    }
    Ok(())
}

/// Sends a mail that was claimed; nothing where another job has it by now.
async fn send_one(app: &App, mailer: &Mailer, mail: &Mail) -> Result<Option<Outcome>, model::Error> {
    let pod = pods::get(&app.database, &mail.pod_id).await?;
    let words = pod.and_then(|pod| letter(app, &pod, mail).map(|letter| (pod, letter)));
    let Some((pod, letter)) = words else { return Ok(Some(Outcome::Refused(String::new()))) };
    match mailer.message(&pod, mail, letter) {
        Ok(message) => {
            let last_moment = mails::hand_over(&app.database, mail, (app.now)());
            mailer.server.deliver(&message, last_moment).await
        }
        Err(error) => Ok(Some(Outcome::Refused(error.to_string()))),
    }
}

/// What became of a mail is not to be forgotten because the database was away for a moment.
async fn settle(app: &App, mail: &Mail, outcome: Outcome) -> Result<(), model::Error> {
    let mut left = WRITES;
    loop {
        left -= 1;
        match mails::settle(&app.database, mail, outcome.clone(), (app.now)()).await {
            Err(error) if left > 0 && error.is_away() => tokio::time::sleep(PAUSE).await,
            settled => return settled,
        }
    }
}
