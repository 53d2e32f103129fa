//! What the worker of this process holds: the same as its figures say.

use crate::{bus, counted};
use model::{processes::Load, sessions::State};

/// What it holds now.
#[must_use]
pub fn load() -> Load {
    Load {
        shards: bus::shards(),
        online: counted::count(State::Online),
        signing_in: counted::count(State::SigningIn),
        reconnecting: counted::count(State::Reconnecting),
    }
}
