//! RFC 4287: Atom entries.
