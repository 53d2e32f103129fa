//! Certificates of the domains that Cosse makes: what the deployment's proxy or ACME client has got is handed to Prosody, which shows it to
//! clients. Nothing is kept here.

use sha2::{Digest, Sha256};
use std::{
    fmt,
    path::{Path, PathBuf},
    time::SystemTime,
};
use tokio::fs;
use url::Host;

/// What is longer is no certificate, and no key.
const LONGEST: u64 = 256 * 1024;

/// Folders of authorities inside the folder, at most: Caddy has one for each.
const AUTHORITIES: usize = 20;

/// A certificate, with those of its authorities, and its key, both as PEM.
pub struct Certificate {
    /// The certificates, the domain's own first.
    pub chain: String,
    /// The key.
    pub key: String,
}

impl Certificate {
    /// By what it is known: SHA-256 of both, in hex.
    pub fn print(&self) -> String {
        hex::encode(
            Sha256::new().chain_update(&self.chain).chain_update([0]).chain_update(&self.key).finalize(),
        )
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Certificate").field(&self.print()).finish()
    }
}

/// The newest certificate that lies in `folder` by a domain's name, or by that of a wildcard above it: as Caddy, certbot, lego and acme.sh
/// lay them down. Whether it is good is for others to say.
///
/// # Errors
/// A sentence that names what cannot be read.
pub async fn of(folder: &Path, domain: &str) -> Result<Option<Certificate>, String> {
    let Ok(Host::Domain(name)) = Host::parse(domain) else { return Ok(None) };
    let mut folders = vec![folder.to_owned()];
    folders.extend(inside(folder).await?);
    let mut newest: Option<(SystemTime, PathBuf, PathBuf)> = None;
    for (chain, key) in folders.iter().flat_map(|folder| candidates(folder, &name)) {
        let (Some(written), Some(_)) = (written(&chain).await, written(&key).await) else { continue };
        if newest.as_ref().is_none_or(|(before, ..)| *before < written) {
            newest = Some((written, chain, key));
        }
    }
    let Some((_, chain, key)) = newest else { return Ok(None) };
    Ok(Some(Certificate { chain: read(&chain).await?, key: read(&key).await? }))
}

/// The folders in it.
async fn inside(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let said = |error: std::io::Error| format!("--certificates {}: {error}", folder.display());
    let mut entries = fs::read_dir(folder).await.map_err(said)?;
    let mut folders = Vec::new();
    while let (true, Some(entry)) = (folders.len() < AUTHORITIES, entries.next_entry().await.map_err(said)?) {
        if entry.file_type().await.is_ok_and(|kind| kind.is_dir()) {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

/// Where a certificate and its key may be.
fn candidates(folder: &Path, name: &str) -> Vec<(PathBuf, PathBuf)> {
    let above = name.split_once('.').map_or("", |(_, above)| above);
    let names = [name.to_owned(), format!("_.{above}"), format!("wildcard_.{above}"), format!("*.{above}")];
    let of_name = |name: &String| {
        let pair = |chain: String, key: String| (folder.join(chain), folder.join(key));
        [
            pair(format!("{name}.crt"), format!("{name}.key")),
            pair(format!("{name}/{name}.crt"), format!("{name}/{name}.key")),
            pair(format!("{name}/fullchain.pem"), format!("{name}/privkey.pem")),
            pair(format!("{name}/fullchain.cer"), format!("{name}/{name}.key")),
            // acme.sh, unless it was asked for RSA
            pair(format!("{name}_ecc/fullchain.cer"), format!("{name}_ecc/{name}.key")),
        ]
    };
    names.iter().flat_map(of_name).collect()
}

async fn written(file: &Path) -> Option<SystemTime> {
    let found = fs::metadata(file).await.ok()?;
    if found.is_file() { found.modified().ok() } else { None }
}

async fn read(file: &Path) -> Result<String, String> {
    let said = |error: std::io::Error| format!("{}: {error}", file.display());
    if fs::metadata(file).await.map_err(said)?.len() > LONGEST {
        return Err(format!("{} is too long for a certificate or its key", file.display()));
    }
    fs::read_to_string(file).await.map_err(said)
}

#[cfg(test)]
mod tests {
    use super::of;
    use std::{
        fs,
        path::Path,
        time::{Duration, SystemTime},
    };

    /// A certificate that was got so many seconds after another.
    fn lay(folder: &Path, chain: &str, key: &str, later: u64) {
        for (file, text) in [(chain, "chain"), (key, "key")] {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("the folder");
            fs::write(&file, format!("{text} of {chain}")).expect("the file");
            let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_764_000_000 + later);
            fs::File::options().write(true).open(&file).expect("the file").set_modified(at).expect("a time");
        }
    }

    #[tokio::test]
    async fn the_newest_one_is_taken_wherever_clients_of_acme_lay_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        assert!(of(folder, "cantine.example").await.expect("readable").is_none());
        let found = async || of(folder, "cantine.example").await.expect("readable").expect("one").chain;
        for (later, (chain, key)) in (0..).zip([
            ("wildcard_.example.crt", "wildcard_.example.key"),
            ("cantine.example.crt", "cantine.example.key"),
            ("cantine.example/fullchain.pem", "cantine.example/privkey.pem"),
            ("cantine.example_ecc/fullchain.cer", "cantine.example_ecc/cantine.example.key"),
            ("acme/cantine.example/cantine.example.crt", "acme/cantine.example/cantine.example.key"),
        ]) {
            lay(folder, chain, key, later);
            assert_eq!(found().await, format!("chain of {chain}"));
        }
        lay(folder, "other.example.crt", "other.example.key", 9);
        fs::write(folder.join("_.example.crt"), "without a key").expect("the file");
        assert!(found().await.contains("acme/"), "another's, and one without a key, say nothing");
        let both = of(folder, "cantine.example").await.expect("readable").expect("one");
        assert!(!format!("{both:?}").contains("key of"));
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_named_and_no_name_leads_out_of_the_folder() {
        let missing = of(Path::new("/nowhere/at/all"), "cantine.example").await.expect_err("no folder");
        assert!(missing.contains("/nowhere/at/all"), "{missing}");
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path(), "a.crt", "a.key", 0);
        let below = folder.path().join("below");
        fs::create_dir(&below).expect("a folder");
        for name in ["../a", "..", "", "/etc/passwd"] {
            assert!(of(&below, name).await.expect("readable").is_none(), "{name}");
        }
    }
}
