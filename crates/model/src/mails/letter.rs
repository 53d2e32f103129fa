//! What mails say.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Kind;
use crate::departures::Fate;
use crate::warnings::Limit;
use crate::{Email, MemberId, ReportId, WaiterId};

/// What a mail says. The words are found when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Letter {
    /// [`Kind::RequestAccepted`].
    RequestAccepted {
        /// The code of the invitation by which she comes in.
        code: String,
        /// Until when.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::RequestRefused`].
    RequestRefused {
        /// Why, in the operator's words; may be empty.
        reason: String,
        /// Whether nobody answered in time.
        #[serde(default)]
        unanswered: bool,
    },
    /// [`Kind::PlaceAsked`].
    PlaceAsked {
        /// Who.
        waiter: WaiterId,
    },
    /// [`Kind::PlaceFree`].
    PlaceFree {
        /// Who.
        waiter: WaiterId,
        /// The code of her invitation.
        code: String,
        /// Until when it is kept for her.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::LimitNear`].
    LimitNear {
        /// Which.
        limit: Limit,
        /// The step that is reached: 80, 90 or 100.
        percent: i64,
        /// What is used of it.
        used: i64,
        /// How much there is.
        most: i64,
    },
    /// [`Kind::SignupsPaused`].
    SignupsPaused {
        /// How many signed up within an hour.
        newcomers: i64,
    },
    /// [`Kind::OperatorInvited`].
    OperatorInvited {
        /// The code of the invitation by which she comes in.
        code: String,
        /// Until when.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::ReportAnswered`].
    ReportAnswered {
        /// Which.
        report: ReportId,
    },
    /// [`Kind::LetterboxAsked`].
    LetterboxAsked {
        /// Whose it is.
        member: MemberId,
        /// Her address.
        email: Email,
    },
    /// [`Kind::LetterboxGone`].
    LetterboxGone,
    /// [`Kind::SignUpAsked`].
    SignUpAsked {
        /// The code of the invitation by which she comes in.
        code: String,
        /// Until when it is good.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::AlreadyHere`].
    AlreadyHere,
    /// [`Kind::Announcement`].
    Announcement {
        /// In a few words.
        title: String,
        /// More of it, in Markdown; may be empty.
        body: String,
    },
    /// [`Kind::PodCloses`].
    PodCloses {
        /// When.
        #[serde(with = "time::serde::timestamp")]
        at: OffsetDateTime,
        /// The host name at which it goes on, if it does.
        #[serde(default)]
        moved_to: Option<String>,
    },
    /// [`Kind::Invitation`].
    Invitation {
        /// The code of the invitation.
        code: String,
        /// Until when it is good.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::Recovery`].
    Recovery {
        /// What is in the link.
        token: String,
        /// Until when it is good.
        #[serde(with = "time::serde::timestamp")]
        until: OffsetDateTime,
    },
    /// [`Kind::Left`].
    Left {
        /// What has become of her account.
        account: Fate,
    },
}

impl Letter {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self {
            Self::RequestAccepted { .. } => Kind::RequestAccepted,
            Self::RequestRefused { .. } => Kind::RequestRefused,
            Self::PlaceAsked { .. } => Kind::PlaceAsked,
            Self::PlaceFree { .. } => Kind::PlaceFree,
            Self::LimitNear { .. } => Kind::LimitNear,
            Self::SignupsPaused { .. } => Kind::SignupsPaused,
            Self::OperatorInvited { .. } => Kind::OperatorInvited,
            Self::ReportAnswered { .. } => Kind::ReportAnswered,
            Self::LetterboxAsked { .. } => Kind::LetterboxAsked,
            Self::LetterboxGone => Kind::LetterboxGone,
            Self::SignUpAsked { .. } => Kind::SignUpAsked,
            Self::AlreadyHere => Kind::AlreadyHere,
            Self::Announcement { .. } => Kind::Announcement,
            Self::PodCloses { .. } => Kind::PodCloses,
            Self::Invitation { .. } => Kind::Invitation,
            Self::Recovery { .. } => Kind::Recovery,
            Self::Left { .. } => Kind::Left,
        }
    }
}
