//! RFC 6120 §7 and XEP-0198: an old stream resumed, or a resource bound and stream management enabled.

use super::account::announces_stanza_ids;
use super::pre_auth::ask;
use super::{Plan, PreAuth, Received, Wire};
use crate::csi;
use crate::handle::Kind;
use crate::iq::IqError;
use crate::network::{DEADLINES, within};
use crate::sign_in::SignInError;
use crate::sm::Resumption;
use jid::{BareJid, FullJid};
use minidom::Element;
use xmpp_parsers::bind::{BindQuery, BindResponse};
use xmpp_parsers::ns::SM;
use xmpp_parsers::sm::{Enable, Enabled, Failed, Resume, Resumed, StreamId};
use xmpp_parsers::stanza_error::DefinedCondition;

/// A stream on which stanzas flow.
pub(crate) struct Established {
    pub(crate) wire: Wire,
    /// Whether the server wants client states (XEP-0352).
    pub(crate) csi: bool,
    pub(crate) outcome: Outcome,
}

/// Which stream it is.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The old one; the server had handled so many of our stanzas.
    Resumed { h: u32 },
    /// A new one.
    Bound(Box<Bound>),
}

/// A new stream.
#[derive(Debug)]
pub(crate) struct Bound {
    pub(crate) jid: FullJid,
    /// Whether both sides count stanzas.
    pub(crate) managed: bool,
    pub(crate) resumption: Option<Resumption>,
    /// Whether the server guards its stanza ids (XEP-0359).
    pub(crate) stanza_ids: bool,
    /// How many of our stanzas on the old stream the server had handled, where it still knows.
    pub(crate) handled: Option<u32>,
    /// What the server sent before it began to count.
    pub(crate) early: Vec<Received>,
}

/// Resumes the plan's stream, or binds its resource.
pub(super) async fn establish(stream: PreAuth, plan: &Plan) -> Result<Established, SignInError> {
    let PreAuth { mut wire, features, .. } = stream;
    let managed = features.stream_management.is_some();
    let outcome = within(DEADLINES.bind, async {
        let mut handled = None;
        if let Some((resumption, h)) = plan.resume.as_ref().filter(|_| managed) {
            match resume(&mut wire, resumption, *h).await? {
                Ok(h) => return Ok(Outcome::Resumed { h }),
                Err(known) => handled = known,
            }
        }
        let jid = bind(&mut wire, &plan.jid, Some(plan.resource.to_string())).await?;
        let mut early = Vec::new();
        let stanza_ids = announces_stanza_ids(&mut wire, &plan.jid, DEADLINES.account, &mut early).await?;
        let mut bound = Bound { jid, managed, resumption: None, stanza_ids, handled, early };
        if managed {
            enable(&mut wire, &mut bound).await?;
        }
        Ok(Outcome::Bound(Box::new(bound)))
    })
    .await?;
    Ok(Established { wire, csi: csi::is_offered(&features), outcome })
}

/// XEP-0198 §5. The inner error is a refusal, with the server's `h` where it still knows the stream.
async fn resume(
    wire: &mut Wire,
    resumption: &Resumption,
    h: u32,
) -> Result<Result<u32, Option<u32>>, SignInError> {
    let resume = Resume { h, previd: StreamId(resumption.id.clone()) };
    wire.send(&Element::from(resume)).await?;
    let element = wire.next().await?.element;
    match element.name() {
        "resumed" => Resumed::try_from(element).map(|resumed| Ok(resumed.h)).map_err(unreadable),
        "failed" if element.ns() == SM => {
            tracing::debug!(reason = %String::from(&element), "the old stream is gone");
            Ok(Err(element.attr("h").and_then(|h| h.parse().ok())))
        }
        other => Err(SignInError::Protocol(format!("{other} in the place of resumed"))),
    }
}

/// Binds the resource that the server chooses.
pub(super) async fn bind_any(wire: &mut Wire, account: &BareJid) -> Result<FullJid, SignInError> {
    within(DEADLINES.bind, bind(wire, account, None)).await
}

async fn bind(wire: &mut Wire, account: &BareJid, resource: Option<String>) -> Result<FullJid, SignInError> {
    let query = BindQuery::new(resource);
    let payload = ask(wire, Kind::Set, query.into(), None).await.map_err(|error| match error {
        IqError::Stanza(error) if error.defined_condition == DefinedCondition::NotAllowed => {
            SignInError::Busy("not allowed to bind".into())
        }
        IqError::Stanza(error) => SignInError::Busy(format!("cannot bind: {:?}", error.defined_condition)),
        IqError::Timeout => SignInError::Timeout,
        other => SignInError::Unreachable(other.to_string()),
    })?;
    let payload = payload.ok_or_else(|| SignInError::Protocol("nothing bound".into()))?;
    let jid = BindResponse::try_from(payload).map_err(unreadable)?.jid;
    if jid.to_bare() == *account { Ok(jid) } else { Err(SignInError::Protocol(format!("bound as {jid}"))) }
}

/// XEP-0198 §3. Counting begins with `<enabled/>`; what comes before it is not counted.
async fn enable(wire: &mut Wire, bound: &mut Bound) -> Result<(), SignInError> {
    wire.send(&Element::from(Enable::new().with_resume())).await?;
    loop {
        let received = wire.next().await?;
        if received.element.ns() != SM {
            bound.early.push(received);
            continue;
        }
        match Enabled::try_from(received.element.clone()) {
            Ok(Enabled { id: Some(StreamId(id)), resume: true, .. }) => {
                bound.resumption = Some(Resumption { id, bound: bound.jid.clone() });
            }
            Ok(_) => {}
            Err(_) => bound.managed = Failed::try_from(received.element).is_err() && bound.managed,
        }
        return Ok(());
    }
}

fn unreadable(error: impl std::fmt::Display) -> SignInError {
    SignInError::Protocol(error.to_string())
}
