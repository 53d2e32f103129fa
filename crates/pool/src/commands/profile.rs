//! XEP-0292 and XEP-0084: what a member shows of herself.

use super::{Bench, Stopped};
use model::pictures;
use serde::{Deserialize, Serialize};
use xmpp::{
    avatar, nick,
    pubsub::Access,
    vcard::{self, Card},
};

/// An act on the member's own profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Command {
    /// Publishes name, about and website.
    Describe {
        /// How she wishes to be called.
        name: String,
        /// A few sentences; may be empty.
        about: String,
        /// May be empty.
        website: String,
    },
    /// Publishes a picture that the database holds, or none any more.
    Picture {
        /// SHA-1 of its bytes, as XEP-0084 names it.
        hash: Option<String>,
    },
}

pub(super) async fn run(command: &Command, bench: &Bench<'_>) -> Result<(), Stopped> {
    match command {
        Command::Describe { name, about, website } => describe(name, about, website, bench).await,
        Command::Picture { hash } => picture(hash.as_deref(), bench).await,
    }
}

/// A name for everyone, and a card (XEP-0292 §6: open, so that strangers who are asked see who asks).
async fn describe(name: &str, about: &str, website: &str, bench: &Bench<'_>) -> Result<(), Stopped> {
    nick::publish(bench.handle, name, Access::Open).await?;
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let card =
        Card { full_name: filled(name), nickname: filled(name), note: filled(about), url: filled(website) };
    Ok(vcard::set(bench.handle, &card, Access::Open).await?)
}

async fn picture(hash: Option<&str>, bench: &Bench<'_>) -> Result<(), Stopped> {
    let Some(hash) = hash else { return Ok(avatar::disable(bench.handle).await?) };
    let picture = pictures::get(&bench.shared.database, &bench.live.owner.pod, hash).await?;
    let picture = picture.ok_or(model::Error::NotFound("picture"))?;
    let size = |pixels: i32| u16::try_from(pixels).ok();
    let (width, height) = (size(picture.width), size(picture.height));
    let picture = avatar::Picture { data: picture.bytes, media_type: picture.mime, width, height };
    avatar::publish(bench.handle, &picture, Access::Open).await?;
    Ok(())
}
