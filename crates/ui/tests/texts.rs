//! Every text that the code names exists, every text that exists is named by the code.
#![expect(clippy::unwrap_used, reason = "a test may stop where a file cannot be read")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn texts_and_code_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    read(&root.join("src"), "rs", &mut code);
    let mut texts = String::new();
    read(&root.join("../../web/locales/en"), "ftl", &mut texts);
    let named: BTreeSet<&str> = code
        .match_indices("t!(")
        .filter(|(at, _)| !code[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
        .filter_map(|(at, _)| {
            let (_, rest) = code[at..].split_once(',')?;
            rest.trim_start().strip_prefix('"')?.split('"').next()
        })
        .filter(|key| *key != "key")
        .collect();
    let written: BTreeSet<&str> = texts
        .lines()
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .filter(|key| key.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .collect();
    let missing: Vec<_> = named.difference(&written).collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
    let by_number = |key: &&&str| key.trim_end_matches(|letter: char| letter.is_ascii_digit()) != **key;
    let unused: Vec<_> = written.difference(&named).filter(|key| !by_number(key)).collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn icons_and_code_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    read(&root.join("src"), "rs", &mut code);
    let list = fs::read_to_string(root.join("../../web/icons.txt")).unwrap();
    let listed: BTreeSet<&str> =
        list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for call in code.split("icon(ctx, \"").skip(1) {
        let name = call.split('"').next().unwrap();
        assert!(listed.contains(name), "web/icons.txt lacks {name}");
    }
    for name in listed {
        assert!(code.contains(&format!("\"{name}\"")), "nothing shows {name}");
    }
}

#[test]
fn no_french_line_ends_before_the_mark_that_belongs_to_it() {
    let mut texts = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/locales/fr"), "ftl", &mut texts);
    for line in texts.lines().filter(|line| !line.starts_with('#')) {
        for apart in [" ?", " !", " ;", " :", "« ", " »"] {
            assert!(!line.contains(apart), "{apart:?} wants a space that does not break: {line}");
        }
    }
}

fn read(folder: &Path, extension: &str, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, extension, into);
        } else if path.extension().is_some_and(|found| found == extension) {
            into.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}
