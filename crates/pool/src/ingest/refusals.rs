//! Messages of ours that come back (RFC 6120 §8.3, RFC 6121 §8.5).

use crate::{chats, session::Live, shared::Shared};
use model::messages::{self, Because, Refusal};
use xmpp::{
    Condition,
    message::{self, Incoming},
};

/// A message of ours came back.
pub(super) async fn refused(shared: &Shared, live: &Live, message: &Incoming) -> Result<(), model::Error> {
    let (Some(id), Some(error)) = (&message.id, &message.error) else { return Ok(()) };
    let peer = message.from.to_bare();
    let refused =
        messages::refuse(&shared.database, &live.owner, live.generation, &peer, id, refusal(error)).await?;
    chats::tell_all(shared, live, refused.into_iter().collect()).await;
    Ok(())
}

fn refusal(error: &message::Refusal) -> Refusal {
    let because = if error.blocked { Because::Blocked } else { because(&error.condition) };
    Refusal { because, said: error.text.clone().unwrap_or_default() }
}

/// What people can do something about, of the conditions of RFC 6120 §8.3.3.
fn because(condition: &Condition) -> Because {
    use Condition as C;
    match condition {
        C::RemoteServerNotFound => Because::UnknownServer,
        C::RemoteServerTimeout => Because::SilentServer,
        C::ItemNotFound | C::JidMalformed => Because::UnknownAccount,
        C::Gone { .. } | C::Redirect { .. } => Because::Moved,
        C::ServiceUnavailable | C::RecipientUnavailable => Because::NotTaken,
        C::Forbidden
        | C::NotAllowed
        | C::NotAuthorized
        | C::RegistrationRequired
        | C::SubscriptionRequired => Because::Forbidden,
        C::PolicyViolation => Because::Policy,
        C::ResourceConstraint => Because::NoRoom,
        C::NotAcceptable | C::BadRequest | C::FeatureNotImplemented => Because::NotAcceptable,
        C::InternalServerError => Because::Fault,
        C::Conflict | C::UndefinedCondition | C::UnexpectedRequest => Because::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(condition: Condition, blocked: bool) -> Because {
        refusal(&message::Refusal { condition, blocked, text: None }).because
    }

    #[test]
    fn whom_she_has_blocked_herself_is_not_like_what_is_not_acceptable() {
        assert_eq!(refused(Condition::NotAcceptable, true), Because::Blocked);
        assert_eq!(refused(Condition::NotAcceptable, false), Because::NotAcceptable);
    }

    #[test]
    fn a_server_that_does_not_exist_is_not_like_one_that_is_silent_or_one_that_has_no_such_account() {
        assert_eq!(refused(Condition::RemoteServerNotFound, false), Because::UnknownServer);
        assert_eq!(refused(Condition::RemoteServerTimeout, false), Because::SilentServer);
        assert_eq!(refused(Condition::ItemNotFound, false), Because::UnknownAccount);
        assert_eq!(refused(Condition::ServiceUnavailable, false), Because::NotTaken);
    }

    #[test]
    fn what_was_said_is_kept_as_it_was_said() {
        let text = Some("Bob is on holiday".to_owned());
        let error = message::Refusal { condition: Condition::RecipientUnavailable, blocked: false, text };
        let expected = Refusal { because: Because::NotTaken, said: "Bob is on holiday".to_owned() };
        assert_eq!(refusal(&error), expected);
    }
}
