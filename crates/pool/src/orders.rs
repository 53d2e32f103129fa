//! What travels on the bus from a web node to a worker, and back.

use crate::{
    commands::{Command, Reply},
    forms::{Filled, Form},
    passwords::PasswordRefusal,
    register::RegisterRefusal,
    sign_in::SignInRefusal,
};
use jid::BareJid;
use model::{InviteId, MemberId, PodId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A request about one account on one pod.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Order {
    /// Which pod.
    pub(crate) pod: PodId,
    /// Whose account.
    pub(crate) jid: BareJid,
    /// Where the answer is waited for.
    pub(crate) ticket: String,
    /// What is asked.
    pub(crate) request: Request,
}

/// What is asked of a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "request", rename_all = "kebab-case")]
pub(crate) enum Request {
    /// Is this password right? If so, hold a session.
    SignIn {
        /// Sealed to the deployment's key.
        password: Vec<u8>,
        /// Whether a password may be kept where nothing better can.
        keep: bool,
        /// By which invitation she comes, if she is new here.
        #[serde(default)]
        invite: Option<InviteId>,
        /// Whether the account was made a moment ago: only a very large crowd keeps it out then.
        #[serde(default)]
        made: bool,
    },
    /// Is this password right? Nothing is kept of it, and no session begins. The order's pod is nobody's.
    Prove {
        /// Sealed to the deployment's key.
        password: Vec<u8>,
    },
    /// What does the pod's own XMPP server ask of newcomers? The order is about its domain.
    Form,
    /// Make an account on the pod's own XMPP server. The order is about its domain, so that it goes to whoever holds the riddle.
    Register {
        /// The account.
        account: BareJid,
        /// A [`Secrets`], sealed to the deployment's key.
        sealed: Vec<u8>,
        /// By which invitation she comes.
        #[serde(default)]
        invite: Option<InviteId>,
    },
    /// Give the account another password, over its session.
    ChangePassword {
        /// The [`Passwords`], sealed to the deployment's key.
        sealed: Vec<u8>,
    },
    /// Does the account's server let accounts be deleted?
    CanDelete,
    /// Is this password right? If so, note that she has left and that her account is to be deleted, and end the session.
    DeleteAccount {
        /// Sealed to the deployment's key.
        password: Vec<u8>,
    },
    /// Delete the account of a member who wished so long enough ago, and then her rows.
    Unregister,
    /// She had left the pod and is back: begin her session again, as far as what was kept of her sign-in does.
    ComeBack,
    /// End the session for good.
    SignOut,
    /// The same, if no browser has looked at it for so long as the pod says.
    EndAway,
    /// End this very session: it made room for another, and its row is gone.
    Yield {
        /// Its last generation.
        generation: i64,
    },
    /// Whether any browser looks (XEP-0352).
    Watch {
        /// The web node that says so, of which there may be many.
        by: String,
        /// At least one of its browsers does.
        watching: bool,
    },
    /// Do what waits, as far as it was not refused.
    Retry,
    /// Do something through the session.
    Act {
        /// The command's id, the same when a form is sent again.
        id: String,
        /// What to do.
        command: Box<Command>,
    },
}

impl Request {
    /// What it is about, in metrics.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => "sign-in",
            Self::Prove { .. } => "prove",
            Self::Form => "form",
            Self::Register { .. } => "sign-up",
            Self::ChangePassword { .. } => "password",
            Self::CanDelete => "can-delete",
            Self::DeleteAccount { .. } => "delete-account",
            Self::Unregister => "unregister",
            Self::ComeBack => "come-back",
            Self::SignOut => "sign-out",
            Self::EndAway => "end-away",
            Self::Yield { .. } => "yield",
            Self::Watch { .. } => "watch",
            Self::Retry => "retry",
            Self::Act { command, .. } => command.noun(),
        }
    }
}

/// What a newcomer typed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub(crate) password: String,
    /// Some fields are secret, too.
    pub(crate) filled: Filled,
}

/// What a member typed who wants another password.
#[derive(Serialize, Deserialize)]
pub(crate) struct Passwords {
    pub(crate) present: Zeroizing<String>,
    pub(crate) new: Zeroizing<String>,
}

/// A worker's answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub(crate) enum Answer {
    /// To a sign-in that went well.
    SignedIn {
        /// Who it is.
        member: MemberId,
    },
    /// To a sign-in that did not.
    SignInRefused {
        /// Why.
        refusal: SignInRefusal,
    },
    /// To the question what the server asks.
    Form {
        /// That.
        form: Form,
    },
    /// To a registration, or a question about it, that did not go well.
    RegisterRefused {
        /// Why.
        refusal: RegisterRefusal,
    },
    /// To a change of the password that was not made.
    PasswordRefused {
        /// Why.
        refusal: PasswordRefusal,
    },
    /// To the question whether an account can be deleted.
    CanDelete {
        /// Whether it can; nothing where its server is away.
        can: Option<bool>,
    },
    /// To an act.
    Acted {
        /// What became of it.
        reply: Reply,
    },
    /// To the rest.
    Done,
    /// The database or something else of ours failed.
    Failed {
        /// For the log.
        cause: String,
    },
}

impl Answer {
    /// What became of the request, in metrics.
    pub(crate) fn result(&self) -> &'static str {
        match self {
            Self::SignedIn { .. } | Self::Form { .. } | Self::CanDelete { .. } | Self::Done => "done",
            Self::SignInRefused { .. } | Self::RegisterRefused { .. } | Self::PasswordRefused { .. } => {
                "refused"
            }
            Self::Acted { reply } => reply.as_str(),
            Self::Failed { .. } => "failed",
        }
    }
}
