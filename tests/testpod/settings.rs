//! What the tests take from the environment; everything else has one value.
#![expect(clippy::disallowed_methods, reason = "the tests' own settings, not the program's")]

use std::env;
use std::path::PathBuf;

use crate::Kind;

/// `COSSE_TEST_DATABASE`: `sqlite` (default) or `postgres`.
///
/// # Panics
///
/// If it is something else.
pub fn chosen_database() -> &'static str {
    match env::var("COSSE_TEST_DATABASE").as_deref() {
        Err(_) | Ok("sqlite") => "sqlite",
        Ok("postgres") => "postgres",
        Ok(other) => panic!("COSSE_TEST_DATABASE is `{other}`; it can be sqlite or postgres"),
    }
}

/// `COSSE_TEST_SERVER`: `prosody` (default) or `ejabberd`.
///
/// # Panics
///
/// If it is something else.
pub fn chosen_server() -> Kind {
    match env::var("COSSE_TEST_SERVER").as_deref() {
        Err(_) | Ok("prosody") => Kind::Prosody,
        Ok("ejabberd") => Kind::Ejabberd,
        Ok(other) => panic!("COSSE_TEST_SERVER is `{other}`; it can be prosody or ejabberd"),
    }
}

/// `COSSE_TEST_POSTGRES`: a PostgreSQL where databases may be made, as `postgres://user@host:port/postgres`.
pub(crate) fn postgres() -> String {
    env::var("COSSE_TEST_POSTGRES")
        .expect("COSSE_TEST_POSTGRES must name a PostgreSQL; `ops/test e2e` starts one")
}

/// `COSSE_BIN`, or the `cosse` that cargo built beside this very program.
pub(crate) fn cosse() -> PathBuf {
    if let Ok(path) = env::var("COSSE_BIN") {
        return path.into();
    }
    let here = env::current_exe().expect("the path of this program");
    let beside = here.ancestors().skip(1).take(2).map(|folder| folder.join("cosse"));
    let found = beside.into_iter().find(|path| path.is_file());
    found.expect("no `cosse` beside the tests: run `cargo build -p cosse-server` first, or set COSSE_BIN")
}

/// `COSSE_TEST_LOGS`: where the logs of the servers stay after the tests; without it they vanish with the rest.
pub(crate) fn logs() -> Option<PathBuf> {
    env::var("COSSE_TEST_LOGS").ok().map(PathBuf::from)
}
