//! What just happened, said once on top of the next page.

use crate::context::Context;
use crate::locales::t;

/// What just happened. Travels between two pages as its [`Notice::code`], in a cookie or in `?notice=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A post was published.
    Published,
    /// A comment was sent.
    Commented,
    /// A post or comment was deleted.
    Deleted,
    /// A person was asked to become a contact.
    ContactAsked,
    /// A person who asked is now a contact.
    ContactAccepted,
    /// A person who asked got a no.
    ContactRefused,
    /// A contact was removed.
    ContactRemoved,
    /// A setting was saved.
    Saved,
    /// Another browser was signed out.
    BrowserEnded,
    /// This browser was signed out.
    SignedOut,
    /// Everything was signed out.
    SignedOutEverywhere,
    /// The page asked for needs a sign-in.
    SignInFirst,
    /// The session is back after the password was typed again.
    BackOnline,
    /// The connection is down; what was written waits and will be sent.
    Waiting,
    /// The answer did not come in time; it may have been done.
    MaybeDone,
    /// It was not done, and nothing was lost.
    NotDone,
    /// A new account was made.
    AccountMade,
    /// The account has another password.
    PasswordChanged,
    /// Who had left the pod is back.
    CameBack,
    /// The same, and her session needs her password.
    CameBackSignIn,
    /// A member was suspended.
    MemberSuspended,
    /// A member was let in again.
    MemberResumed,
    /// A member was removed.
    MemberRemoved,
    /// Somebody asked to be let in.
    RequestSent,
    /// Somebody would like to wait for a place, and is to look into her mail.
    WaitAsked,
    /// Somebody waits for a place.
    Waits,
    /// Somebody does not wait any more.
    WaitLeft,
    /// Somebody who asked was let in.
    RequestAccepted,
    /// A mail with a link for signing up is on its way.
    SignUpAsked,
    /// Somebody who asked was not let in.
    RequestRefused,
    /// A mail will be sent again.
    MailAgain,
    /// If there is an address, a link was sent to it.
    RecoverySent,
    /// The XMPP account of a member was suspended.
    AccountSuspended,
    /// It may sign in again.
    AccountResumed,
    /// The server of the accounts does not answer: nothing was changed.
    AccountAway,
    /// A member was removed, and her account is suspended later.
    MemberRemovedLater,
    /// A member was removed, and nobody can suspend her account.
    MemberRemovedAlone,
}

/// How a notice weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Good news.
    Done,
    /// To know.
    Plain,
    /// To look at.
    Warning,
}

impl Notice {
    /// All of them.
    pub const ALL: [Self; 37] = [
        Self::Published,
        Self::Commented,
        Self::Deleted,
        Self::ContactAsked,
        Self::ContactAccepted,
        Self::ContactRefused,
        Self::ContactRemoved,
        Self::Saved,
        Self::BrowserEnded,
        Self::SignedOut,
        Self::SignedOutEverywhere,
        Self::SignInFirst,
        Self::BackOnline,
        Self::Waiting,
        Self::MaybeDone,
        Self::NotDone,
        Self::AccountMade,
        Self::PasswordChanged,
        Self::CameBack,
        Self::CameBackSignIn,
        Self::MemberSuspended,
        Self::MemberResumed,
        Self::MemberRemoved,
        Self::RequestSent,
        Self::WaitAsked,
        Self::Waits,
        Self::WaitLeft,
        Self::RequestAccepted,
        Self::SignUpAsked,
        Self::RequestRefused,
        Self::MailAgain,
        Self::RecoverySent,
        Self::AccountSuspended,
        Self::AccountResumed,
        Self::AccountAway,
        Self::MemberRemovedLater,
        Self::MemberRemovedAlone,
    ];

