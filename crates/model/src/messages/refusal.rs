//! Why a message that a member sent came back.

words! {
    /// Why it came back, in kinds that people can do something about.
    pub enum Because {
        /// The other server does not exist.
        UnknownServer = "unknown-server",
        /// The other server does not answer.
        SilentServer = "silent-server",
        /// There is no such account.
        UnknownAccount = "unknown-account",
        /// The account has moved to another address.
        Moved = "moved",
        /// The account takes none now; servers say no more, so that nobody learns who has blocked whom.
        NotTaken = "not-taken",
        /// She has blocked the peer herself.
        Blocked = "blocked",
        /// She may not write there.
        Forbidden = "forbidden",
        /// A server's rules are against it.
        Policy = "policy",
        /// A server has no room for it.
        NoRoom = "no-room",
        /// What it is, or how it is written, is not taken.
        NotAcceptable = "not-acceptable",
        /// A server failed.
        Fault = "fault",
        /// Anything else.
        Other = "other",
    }
}

/// What came back with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub because: Because,
    /// What was said about it, in whatever language; may be empty.
    pub said: String,
}
