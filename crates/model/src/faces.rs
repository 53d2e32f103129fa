//! How somebody is called and looks to a member: what she calls him, what he says himself, what is known.

use jid::BareJid;

use crate::handles::Handle;

/// A contact's given name, nick and picture.
pub(crate) type ContactFace = Option<(Option<String>, Option<String>, Option<String>)>;
/// A member's handle, name and picture.
pub(crate) type MemberFace = Option<(Handle, String, Option<String>)>;

/// The columns of a [`ContactFace`], to be selected from a left join of `contacts`.
macro_rules! of_contact {
    () => {
        (contacts::name, contacts::nick, contacts::picture).nullable()
    };
}
pub(crate) use of_contact;

/// The columns of a [`MemberFace`], to be selected from a left join of `members`.
macro_rules! of_member {
    () => {
        (members::handle, members::name, members::picture).nullable()
    };
}
pub(crate) use of_member;

/// A name that is not empty where anything is known, with a picture and a handle.
#[derive(Debug)]
pub(crate) struct Face {
    pub(crate) name: String,
    pub(crate) picture: Option<String>,
    pub(crate) handle: Option<Handle>,
}

impl Face {
    /// The viewer's own name for somebody, else his as a member, else his nick, else what is `claimed`, else the local
    /// part of his address.
    pub(crate) fn of(
        jid: Option<&BareJid>,
        claimed: Option<String>,
        contact: ContactFace,
        member: MemberFace,
    ) -> Self {
        let (given, nick, contact_picture) = contact.unwrap_or_default();
        let (handle, own, own_picture) =
            member.map_or((None, None, None), |(handle, name, picture)| (Some(handle), Some(name), picture));
        let local = jid.map(|jid| jid.node().map_or(jid.as_str(), |node| node.as_str()).to_owned());
        let wishes = [given, own, nick, claimed, local, handle.as_ref().map(Handle::to_string)];
        let name = wishes.into_iter().flatten().find(|name| !name.trim().is_empty()).unwrap_or_default();
        Self { name, picture: own_picture.or(contact_picture), handle }
    }
}
