//! XEP-0030: what the server of an account offers of what our pages stand on, as far as it says.

use crate::account::Secret;
use crate::connector::{self, PreAuth};
use crate::disco::{self, Info};
use crate::network::Network;
use crate::sign_in::SignInError;
use jid::{BareJid, Jid};
use xmpp_parsers::disco::{DiscoInfoQuery, DiscoItemsQuery};
use xmpp_parsers::ns;

/// Services of a server that are asked what they are.
const SERVICES: usize = 20;

/// Something that our pages stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Personal nodes (XEP-0163), where posts and profiles are.
    Pep,
    /// Archives (XEP-0313), where older messages come from.
    Archive,
    /// Streams that go on after a cut (XEP-0198).
    Resumption,
    /// Copies of what other clients say (XEP-0280).
    Carbons,
    /// Blocking (XEP-0191).
    Blocking,
    /// Uploads (XEP-0363).
    Upload,
    /// Rooms (XEP-0045).
    Rooms,
    /// Nodes of communities (XEP-0060).
    Nodes,
}

impl Offer {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Pep,
        Self::Archive,
        Self::Resumption,
        Self::Carbons,
        Self::Blocking,
        Self::Upload,
        Self::Rooms,
        Self::Nodes,
    ];

    fn is_in(self, infos: &[Info], resumes: bool) -> bool {
        let feature = |wanted: &str| infos.iter().any(|info| info.features.iter().any(|it| it == wanted));
        let identity = |category: &str, kind: &str| {
            let is = |it: &xmpp_parsers::disco::Identity| it.category == category && it.type_ == kind;
            infos.iter().any(|info| info.identities.iter().any(is))
        };
        match self {
            Self::Pep => identity("pubsub", "pep"),
            Self::Archive => feature("urn:xmpp:mam:2"),
            Self::Resumption => resumes,
            Self::Carbons => feature("urn:xmpp:carbons:2"),
            Self::Blocking => feature("urn:xmpp:blocking"),
            Self::Upload => feature("urn:xmpp:http:upload:0"),
            Self::Rooms => feature("http://jabber.org/protocol/muc"),
            Self::Nodes => identity("pubsub", "service"),
        }
    }
}

/// What an account's server lacks, signed in for that alone.
///
/// # Errors
/// [`SignInError`].
pub async fn lacking(network: &Network, me: &BareJid, secret: &Secret) -> Result<Vec<Offer>, SignInError> {
    let mut stream = connector::visit(network, me, secret).await?;
    let resumes = stream.features().stream_management.is_some();
    let server = Jid::from(me.domain().to_owned());
    let mut asked = vec![Jid::from(me.clone()), server.clone()];
    asked.extend(services(&mut stream, server).await);
    let mut infos = Vec::new();
    for jid in asked {
        infos.extend(info(&mut stream, jid).await);
    }
    stream.leave().await;
    Ok(Offer::ALL.into_iter().filter(|offer| !offer.is_in(&infos, resumes)).collect())
}

/// What does not answer offers nothing.
async fn info(stream: &mut PreAuth, jid: Jid) -> Option<Info> {
    let query = DiscoInfoQuery { node: None };
    stream.iq_get(query.into(), Some(jid)).await.ok().flatten().and_then(disco::read_info)
}

async fn services(stream: &mut PreAuth, server: Jid) -> Vec<Jid> {
    let query = DiscoItemsQuery { node: None, rsm: None };
    let Ok(Some(answer)) = stream.iq_get(query.into(), Some(server)).await else { return Vec::new() };
    let items = answer.children().filter(|child| child.is("item", ns::DISCO_ITEMS));
    items.filter_map(|item| Jid::new(item.attr("jid")?).ok()).take(SERVICES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(inside: &str) -> Info {
        let query = format!("<query xmlns='{}'>{inside}</query>", ns::DISCO_INFO);
        disco::read_info(query.parse().unwrap()).unwrap()
    }

    #[test]
    fn what_is_said_by_account_server_or_service_is_offered_and_the_rest_is_lacking() {
        let infos = [
            told("<identity category='pubsub' type='pep'/><feature var='urn:xmpp:mam:2'/>"),
            told("<identity category='server' type='im'/><feature var='urn:xmpp:carbons:2'/>"),
            told("<identity category='pubsub' type='service'/><feature var='urn:xmpp:ping'/>"),
        ];
        let lacking: Vec<_> = Offer::ALL.into_iter().filter(|offer| !offer.is_in(&infos, true)).collect();
        assert_eq!(lacking, [Offer::Blocking, Offer::Upload, Offer::Rooms]);
    }
}
