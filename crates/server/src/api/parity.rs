//! The table of `docs/api.md` is true: what it names is there, and what is there has its place in it.

use super::ENDPOINTS;
use crate::commands::CommandLine;
use clap::{Command, CommandFactory};
use std::collections::BTreeSet;

const MANUAL: &str = include_str!("../../../../docs/api.md");
const ROUTES: &str = include_str!("../routes.rs");

/// What stands in a column of the table as code.
fn column(number: usize) -> BTreeSet<&'static str> {
    let (_, table) = MANUAL.split_once("## Three ways").expect("the table");
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = rows.map(|row| row.split('|').nth(number).expect("four columns"));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

/// Commands below which there are no others.
fn leaves(command: &Command, path: &str, all: &mut BTreeSet<String>) {
    if !command.has_subcommands() {
        all.insert(path.to_owned());
    }
    for below in command.get_subcommands() {
        leaves(below, &format!("{path} {}", below.get_name()), all);
    }
}

/// A console, and what of it an address is about: `/operate/waves`.
fn part(path: &str) -> String {
    path.split('/').take(3).collect::<Vec<_>>().join("/")
}

#[test]
fn the_manual_says_which_addresses_the_api_has() {
    let mut told = BTreeSet::new();
    for cell in column(3) {
        let (methods, path) = cell.rsplit_once(' ').expect("how and where");
        let path = path.replace('…', "/pods/{pod}");
        told.extend(methods.split(' ').map(|method| (method.to_owned(), path.clone())));
    }
    let there = ENDPOINTS.iter().map(|endpoint| (endpoint.method.to_string(), endpoint.path.to_owned()));
    assert_eq!(told, there.collect());
}

#[test]
fn the_manual_says_which_commands_there_are() {
    let mut there = BTreeSet::new();
    leaves(&CommandLine::command(), "cosse", &mut there);
    let told: BTreeSet<String> = column(4).into_iter().map(str::to_owned).collect();
    assert_eq!(told, there);
}

#[test]
fn the_manual_says_what_is_in_the_consoles() {
    let paths = ROUTES.split(".route(\"").skip(1).filter_map(|route| route.split('"').next());
    let paths: BTreeSet<&str> =
        paths.filter(|path| path.starts_with("/operate") || path.starts_with("/admin")).collect();
    assert!(paths.len() > 50, "the table of addresses was read: {paths:?}");
    for told in column(2) {
        assert!(paths.contains(told), "{told} is no page");
    }
    let told: BTreeSet<String> = column(2).into_iter().map(part).collect();
    for path in paths {
        assert!(told.contains(&part(path)), "{path} has no place in the manual");
    }
}
