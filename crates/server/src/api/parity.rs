//! The table of `docs/api.md` is true: what it names is there, and what is there has its place in it.

use super::ENDPOINTS;
use crate::commands::CommandLine;
use clap::{Command, CommandFactory};
use std::collections::BTreeSet;

const MANUAL: &str = include_str!("../../../../docs/api.md");
const ROUTES: &str = include_str!("../routes.rs");

/// The rows of the table.
fn rows() -> impl Iterator<Item = &'static str> {
    let (_, table) = MANUAL.split_once("## Three ways").expect("the table");
    table.lines().filter(|line| line.starts_with('|')).skip(2)
}

/// What stands in a cell as code.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// What stands in a column of the table as code.
fn column(number: usize) -> BTreeSet<&'static str> {
    rows().flat_map(|row| named(row.split('|').nth(number).expect("four columns"))).collect()
}

/// The addresses of the consoles that take one of these methods.
fn consoles(methods: &[&str]) -> BTreeSet<&'static str> {
    let routes = ROUTES.split(".route(\"").skip(1).filter_map(|route| route.split_once("\", web::"));
    let taken = routes.filter(|(_, how)| methods.iter().any(|method| how.starts_with(method)));
    taken
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("/operate") || path.starts_with("/admin"))
        .collect()
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
    let (paths, forms, told) = (consoles(&["get", "post"]), consoles(&["post"]), column(2));
    assert!(paths.len() > 50 && forms.len() > 50, "the table of addresses was read: {paths:?}");
    for told in &told {
        assert!(paths.contains(told), "{told} is no page");
    }
    for form in forms {
        assert!(told.contains(form), "what {form} does has no place in the manual");
    }
    let told: BTreeSet<String> = told.into_iter().map(part).collect();
    for path in paths {
        assert!(told.contains(&part(path)), "{path} has no place in the manual");
    }
}

#[test]
fn each_row_says_where_in_the_three_or_why_not() {
    for row in rows() {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, what, three @ .., _] = cells.as_slice() else { panic!("{row}") };
        assert_eq!(three.len(), 3, "{row}");
        for cell in three {
            let is_there = named(cell).next().is_some();
            let is_excused = cell.strip_prefix("– (").is_some_and(|why| why.len() > 5 && why.ends_with(')'));
            assert!(is_there != is_excused, "{what}: {cell}");
        }
    }
}
