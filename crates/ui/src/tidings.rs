//! What is told by XMPP, in the reader's language: a line or two, and where to look.

use crate::dates;
use crate::locales::{number, t};
use crate::mails::{Limit, Sender};
use crate::url;
use time::OffsetDateTime;

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tiding {
    /// The pod comes near a limit.
    LimitNear {
        /// Of what.
        limit: Limit,
        /// The step that is reached.
        percent: u8,
    },
    /// Somebody asks to be let in.
    RequestsWait {
        /// How many ask.
        asking: u64,
    },
    /// Sign-ups are paused, because so many came.
    SignupsPaused {
        /// How many, within an hour.
        newcomers: u64,
    },
    /// The pod is something else than before.
    PodTurned {
        /// What it is now.
        now: Now,
        /// Why, in the words of whoever looks after the deployment; may be empty.
        reason: String,
    },
    /// The pod closes.
    PodCloses {
        /// When.
        at: OffsetDateTime,
        /// The host at which it goes on, if it does.
        moved_to: Option<String>,
    },
}

/// What a pod is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// It is in use.
    InUse,
    /// It can be read.
    ReadOnly,
    /// It is suspended.
    Suspended,
}

impl Tiding {
    /// The notice in words.
    #[must_use]
    pub fn write(&self, sender: &Sender<'_>) -> String {
        // a name may be written over several lines
        let pod = sender.pod.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines = vec![self.said(&Sender { pod: &pod, ..*sender })];
        if let Self::PodTurned { reason, .. } = self
            && !reason.is_empty()
        {
            lines.extend(reason.lines().map(|line| format!("> {line}")));
        }
        lines.push(url::absolute(sender.origin, &self.place()));
        lines.push(t!(sender, "tidings-unread"));
        lines.join("\n")
    }

    fn said(&self, sender: &Sender<'_>) -> String {
        let pod = sender.pod;
        match self {
            Self::LimitNear { limit, percent } => match limit {
                Limit::Members => t!(sender, "mail-members-subject", pod = pod, percent = *percent),
                Limit::Storage => t!(sender, "mail-storage-subject", pod = pod, percent = *percent),
                Limit::Sessions => t!(sender, "mail-sessions-subject", pod = pod, percent = *percent),
                Limit::Signups => t!(sender, "mail-signups-subject", pod = pod, percent = *percent),
            },
            Self::RequestsWait { asking } => t!(sender, "tidings-requests", pod = pod, n = *asking),
            Self::SignupsPaused { newcomers } => {
                t!(sender, "mail-paused", pod = pod, n = number(sender.language, *newcomers))
            }
            Self::PodTurned { now, .. } => match now {
                Now::InUse => t!(sender, "tidings-in-use", pod = pod),
                Now::ReadOnly => t!(sender, "tidings-read-only", pod = pod),
                Now::Suspended => t!(sender, "tidings-suspended", pod = pod),
            },
            Self::PodCloses { at, moved_to } => {
                let day = dates::written_day(sender.language, *at);
                let closes = t!(sender, "mail-closes", pod = pod, day = day);
                match moved_to {
                    Some(host) => {
                        format!("{closes} {}", t!(sender, "tidings-moved", address = url::elsewhere(host)))
                    }
                    None => closes,
                }
            }
        }
    }

    /// Where to look.
    fn place(&self) -> String {
        match self {
            Self::LimitNear { .. } => url::operate_quotas(),
            Self::RequestsWait { .. } => url::operate_requests(),
            Self::SignupsPaused { .. } => url::operate_registration(),
            Self::PodTurned { .. } | Self::PodCloses { .. } => url::front(),
        }
    }

    /// Samples of all kinds.
    #[must_use]
    pub fn samples(now: OffsetDateTime) -> Vec<Self> {
        let near = |limit, percent| Self::LimitNear { limit, percent };
        let turned = |now, reason: &str| Self::PodTurned { now, reason: reason.to_owned() };
        vec![
            near(Limit::Members, 80),
            near(Limit::Storage, 90),
            near(Limit::Sessions, 100),
            near(Limit::Signups, 100),
            Self::RequestsWait { asking: 1 },
            Self::RequestsWait { asking: 7 },
            Self::SignupsPaused { newcomers: 31 },
            turned(Now::InUse, ""),
            turned(Now::ReadOnly, "We move to a larger machine."),
            turned(Now::Suspended, "Spam.\nWrite to us."),
            Self::PodCloses { at: now, moved_to: None },
            Self::PodCloses { at: now, moved_to: Some("elsewhere.example".to_owned()) },
        ]
    }
}
