//! People as pages show them.

use jid::BareJid;

/// Somebody with a name and, mostly, an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The address; none where a server does not say who wrote a comment.
    pub jid: Option<BareJid>,
    /// The name to show; never empty (the address's local part when nothing better is known).
    pub name: String,
    /// The handle in this pod, for its members.
    pub handle: Option<String>,
    /// The address of the picture.
    pub picture: Option<String>,
}

/// How the viewer stands to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Herself.
    Me,
    /// Nothing yet.
    Stranger,
    /// She asked and waits for an answer.
    Asked,
    /// The person asks her.
    Asks,
    /// Both see each other.
    Mutual,
    /// In the list, but only one of the two sees the other's posts.
    OneWay,
}

/// A line of the contact list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who it is; its address is always known here.
    pub person: Person,
    /// How the viewer stands to the person.
    pub relation: Relation,
    /// Whether the person is there now.
    pub here: bool,
    /// What the person says about the moment; may be empty.
    pub status: String,
    /// Groups of the contact list.
    pub groups: Vec<String>,
}

impl Person {
    /// The address as text, empty when it is not known.
    pub fn address(&self) -> &str {
        self.jid.as_ref().map_or("", |jid| jid.as_str())
    }
}

impl Relation {
    /// The word in the page (`data-relation`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Stranger => "stranger",
            Self::Asked => "asked",
            Self::Asks => "asks",
            Self::Mutual => "mutual",
            Self::OneWay => "one-way",
        }
    }
}

impl Contact {
    /// The address, which every contact has.
    pub fn address(&self) -> &str {
        self.person.address()
    }
}
