//! What mails say, in the reader's language and in the pod's name: a subject, a text, and the same as HTML.

use crate::dates;
use crate::language::Language;
use crate::locales::{number, t};
use crate::url;
use maud::{DOCTYPE, Markup, html};
use time::OffsetDateTime;

/// In whose name a mail speaks, and how.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The reader's language.
    pub language: Language,
    /// The pod's name.
    pub pod: &'a str,
    /// The pod's scheme, host and port.
    pub origin: &'a str,
}

/// What a mail is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mail {
    /// Who asked to be let in may come.
    RequestAccepted {
        /// The code of her invitation.
        code: String,
        /// Until when it is good.
        until: OffsetDateTime,
    },
    /// Who asked to be let in may not come.
    RequestRefused {
        /// Why, in the operators' words; may be empty.
        reason: String,
        /// Whether nobody answered in time.
        unanswered: bool,
    },
    /// Who would like to wait is to say that the address is hers.
    PlaceAsked {
        /// Leads to her place in the line.
        key: String,
    },
    /// There is a place for who waited.
    PlaceFree {
        /// The code of her invitation.
        code: String,
        /// Until when the place is kept.
        until: OffsetDateTime,
        /// Leads to where she can give it up.
        key: String,
    },
    /// The pod comes near a limit.
    LimitNear {
        /// Of what.
        limit: Limit,
        /// The step that is reached.
        percent: u8,
        /// What is used.
        used: u64,
        /// How much there is.
        most: u64,
    },
    /// Sign-ups are paused, because so many came.
    SignupsPaused {
        /// How many, within an hour.
        newcomers: u64,
    },
    /// Somebody is to run the pod.
    OperatorInvited {
        /// The code of her invitation.
        code: String,
        /// Until when it is good.
        until: OffsetDateTime,
    },
    /// There is an answer to what somebody reported.
    ReportAnswered {
        /// Leads to it.
        key: String,
    },
    /// A member is to say that the address is hers.
    LetterboxAsked {
        /// Leads to where she says so.
        key: String,
    },
    /// A member has another address by now, or none.
    LetterboxGone,
    /// Somebody signs up, and is to show that the address is hers.
    SignUpAsked {
        /// The code of the invitation by which she comes in.
        code: String,
        /// Until when it is good.
        until: OffsetDateTime,
    },
    /// Somebody signs up with the address of a member.
    AlreadyHere,
    /// Something is announced.
    Announcement {
        /// In a few words.
        title: String,
        /// More of it, as plain text; may be empty.
        text: String,
    },
    /// The pod closes.
    PodCloses {
        /// When.
        at: OffsetDateTime,
        /// The host at which it goes on, if it does.
        moved_to: Option<String>,
    },
    /// An operator invites somebody.
    Invitation {
        /// The code of the invitation.
        code: String,
        /// Until when it is good.
        until: OffsetDateTime,
    },
    /// Who has lost her password sets another.
    Recovery {
        /// What is in the link.
        token: String,
        /// Until when it is good.
        until: OffsetDateTime,
    },
    /// What was kept of who left is gone.
    Left {
        /// What has become of her account.
        account: Fate,
    },
}

/// What has become of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays.
    Stays,
    /// It stays, and signs in nowhere until she comes back.
    Rests,
    /// It was deleted.
    Deleted,
    /// It could not be deleted.
    Failed,
}

/// What there is only so much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Members.
    Members,
    /// Bytes of media.
    Storage,
    /// Live sessions.
    Sessions,
    /// New members on one day (UTC).
    Signups,
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as a document of HTML.
    pub html: String,
}

/// A piece of a mail.
enum Part {
    Said(String),
    Quoted(String),
    Link { word: String, address: String },
}

