//! What was typed into forms that stand on more than one page.

use crate::audience::Audience;
use crate::newness::Newness;
use crate::problems::Errors;
use crate::url::Mode;

/// The form for a new post.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// What was typed as title.
    pub title: String,
    /// What was typed as text (Markdown).
    pub body: String,
    /// The audience that is chosen.
    pub audience: Audience,
    /// How many contacts will read a post for contacts.
    pub contacts: u32,
    /// The most characters that a post may have.
    pub longest: u32,
    /// What she may not do yet, if she is new.
    pub newness: Option<Newness>,
    /// What is wrong with it: `title`, `body`, `audience` or the whole.
    pub errors: Errors,
    /// The command id of the first try, where it may have been done; none for a fresh one.
    pub command: Option<String>,
}

/// The form for a comment.
#[derive(Clone, Debug, Default)]
pub struct CommentForm {
    /// What was typed.
    pub body: String,
    /// What is wrong with it: `body` or the whole.
    pub errors: Errors,
    /// The command id of the first try, where it may have been done.
    pub command: Option<String>,
}

/// The form for a message.
#[derive(Clone, Debug, Default)]
pub struct MessageForm {
    /// What was typed.
    pub body: String,
    /// The most characters that a message may have.
    pub longest: u32,
    /// What is wrong with it: `body` or the whole.
    pub errors: Errors,
    /// The command id of the first try, where it may have been done.
    pub command: Option<String>,
}

/// Whether a pod takes new members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joining {
    /// How one becomes a member.
    pub mode: Mode,
    /// Free places; none where there is no limit. Zero: the pod is full.
    pub places: Option<u32>,
    /// Whether the pod makes accounts of its own (it has an XMPP domain that does).
    pub accounts: bool,
    /// Whether somebody was invited who wants to join.
    pub invited: bool,
    /// Whether so many came at once that only who was invited is taken in.
    pub paused: bool,
    /// Whether one can wait for a place where there is none.
    pub waits: bool,
}

impl Joining {
    /// Whether there is no room.
    pub fn full(&self) -> bool {
        self.places == Some(0)
    }

    /// Whether nobody comes in who is not a member already.
    pub fn closed(&self) -> bool {
        self.mode == Mode::Closed
    }

    /// Whether a newcomer can make an account here now.
    pub fn possible(&self) -> bool {
        self.accounts && !self.full() && self.takes()
    }

    /// Whether a newcomer can ask to be let in.
    pub fn asks(&self) -> bool {
        self.mode == Mode::Approval && !self.invited && !self.full()
    }

    /// Whether a newcomer says first where she gets mail.
    pub fn confirms(&self) -> bool {
        self.mode == Mode::Confirmed && !self.invited && !self.full() && !self.paused
    }

    /// Whether newcomers are taken in, with an account of whichever server.
    pub fn takes(&self) -> bool {
        match self.mode {
            Mode::Open => !self.paused || self.invited,
            Mode::Confirmed | Mode::Approval | Mode::Invite => self.invited,
            Mode::Closed => false,
        }
    }
}
