//! A form that a server has shown, and the stream on which it did: a riddle may have to be answered there (XEP-0158 §3).

use super::{Form, RegisterError, read, refusal, sendable, unsolved};
use crate::connector::{self, PreAuth};
use crate::network::Network;
use jid::{BareJid, DomainPart, DomainRef, Jid};
use xmpp_parsers::ibr::FieldsQuery;

/// A form that waits to be filled.
pub struct Asked {
    stream: PreAuth,
    domain: DomainPart,
    form: Form,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Asked").field("domain", &self.domain).finish_non_exhaustive()
    }
}

impl Asked {
    /// Asks a domain's server what it wants to know of a newcomer.
    ///
    /// # Errors
    /// [`RegisterError::NotOffered`], or that the server cannot be reached.
    pub async fn of(network: &Network, domain: &DomainRef) -> Result<Self, RegisterError> {
        let mut stream = connector::open(network, domain).await?;
        let offered = stream.features().in_band_registration;
        let answer = stream.iq_get(FieldsQuery.into(), Some(Jid::from(domain.to_owned()))).await;
        Ok(Self { stream, domain: domain.to_owned(), form: read(answer, offered)? })
    }

    /// What it wants to know.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Sends the form back, with values for its fields by their names: on its stream as long as that is there, else on a new one,
    /// because not every server minds. The password is checked by nobody but the server.
    ///
    /// # Errors
    /// Any [`RegisterError`]. After [`RegisterError::Iq`] the account may exist: sign in to know.
    pub async fn submit(
        mut self,
        network: &Network,
        username: &str,
        password: &str,
        fields: &[(String, String)],
    ) -> Result<BareJid, RegisterError> {
        sendable(password)?;
        let domain = &self.domain;
        let jid =
            domain.with_node_str(username).map_err(|error| RegisterError::Refused(error.to_string()))?;
        let username = jid.node().map(|node| node.as_str().to_owned()).unwrap_or_default();
        let query = self.form.filled(&username, password, fields)?;
        if !self.stream.is_open().await {
            self.stream = connector::open(network, domain).await?;
        }
        let offered = self.stream.features().in_band_registration;
        let answer = self.stream.iq_set(query, Some(Jid::from(domain.clone()))).await;
        self.stream.leave().await;
        match answer {
            Ok(_) => Ok(jid),
            Err(error) if self.form.has_riddle() => Err(unsolved(error, offered)),
            Err(error) => Err(refusal(error, offered)),
        }
    }
}