    /// A word for cookies and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Commented => "commented",
            Self::Deleted => "deleted",
            Self::ContactAsked => "contact-asked",
            Self::ContactAccepted => "contact-accepted",
            Self::ContactRefused => "contact-refused",
            Self::ContactRemoved => "contact-removed",
            Self::Saved => "saved",
            Self::BrowserEnded => "browser-ended",
            Self::SignedOut => "signed-out",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::SignInFirst => "sign-in-first",
            Self::BackOnline => "back-online",
            Self::Waiting => "waiting",
            Self::MaybeDone => "maybe-done",
            Self::NotDone => "not-done",
            Self::AccountMade => "account-made",
            Self::PasswordChanged => "password-changed",
            Self::CameBack => "came-back",
            Self::CameBackSignIn => "came-back-sign-in",
            Self::MemberSuspended => "member-suspended",
            Self::MemberResumed => "member-resumed",
            Self::MemberRemoved => "member-removed",
            Self::RequestSent => "request-sent",
            Self::WaitAsked => "wait-asked",
            Self::Waits => "waits",
            Self::WaitLeft => "wait-left",
            Self::RequestAccepted => "request-accepted",
            Self::SignUpAsked => "sign-up-asked",
            Self::RequestRefused => "request-refused",
            Self::MailAgain => "mail-again",
            Self::RecoverySent => "recovery-sent",
            Self::AccountSuspended => "account-suspended",
            Self::AccountResumed => "account-resumed",
            Self::AccountAway => "account-away",
            Self::MemberRemovedLater => "member-removed-later",
            Self::MemberRemovedAlone => "member-removed-alone",
        }
    }

    /// Reads the word; none for what is no notice.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    /// How it weighs.
    pub fn weight(self) -> Weight {
        match self {
            Self::SignInFirst
            | Self::SignedOut
            | Self::SignedOutEverywhere
            | Self::ContactRefused
            | Self::RequestRefused
            | Self::WaitAsked
            | Self::SignUpAsked
            | Self::WaitLeft
            | Self::RecoverySent => Weight::Plain,
            Self::Waiting
            | Self::MaybeDone
            | Self::NotDone
            | Self::AccountAway
            | Self::MemberRemovedLater
            | Self::MemberRemovedAlone => Weight::Warning,
            _ => Weight::Done,
        }
    }

    /// The sentence.
    pub(crate) fn text(self, ctx: &Context<'_>) -> String {
        match self {
            Self::Published => t!(ctx, "notice-published"),
            Self::Commented => t!(ctx, "notice-commented"),
            Self::Deleted => t!(ctx, "notice-deleted"),
            Self::ContactAsked => t!(ctx, "notice-contact-asked"),
            Self::ContactAccepted => t!(ctx, "notice-contact-accepted"),
            Self::ContactRefused => t!(ctx, "notice-contact-refused"),
            Self::ContactRemoved => t!(ctx, "notice-contact-removed"),
            Self::Saved => t!(ctx, "notice-saved"),
            Self::BrowserEnded => t!(ctx, "notice-browser-ended"),
            Self::SignedOut => t!(ctx, "notice-signed-out"),
            Self::SignedOutEverywhere => t!(ctx, "notice-signed-out-everywhere"),
            Self::SignInFirst => t!(ctx, "notice-sign-in-first"),
            Self::BackOnline => t!(ctx, "notice-back-online"),
            Self::Waiting => t!(ctx, "notice-waiting"),
            Self::MaybeDone => t!(ctx, "notice-maybe-done"),
            Self::NotDone => t!(ctx, "notice-not-done"),
            Self::AccountMade => t!(ctx, "notice-account-made", pod = ctx.place_name()),
            Self::PasswordChanged => t!(ctx, "notice-password-changed"),
            Self::CameBack => t!(ctx, "notice-came-back", pod = ctx.place_name()),
            Self::CameBackSignIn => t!(ctx, "notice-came-back-sign-in", pod = ctx.place_name()),
            Self::MemberSuspended => t!(ctx, "notice-member-suspended"),
            Self::MemberResumed => t!(ctx, "notice-member-resumed"),
            Self::MemberRemoved => t!(ctx, "notice-member-removed"),
            Self::RequestSent => t!(ctx, "notice-request-sent", pod = ctx.place_name()),
            Self::WaitAsked => t!(ctx, "notice-wait-asked"),
            Self::Waits => t!(ctx, "notice-waits"),
            Self::WaitLeft => t!(ctx, "notice-wait-left"),
            Self::RequestAccepted => t!(ctx, "notice-request-accepted"),
            Self::SignUpAsked => t!(ctx, "notice-sign-up-asked"),
            Self::RequestRefused => t!(ctx, "notice-request-refused"),
            Self::MailAgain => t!(ctx, "notice-mail-again"),
            Self::RecoverySent => t!(ctx, "notice-recovery-sent"),
            Self::AccountSuspended => t!(ctx, "notice-account-suspended"),
            Self::AccountResumed => t!(ctx, "notice-account-resumed"),
            Self::AccountAway => t!(ctx, "notice-account-away"),
            Self::MemberRemovedLater => t!(ctx, "notice-member-removed-later"),
            Self::MemberRemovedAlone => t!(ctx, "notice-member-removed-alone"),
        }
    }
}
