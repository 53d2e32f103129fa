//! Who somebody is to a member: a contact, a neighbour on this pod, or an address.

use crate::{extract::Member, fault::Fault, shown};
use jid::BareJid;
use model::{contacts, members};
use ui::{Contact, Person, Relation};

/// Somebody, as far as the member may know.
///
/// # Errors
/// The database's.
pub async fn contact(member: &Member, jid: &BareJid) -> Result<Contact, Fault> {
    let neighbour = members::by_jid(&member.app.database, &member.home().id, jid).await?;
    known(member, jid, neighbour.as_ref()).await
}

/// The same, of whom it is known whether she is a member of this pod.
///
/// # Errors
/// The database's.
pub async fn known(
    member: &Member,
    jid: &BareJid,
    neighbour: Option<&members::Member>,
) -> Result<Contact, Fault> {
    let row = contacts::get(&member.app.database, &member.owner(), jid).await?;
    let mut contact = row.as_ref().map_or_else(|| stranger(jid), shown::contact);
    if let Some(neighbour) = neighbour {
        let person = shown::member(neighbour);
        contact.person.handle = person.handle;
        if row.is_none() {
            contact.person.name = person.name;
            contact.person.picture = person.picture;
        }
    }
    if *jid == member.me().jid {
        contact.relation = Relation::Me;
    }
    Ok(contact)
}

fn stranger(jid: &BareJid) -> Contact {
    let name = jid.node().map_or_else(|| jid.to_string(), ToString::to_string);
    let person = Person { jid: Some(jid.clone()), name, handle: None, picture: None };
    Contact { person, relation: Relation::Stranger, here: false, status: String::new(), groups: Vec::new() }
}
