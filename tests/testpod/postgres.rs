//! A PostgreSQL of one's own, to be restarted.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use crate::folder::Folder;
use crate::process::{Process, Ready};

/// One in this folder that listens there; its superuser is `cosse`. It does not run yet.
pub(crate) fn process(folder: &Folder, at: SocketAddr) -> Process {
    let data = folder.path().join("postgres");
    fs::create_dir_all(&data).expect("its folder");
    let path = data.display().to_string();
    let not_root = not_root(folder, &path);
    let initdb = program("initdb");
    let mut words = not_root.clone();
    words.extend([initdb.as_str(), "-D", &path, "-U", "cosse", "-A", "trust", "-E", "UTF8", "--no-sync"]);
    run(&words);
    let (postgres, port, socket) =
        (program("postgres"), format!("port={}", at.port()), format!("unix_socket_directories={path}"));
    let mut words = not_root;
    words.extend([postgres.as_str(), "-D", &path]);
    for setting in ["listen_addresses=127.0.0.1", "max_connections=200", "fsync=off", &port, &socket] {
        words.extend(["-c", setting]);
    }
    Process::new("postgres", words[0], &words[1..], Ready::Says("ready to accept connections"))
}

/// PostgreSQL refuses to be root: what goes before its programs.
fn not_root(folder: &Folder, data: &str) -> Vec<&'static str> {
    if !fs::metadata("/proc/self").is_ok_and(|it| std::os::unix::fs::MetadataExt::uid(&it) == 0) {
        return Vec::new();
    }
    run(&["chmod", "a+rx", &folder.path().display().to_string()]);
    run(&["chown", "postgres", data]);
    vec!["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
}

/// Debian keeps them beside the path, a folder for each version.
fn program(name: &str) -> String {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found: Option<PathBuf> =
        versions.map(|version| version.path().join("bin").join(name)).find(|path| path.is_file());
    found.map_or_else(|| name.to_owned(), |path| path.display().to_string())
}

fn run(words: &[&str]) {
    let done = Command::new(words[0]).args(&words[1..]).output().expect(words[0]);
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
}