impl Mail {
    /// The mail in words.
    #[must_use]
    pub fn write(&self, sender: &Sender<'_>) -> Letter {
        let mut parts = self.parts(sender);
        parts.push(Part::Said(self.why(sender)));
        let subject = self.subject(sender);
        Letter {
            html: document(sender, &subject, &parts).into_string(),
            text: parts.iter().map(Part::text).collect::<Vec<_>>().join("\n\n") + "\n",
            // a name may be written over several lines, a subject is not
            subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    fn subject(&self, sender: &Sender<'_>) -> String {
        let pod = sender.pod;
        match self {
            Self::RequestAccepted { .. } => t!(sender, "mail-accepted-subject", pod = pod),
            Self::RequestRefused { .. } => t!(sender, "mail-refused-subject", pod = pod),
            Self::PlaceAsked { .. } => t!(sender, "mail-wait-subject", pod = pod),
            Self::PlaceFree { .. } => t!(sender, "mail-place-subject", pod = pod),
            Self::LimitNear { limit, percent, .. } => match limit {
                Limit::Members => t!(sender, "mail-members-subject", pod = pod, percent = *percent),
                Limit::Storage => t!(sender, "mail-storage-subject", pod = pod, percent = *percent),
                Limit::Sessions => t!(sender, "mail-sessions-subject", pod = pod, percent = *percent),
                Limit::Signups => t!(sender, "mail-signups-subject", pod = pod, percent = *percent),
            },
            Self::SignupsPaused { .. } => t!(sender, "mail-paused-subject", pod = pod),
            Self::OperatorInvited { .. } => t!(sender, "mail-operator-subject", pod = pod),
            Self::ReportAnswered { .. } => t!(sender, "mail-report-subject", pod = pod),
            Self::LetterboxAsked { .. } => t!(sender, "mail-letterbox-subject", pod = pod),
            Self::LetterboxGone => t!(sender, "mail-letterbox-gone-subject", pod = pod),
            Self::SignUpAsked { .. } => t!(sender, "mail-sign-up-subject", pod = pod),
            Self::AlreadyHere => t!(sender, "mail-already-subject", pod = pod),
            Self::Announcement { title, .. } => {
                t!(sender, "mail-announcement-subject", pod = pod, title = title.as_str())
            }
            Self::PodCloses { at, .. } => {
                t!(sender, "mail-closes-subject", pod = pod, day = dates::written_day(sender.language, *at))
            }
            Self::Invitation { .. } => t!(sender, "mail-invitation-subject", pod = pod),
            Self::Recovery { .. } => t!(sender, "mail-recovery-subject", pod = pod),
            Self::Left { .. } => t!(sender, "mail-left-subject", pod = pod),
        }
    }

    fn parts(&self, sender: &Sender<'_>) -> Vec<Part> {
        let (pod, day) = (sender.pod, |until: &OffsetDateTime| dates::written_day(sender.language, *until));
        let at = |path: String| url::absolute(sender.origin, &path);
        let join = |code: &str| link(t!(sender, "mail-join"), at(url::invite(code)));
        match self {
            Self::RequestAccepted { code, until } => {
                vec![said(t!(sender, "mail-accepted", pod = pod, day = day(until))), join(code)]
            }
            Self::RequestRefused { reason, unanswered } => refused(sender, reason, *unanswered),
            Self::PlaceAsked { key } => vec![
                said(t!(sender, "mail-wait", pod = pod)),
                link(t!(sender, "mail-wait-confirm"), at(url::confirm(key))),
            ],
            Self::PlaceFree { code, until, key } => vec![
                said(t!(sender, "mail-place", pod = pod, day = day(until))),
                join(code),
                link(t!(sender, "mail-place-leave"), at(url::waiting_list_of(key))),
            ],
            Self::LimitNear { limit, used, most, .. } => {
                let (used, most) = (written(sender, *limit, *used), written(sender, *limit, *most));
                vec![said(match limit {
                    Limit::Members => t!(sender, "mail-members", pod = pod, used = used, most = most),
                    Limit::Storage => t!(sender, "mail-storage", pod = pod, used = used, most = most),
                    Limit::Sessions => t!(sender, "mail-sessions", pod = pod, used = used, most = most),
                    Limit::Signups => t!(sender, "mail-signups", pod = pod, used = used, most = most),
                })]
            }
            Self::SignupsPaused { newcomers } => vec![
                said(t!(sender, "mail-paused", pod = pod, n = number(sender.language, *newcomers))),
                link(t!(sender, "mail-paused-look"), at(url::operate_registration())),
            ],
            Self::OperatorInvited { code, until } => handed_over(sender, code, *until),
            Self::ReportAnswered { key } => report_answered(sender, key),
            _ => self.for_members(sender),
        }
    }

    /// What members, and those who may become one, are told.
    fn for_members(&self, sender: &Sender<'_>) -> Vec<Part> {
        let (pod, day) = (sender.pod, |at: &OffsetDateTime| dates::written_day(sender.language, *at));
        let at = |path: String| url::absolute(sender.origin, &path);
        match self {
            Self::LetterboxAsked { key } => vec![
                said(t!(sender, "mail-letterbox", pod = pod)),
                link(t!(sender, "mail-letterbox-confirm"), at(url::letterbox(key))),
            ],
            Self::LetterboxGone => vec![
                said(t!(sender, "mail-letterbox-gone", pod = pod)),
                link(t!(sender, "mail-letterbox-gone-look"), at(url::settings_mail())),
            ],
            Self::SignUpAsked { code, until } => vec![
                said(t!(sender, "mail-sign-up", pod = pod, day = day(until))),
                link(t!(sender, "mail-join"), at(url::invite(code))),
            ],
            Self::AlreadyHere => vec![
                said(t!(sender, "mail-already", pod = pod)),
                link(t!(sender, "mail-already-in"), at(url::login())),
                link(t!(sender, "mail-already-lost"), at(url::recover())),
            ],
            Self::Announcement { title, text } => announced(sender, title, text),
            Self::PodCloses { at, moved_to } => closes(sender, *at, moved_to.as_deref()),
            Self::Invitation { code, until } => vec![
                said(t!(sender, "mail-invitation", pod = pod, day = day(until))),
                link(t!(sender, "mail-join"), at(url::invite(code))),
            ],
            Self::Recovery { token, until } => vec![
                said(t!(sender, "mail-recovery", pod = pod, day = day(until))),
                link(t!(sender, "mail-recovery-link"), at(url::recover_by(token))),
            ],
            Self::Left { account } => left(sender, *account),
            _ => Vec::new(),
        }
    }

    /// Why whoever reads it got it.
    fn why(&self, sender: &Sender<'_>) -> String {
        let pod = sender.pod;
        match self {
            Self::RequestAccepted { .. } | Self::RequestRefused { .. } => {
                t!(sender, "mail-why-asked", pod = pod)
            }
            Self::PlaceAsked { .. } => t!(sender, "mail-why-typed", pod = pod),
            Self::SignUpAsked { .. } => t!(sender, "mail-why-sign-up"),
            Self::AlreadyHere => t!(sender, "mail-why-already"),
            Self::PlaceFree { .. } => t!(sender, "mail-why-waits", pod = pod),
            Self::LimitNear { .. } | Self::SignupsPaused { .. } => t!(sender, "mail-why-contact", pod = pod),
            Self::OperatorInvited { .. } => t!(sender, "mail-why-operator", pod = pod),
            Self::ReportAnswered { .. } => t!(sender, "mail-why-reported", pod = pod),
            Self::LetterboxAsked { .. } => t!(sender, "mail-why-letterbox"),
            Self::LetterboxGone => t!(sender, "mail-why-letterbox-gone", pod = pod),
            Self::Announcement { .. } | Self::PodCloses { .. } => t!(sender, "mail-why-member", pod = pod),
            Self::Invitation { .. } => t!(sender, "mail-why-invited", pod = pod),
            Self::Recovery { .. } => t!(sender, "mail-why-recovery", pod = pod),
            Self::Left { .. } => t!(sender, "mail-why-left", pod = pod),
        }
    }

    /// Samples of all kinds.
    #[must_use]
    pub fn samples(now: OffsetDateTime) -> Vec<Self> {
        let (code, key) = ("0".repeat(32), "01HSAMPLE.key".to_owned());
        let near = |limit, percent, used, most| Self::LimitNear { limit, percent, used, most };
        vec![
            Self::RequestAccepted { code: code.clone(), until: now },
            Self::RequestRefused { reason: String::new(), unanswered: false },
            Self::RequestRefused { reason: String::new(), unanswered: true },
            Self::RequestRefused {
                unanswered: false,
                reason: "We know each other, here.\nCome and eat with us first.".to_owned(),
            },
            Self::PlaceAsked { key: key.clone() },
            Self::PlaceFree { code: code.clone(), until: now, key: key.clone() },
            Self::LetterboxAsked { key: key.clone() },
            Self::LetterboxGone,
            Self::SignUpAsked { code: code.clone(), until: now },
            Self::AlreadyHere,
            Self::Announcement {
                title: "No soup\nin <b>August</b>".to_owned(),
                text: "One.\n\nTwo.".to_owned(),
            },
            Self::PodCloses { at: now, moved_to: None },
            Self::PodCloses { at: now, moved_to: Some("elsewhere.example".to_owned()) },
            Self::Invitation { code: code.clone(), until: now },
            near(Limit::Members, 80, 1_200, 1_500),
            near(Limit::Storage, 90, 900_000_000, 1_000_000_000),
            near(Limit::Sessions, 100, 1_000, 1_000),
            near(Limit::Signups, 90, 18, 20),
            Self::SignupsPaused { newcomers: 31 },
            Self::OperatorInvited { code, until: now },
            Self::ReportAnswered { key },
            Self::Recovery { token: "0".repeat(32), until: now },
            Self::Left { account: Fate::Stays },
            Self::Left { account: Fate::Rests },
            Self::Left { account: Fate::Deleted },
            Self::Left { account: Fate::Failed },
        ]
    }
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Said(text) => text.clone(),
            Self::Quoted(text) => text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"),
            Self::Link { word, address } => format!("{word}\n{address}"),
        }
    }

