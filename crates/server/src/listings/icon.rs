//! The logo of a pod, as its listing names it to other directories: where it is, and the hash of its bytes.

use crate::{app::App, fault::Fault};
use directory::{
    listing::{Icon, Listing, Tag},
    text::Line,
};
use model::{
    logos::{self, Side},
    pods::{Pod, State},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use ui::url::{self, LogoSide};

/// The `icon` of a listing; none of a pod that has no logo, or is suspended. The bytes are read only where the listing before named another.
///
/// # Errors
/// The database's.
pub(super) async fn icon(app: &App, pod: &Pod, before: Option<&Listing>) -> Result<Option<Value>, Fault> {
    if pod.state == State::Suspended {
        return Ok(None);
    }
    let Some(logo) = logos::of(&app.database, &pod.id).await? else { return Ok(None) };
    let href = app.origins.of(&pod.host) + &url::logo(&logo.hash, LogoSide::Medium);
    let sha256 = match before.and_then(|before| known(before, &href)) {
        Some(sha256) => sha256,
        None => match logos::square(&app.database, &pod.id, &logo.hash, Side::Medium).await? {
            Some(square) => hex::encode(Sha256::digest(&square.bytes)),
            // it was forgotten just now
            None => return Ok(None),
        },
    };
    Ok(Some(json!({ "href": href, "sha256": sha256, "alt": alt(pod, &logo.words) })))
}

/// What it shows, in the pod's language; nothing where nobody said it.
fn alt(pod: &Pod, words: &str) -> BTreeMap<Tag, Line<500>> {
    let tag = Tag::try_from(pod.language.clone()).ok();
    tag.zip(Line::cleaned(words)).into_iter().collect()
}

/// The hash that a listing has of the icon at this address.
fn known(listing: &Listing, href: &str) -> Option<String> {
    Icon::of(listing).filter(|icon| *icon.href == *href).map(|icon| icon.sha256)
}
