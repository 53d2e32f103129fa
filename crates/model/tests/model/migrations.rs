//! The folders of migrations: their names up to the first `_` are their versions.

use std::collections::HashSet;
use std::fs;

#[test]
fn each_migration_has_a_version_of_its_own_and_both_databases_have_the_same() {
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    let versions: HashSet<&str> = sqlite.iter().filter_map(|name| name.split('_').next()).collect();
    assert_eq!(versions.len(), sqlite.len(), "{sqlite:?}");
}

fn names(backend: &str) -> Vec<String> {
    let folder = format!("{}/../../migrations/{backend}", env!("CARGO_MANIFEST_DIR"));
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}