    fn html(&self) -> Markup {
        html! {
            @match self {
                Self::Said(text) => p { (text) },
                Self::Quoted(text) => blockquote { @for line in text.lines() { (line) br; } },
                Self::Link { word, address } => p { (word) br; a href=(address) { (address) } },
            }
        }
    }
}

fn said(text: String) -> Part {
    Part::Said(text)
}

fn link(word: String, address: String) -> Part {
    Part::Link { word, address }
}

/// The day, what to do until then, and where it goes on.
fn closes(sender: &Sender<'_>, at: OffsetDateTime, moved_to: Option<&str>) -> Vec<Part> {
    let day = dates::written_day(sender.language, at);
    let closes = t!(sender, "mail-closes", pod = sender.pod, day = day);
    let said = [closes, t!(sender, "mail-closes-do")].map(said);
    let to = moved_to.map(|host| link(t!(sender, "mail-closes-moved"), url::elsewhere(host)));
    let pod = link(t!(sender, "mail-closes-look"), url::absolute(sender.origin, &url::front()));
    said.into_iter().chain(to).chain([pod]).collect()
}

/// Who asked and may not come in, or was not answered.
fn refused(sender: &Sender<'_>, reason: &str, unanswered: bool) -> Vec<Part> {
    if unanswered {
        return vec![said(t!(sender, "mail-unanswered", pod = sender.pod))];
    }
    let mut parts = vec![said(t!(sender, "mail-refused", pod = sender.pod))];
    if !reason.is_empty() {
        parts.extend([said(t!(sender, "mail-refused-reason")), Part::Quoted(reason.to_owned())]);
    }
    parts
}

