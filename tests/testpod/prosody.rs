//! What is Prosody's own.

use std::fs;
use std::path::Path;

/// Writes the roster's file, all at once: over XMPP, thousands take minutes.
pub(crate) fn write_roster(folder: &Path, jid: &str, contacts: impl Iterator<Item = String>) {
    let (name, domain) = jid.split_once('@').expect("name@domain");
    let item = |contact| {
        format!(
            r#"["{contact}"] = {{ subscription = "none"; name = "{contact}"; groups = {{ Crowd = true }} }};"#
        )
    };
    let items: String = contacts.map(item).collect();
    let folder = folder.join("data").join(domain.replace('.', "%2e")).join("roster");
    fs::create_dir_all(&folder).expect("the folder of rosters");
    let roster = format!("return {{ [false] = {{ version = 1 }}; {items} }};");
    fs::write(folder.join(format!("{name}.dat")), roster).expect("a roster");
}
