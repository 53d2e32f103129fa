//! Cuts what the XML parser would take for an attack: names and attribute values near its limit of 8 KiB, and nesting
//! without end. What comes out is as well formed as what went in, so that one stanza of a stranger cannot end a stream.

mod patch;
mod places;
#[cfg(test)]
mod tests;

pub(super) use patch::Patch;

/// The longest attribute value that passes, in bytes as written. The parser stops at 8,192 bytes.
const VALUE: usize = 7 * 1024;
/// The longest part of a name that passes, before or after its colon: two of them and the colon fit the parser's limit.
const NAME: usize = 1024;
/// The deepest element that passes, counted from the stream header.
const DEPTH: u32 = 200;

/// What to do with the next bytes, in this order.
#[derive(Debug, Default)]
pub(super) struct Step {
    /// So many bytes go up as they are.
    pub(super) pass: usize,
    /// So many bytes after those are left out.
    pub(super) skip: usize,
    /// These go up instead.
    pub(super) patch: Patch,
}

/// Where in the XML the next byte stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// After `<`.
    Opened,
    /// After `<!`.
    Marked,
    StartName,
    EndName,
    /// In a start tag, between attributes; and whether a `/` came just before.
    Tag {
        slash: bool,
    },
    AttributeName,
    /// Between an attribute's name and its `=`.
    Equals,
    /// From `=` to the closing quote; `quote` is 0 before the opening one.
    Value {
        quote: u8,
        entity: bool,
    },
    /// In CDATA, a comment or a processing instruction, which ends with some of `end` and `>`.
    Section {
        end: u8,
        seen: u8,
    },
}

/// The state machine. It copies nothing and looks back at nothing.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    place: Place,
    /// Open elements, the stream's root included.
    depth: u32,
    /// The depth below which all is left out, while something is.
    dropping: Option<u32>,
    /// A `<` was left out until it is known what it opens.
    held: bool,
    /// Length of the name's part, or of the value, so far.
    length: usize,
    /// The rest of this name or value is left out.
    cut: bool,
    /// What was cut gets a number behind it, lest two cut names or namespaces become the same.
    cuts: u32,
    /// Top-level elements that have ended.
    elements: u64,
    damaged: bool,
    last_damaged: Option<u64>,
}

/// What becomes of one byte.
enum Fate {
    Keep,
    Skip,
    Replace(Patch),
}

impl Cutter {
    /// Decides on the next bytes, at least one of them; `input` is never empty.
    pub(super) fn step(&mut self, input: &[u8]) -> Step {
        let mut pass = 0;
        loop {
            pass += self.plain_run(&input[pass..]);
            let Some(&byte) = input.get(pass) else { return Step { pass, ..Step::default() } };
            let fate = self.fate(byte);
            match fate {
                Fate::Keep => pass += 1,
                Fate::Skip => {
                    let skip = 1 + self.cut_run(&input[pass + 1..]);
                    return Step { pass, skip, patch: Patch::default() };
                }
                Fate::Replace(patch) => return Step { pass, skip: 1, patch },
            }
        }
    }

    /// The number of a top-level element that just ended and was cut, counted from 0.
    pub(super) fn take_damaged(&mut self) -> Option<u64> {
        self.last_damaged.take()
    }

    /// How many top-level elements have ended.
    pub(super) fn ended(&self) -> u64 {
        self.elements
    }

    /// How many bytes pass without any change of place: the fast path.
    fn plain_run(&mut self, bytes: &[u8]) -> usize {
        match self.place {
            _ if self.dropping.is_some() => 0,
            Place::Text => bytes.iter().position(|&byte| byte == b'<').unwrap_or(bytes.len()),
            Place::Value { quote, entity: false } if quote != 0 && self.length < VALUE => {
                let room = &bytes[..bytes.len().min(VALUE - self.length)];
                let run = room.iter().position(|&byte| byte == quote || byte == b'&').unwrap_or(room.len());
                self.length += run;
                run
            }
            _ => 0,
        }
    }

    /// How many more bytes are left out without any change of place.
    fn cut_run(&self, bytes: &[u8]) -> usize {
        match self.place {
            Place::Text if self.dropping.is_some() => {
                bytes.iter().position(|&byte| byte == b'<').unwrap_or(bytes.len())
            }
            Place::Value { quote, .. } if self.cut => {
                bytes.iter().position(|&byte| byte == quote).unwrap_or(bytes.len())
            }
            _ => 0,
        }
    }

    fn fate(&mut self, byte: u8) -> Fate {
        let was_dropping = self.dropping.is_some();
        let fate = self.next(byte);
        if was_dropping || self.dropping.is_some() { Fate::Skip } else { fate }
    }

    fn next(&mut self, byte: u8) -> Fate {
        match self.place {
            Place::Text => self.text(byte),
            Place::Opened => self.opened(byte),
            Place::Marked => self.marked(byte),
            Place::StartName | Place::EndName | Place::AttributeName => self.name(byte),
            Place::Tag { slash } => self.tag(byte, slash),
            Place::Equals => self.equals(byte),
            Place::Value { quote, entity } => self.value(byte, quote, entity),
            Place::Section { end, seen } => self.section(byte, end, seen),
        }
    }
}
