//! What a domain's owner says in TXT records (RFC 1035 §3.3.14), and its addresses. Nothing is connected to but name servers.

use super::{DEADLINES, names};
use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{Name, RData};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// How many records of one name are read.
const MOST: usize = 32;

/// Asks for TXT records and addresses; a clone asks the same name servers.
#[derive(Clone, Debug)]
pub struct Texts(Arc<Result<TokioResolver, NetError>>);

/// Nobody answered: whether there is such a record is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAnswer(String);

impl Texts {
    /// Asks that name server, else the system's. Where there is none, nobody answers. Within a tokio runtime.
    #[must_use]
    pub fn new(server: Option<SocketAddr>) -> Self {
        Self(Arc::new(names::forgetful(server)))
    }

    /// The texts of a name, which has none where it does not exist.
    ///
    /// # Errors
    /// [`NoAnswer`], also where the answer takes longer than anybody waits.
    pub async fn of(&self, name: &str) -> Result<Vec<String>, NoAnswer> {
        let (resolver, name) = self.asking(name)?;
        match tokio::time::timeout(DEADLINES.names, resolver.txt_lookup(name)).await {
            Ok(Ok(answer)) => {
                Ok(answer.answers().iter().filter_map(|record| text(&record.data)).take(MOST).collect())
            }
            Ok(Err(error)) if error.is_no_records_found() => Ok(Vec::new()),
            Ok(Err(error)) => Err(NoAnswer(error.to_string())),
            Err(_) => Err(NoAnswer("no answer in time".to_owned())),
        }
    }

    /// The addresses of a name, which has none where it does not exist. Whether one may be connected to is not judged.
    ///
    /// # Errors
    /// [`NoAnswer`], also where the answer takes longer than anybody waits.
    pub async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, NoAnswer> {
        let (resolver, name) = self.asking(name)?;
        match tokio::time::timeout(DEADLINES.names, resolver.lookup_ip(name)).await {
            Ok(Ok(found)) => Ok(found.iter().take(MOST).collect()),
            Ok(Err(error)) if error.is_no_records_found() => Ok(Vec::new()),
            Ok(Err(error)) => Err(NoAnswer(error.to_string())),
            Err(_) => Err(NoAnswer("no answer in time".to_owned())),
        }
    }

    /// Who is asked, and the whole name: no search domain is tried.
    fn asking(&self, name: &str) -> Result<(&TokioResolver, Name), NoAnswer> {
        let resolver = self.0.as_ref().as_ref().map_err(|error| NoAnswer(error.to_string()))?;
        let mut name = Name::from_ascii(name).map_err(|error| NoAnswer(error.to_string()))?;
        name.set_fqdn(true);
        Ok((resolver, name))
    }
}

/// The pieces of a record are one text.
fn text(data: &RData) -> Option<String> {
    match data {
        RData::TXT(record) => Some(String::from_utf8_lossy(&record.txt_data.concat()).into_owned()),
        _ => None,
    }
}