fn announced(sender: &Sender<'_>, title: &str, text: &str) -> Vec<Part> {
    let mut parts = vec![said(title.to_owned())];
    let paragraphs = text.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.extend(paragraphs.map(|part| said(part.to_owned())));
    let address = url::absolute(sender.origin, &url::announcements());
    parts.push(link(t!(sender, "mail-announcement-look"), address));
    parts
}

/// To whom a pod is handed over.
fn handed_over(sender: &Sender<'_>, code: &str, until: OffsetDateTime) -> Vec<Part> {
    let day = dates::written_day(sender.language, until);
    let at = |path: String| url::absolute(sender.origin, &path);
    vec![
        said(t!(sender, "mail-operator", pod = sender.pod, day = day)),
        link(t!(sender, "mail-join"), at(url::invite(code))),
        link(t!(sender, "mail-operator-console"), at(url::operate())),
    ]
}

/// The receipt of who left.
fn left(sender: &Sender<'_>, account: Fate) -> Vec<Part> {
    let account = match account {
        Fate::Stays => t!(sender, "mail-left-account-stays"),
        Fate::Rests => t!(sender, "mail-left-account-rests", pod = sender.pod),
        Fate::Deleted => t!(sender, "mail-left-account-deleted"),
        Fate::Failed => t!(sender, "mail-left-account-failed"),
    };
    let privacy = url::absolute(sender.origin, &url::privacy());
    vec![
        said(t!(sender, "mail-left", pod = sender.pod)),
        said(account),
        link(t!(sender, "mail-left-look"), privacy),
    ]
}

fn report_answered(sender: &Sender<'_>, key: &str) -> Vec<Part> {
    let receipt = url::absolute(sender.origin, &url::report_receipt(key));
    vec![said(t!(sender, "mail-report", pod = sender.pod)), link(t!(sender, "mail-report-look"), receipt)]
}

fn written(sender: &Sender<'_>, limit: Limit, value: u64) -> String {
    match limit {
        Limit::Members | Limit::Sessions | Limit::Signups => number(sender.language, value),
        Limit::Storage => {
            t!(sender, "mail-megabytes", n = number(sender.language, value.div_ceil(1_000_000)))
        }
    }
}

fn document(sender: &Sender<'_>, subject: &str, parts: &[Part]) -> Markup {
    let language = sender.language;
    html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(language.direction()) {
            head { meta charset="utf-8"; title { (subject) } }
            body { @for part in parts { (part.html()) } }
        }
    }
}
