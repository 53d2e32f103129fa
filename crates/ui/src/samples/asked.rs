//! What an XMPP server asks of a newcomer: one field of each kind, and riddles to choose from.

use crate::components::{AskedField, AskedKind};

/// A grey square.
const PICTURE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

/// A sound of no length.
const SOUND: &str = "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

/// The fields of a form.
pub fn asked() -> Vec<AskedField> {
    let pets = [("cat", "A cat"), ("dog", "A dog")];
    let pets = pets.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    let seen = field("ocr", "Enter the text you see", AskedKind::Text);
    let heard = field("speech_q", "", AskedKind::Text);
    vec![
        field("", "Children ask their parents first.", AskedKind::Words),
        field("invite", "", AskedKind::Text),
        field("email", "", AskedKind::Text),
        field("pin", "A number that you can remember", AskedKind::Secret),
        field("pet", "Your pet", AskedKind::Choice(pets)),
        field("rules", "I have read the rules of this server", AskedKind::Yes),
        field("", "", AskedKind::Enough(1)),
        AskedField { picture: Some(PICTURE.to_owned()), required: false, ..seen },
        AskedField { sound: Some(SOUND.to_owned()), required: false, ..heard },
    ]
}

fn field(name: &str, label: &str, kind: AskedKind) -> AskedField {
    let (name, label) = (name.to_owned(), label.to_owned());
    AskedField { name, label, kind, required: true, ..AskedField::default() }
}
