//! A database of one's own, SQLite or PostgreSQL.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use reqwest::Url;

use crate::folder::Folder;
use crate::relay::Relay;
use crate::settings;

/// The `COSSE_DATABASE` of a new deployment whose files are in `folder`.
pub(crate) fn fresh(folder: &Path) -> String {
    match settings::chosen_database() {
        "postgres" => fresh_postgres(),
        _ => {
            let file = folder.join("cosse.sqlite");
            fs::write(&file, empty_sqlite()).expect("a database");
            format!("sqlite:{}", file.display())
        }
    }
}

/// A database in the program's shape with nothing in it: what each new one is a copy of.
fn empty_sqlite() -> &'static [u8] {
    static EMPTY: OnceLock<Vec<u8>> = OnceLock::new();
    EMPTY.get_or_init(|| {
        let folder = Folder::new();
        let file = folder.path().join("empty.sqlite");
        migrate(&format!("sqlite:{}", file.display()));
        assert!(!file.with_extension("sqlite-wal").exists(), "all of it is in the one file");
        fs::read(&file).expect("a database")
    })
}

/// The same in the tests' PostgreSQL: its name.
fn empty_postgres() -> &'static str {
    static EMPTY: OnceLock<String> = OnceLock::new();
    EMPTY.get_or_init(|| {
        let name = format!("e2e_{}_empty", std::process::id());
        create(&name, "template1");
        migrate(&at(&name));
        name
    })
}

fn migrate(database: &str) {
    let mut cosse = Command::new(settings::cosse());
    let done = cosse.arg("migrate").env("COSSE_DATABASE", database).output().expect("cosse");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A database of one's own in the tests' PostgreSQL, whatever `COSSE_TEST_DATABASE` says: what `COSSE_DATABASE` must be, and the cable
/// to it.
///
/// # Panics
///
/// If it cannot be made.
pub fn cabled_postgres() -> (String, Relay) {
    let mut address: Url = fresh_postgres().parse().expect("an address");
    let server = address.socket_addrs(|| Some(5432)).expect("a host").remove(0);
    let cable = Relay::to(server);
    address.set_port(Some(cable.address().port())).expect("a port");
    (address.into(), cable)
}

/// A new database on the PostgreSQL of `COSSE_TEST_POSTGRES`, as `COSSE_DATABASE` has it.
///
/// # Panics
///
/// If none can be made.
pub fn fresh_postgres() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("e2e_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    create(&name, empty_postgres());
    at(&name)
}

fn create(name: &str, template: &str) {
    let statement = format!("create database {name} template {template}");
    run(&settings::postgres(), &statement);
}

/// Where a database of the tests' PostgreSQL is.
fn at(name: &str) -> String {
    let server = settings::postgres();
    let (server, _) = server.rsplit_once('/').expect("a path at the end of COSSE_TEST_POSTGRES");
    format!("{server}/{name}")
}

/// Has the database do something behind the program's back.
pub(crate) fn run(database: &str, statement: &str) {
    rows(database, statement);
}

/// All rows of a PostgreSQL, as text; what is binary is written in hexadecimal.
pub(crate) fn dump(database: &str) -> Vec<u8> {
    let done =
        Command::new("pg_dump").args(["--data-only", "--inserts", database]).output().expect("pg_dump");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

/// What a database answers to a statement, a line for each row.
pub(crate) fn rows(database: &str, query: &str) -> Vec<String> {
    let done = match database.strip_prefix("sqlite:") {
        Some(file) => Command::new("sqlite3").args(["-cmd", ".timeout 10000", file, query]).output(),
        None => Command::new("psql").args(["-qAt", "-c", query, database]).output(),
    };
    let done = done.expect("sqlite3 or psql");
    assert!(done.status.success(), "{query}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).lines().map(str::to_owned).collect()
}
