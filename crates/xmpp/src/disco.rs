//! XEP-0030: service discovery.

/// What this client says that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The client's name.
    pub name: String,
    /// The address that entity capabilities (XEP-0115) name the client by.
    pub node: String,
}
