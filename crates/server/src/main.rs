//! The program `cosse`.

fn main() {}
