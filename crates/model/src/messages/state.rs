//! Where a message is that a member sent; a state never goes backwards.

words! {
    /// Where a message of her own is.
    pub enum State {
        /// It was handed to no stream yet: the server is away.
        Waiting = "waiting",
        /// It was handed to a stream, and its server has not said that it has it.
        Sending = "sending",
        /// Her server has it (XEP-0198), or it is in her archive, or another client sent it.
        Sent = "sent",
        /// A client of the peer has it (XEP-0184).
        Received = "received",
        /// The peer has seen it (XEP-0333).
        Displayed = "displayed",
        /// The stream ended before her server said that it has it: it may not have been sent.
        Unsure = "unsure",
        /// An error came back.
        Refused = "refused",
    }
}

impl State {
    /// The states that this one may follow. Only the peer's word outweighs a refusal: the server takes and archives what is
    /// refused further on, and says so in any order. Back to waiting is a decision of the member.
    pub(super) const fn follows(self) -> &'static [Self] {
        use State::{Displayed, Received, Refused, Sending, Sent, Unsure, Waiting};
        match self {
            Waiting => &[],
            Sending => &[Waiting],
            Unsure => &[Sending],
            Sent => &[Waiting, Sending, Unsure],
            Refused => &[Waiting, Sending, Unsure, Sent],
            Received => &[Waiting, Sending, Unsure, Sent, Refused],
            Displayed => &[Waiting, Sending, Unsure, Sent, Refused, Received],
        }
    }

    /// May this one follow `earlier`?
    pub(super) fn may_follow(self, earlier: Self) -> bool {
        self.follows().contains(&earlier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_never_goes_backwards() {
        for state in State::ALL {
            assert!(!state.may_follow(*state), "{state}");
            for earlier in state.follows() {
                assert!(!earlier.may_follow(*state), "{earlier} and {state} follow each other");
            }
        }
        assert!(State::Sent.may_follow(State::Unsure) && !State::Unsure.may_follow(State::Sent));
        assert!(!State::Sent.may_follow(State::Refused) && State::Received.may_follow(State::Refused));
        assert!(!State::Sent.may_follow(State::Displayed) && !State::Refused.may_follow(State::Received));
    }
}
