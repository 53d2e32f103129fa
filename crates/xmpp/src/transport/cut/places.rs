//! What a byte does, place by place.

use super::{Cutter, DEPTH, Fate, NAME, Patch, Place, VALUE};

impl Cutter {
    pub(super) fn text(&mut self, byte: u8) -> Fate {
        if byte != b'<' {
            return Fate::Keep;
        }
        self.place = Place::Opened;
        self.held = self.dropping.is_none() && self.depth >= DEPTH;
        if self.held { Fate::Skip } else { Fate::Keep }
    }

    pub(super) fn opened(&mut self, byte: u8) -> Fate {
        self.begin_token();
        self.place = match byte {
            b'/' => Place::EndName,
            b'!' => Place::Marked,
            b'?' => Place::Section { end: b'?', seen: 0 },
            _ => Place::StartName,
        };
        let held = std::mem::take(&mut self.held);
        if self.place != Place::StartName {
            return if held { Fate::Replace(Patch::of(&[b"<", &[byte]])) } else { Fate::Keep };
        }
        self.cuts = 0;
        if held {
            self.dropping = Some(self.depth);
            self.damaged = true;
        }
        self.name(byte)
    }

    /// After `<!`: only comments and CDATA may stand in a stream, and one byte tells them apart.
    pub(super) fn marked(&mut self, byte: u8) -> Fate {
        let end = if byte == b'-' { b'-' } else { b']' };
        self.place = Place::Section { end, seen: 0 };
        Fate::Keep
    }

    /// A section ends with two `]` or two `-`, or one `?`, and then `>`.
    pub(super) fn section(&mut self, byte: u8, end: u8, seen: u8) -> Fate {
        let enough = if end == b'?' { 1 } else { 2 };
        self.place = match byte {
            b'>' if seen >= enough => Place::Text,
            _ if byte == end => Place::Section { end, seen: enough.min(seen + 1) },
            _ => Place::Section { end, seen: 0 },
        };
        Fate::Keep
    }

    pub(super) fn name(&mut self, byte: u8) -> Fate {
        match byte {
            b'>' | b'/' | b'=' | b' ' | b'\t' | b'\r' | b'\n' => self.end_of_name(byte),
            b':' if !self.cut => {
                self.length = 0;
                Fate::Keep
            }
            _ => self.measured(byte, NAME),
        }
    }

    fn end_of_name(&mut self, byte: u8) -> Fate {
        match self.place {
            Place::AttributeName => {
                let cut = self.cut;
                self.place =
                    if byte == b'=' { Place::Value { quote: 0, entity: false } } else { Place::Equals };
                self.begin_token();
                if cut { self.numbered(b"_", byte) } else { Fate::Keep }
            }
            Place::EndName if byte == b'>' => {
                self.depth = self.depth.saturating_sub(1);
                self.closed();
                Fate::Keep
            }
            Place::EndName => {
                self.cut = false;
                Fate::Keep
            }
            _ => {
                self.place = Place::Tag { slash: false };
                self.tag(byte, false)
            }
        }
    }

    pub(super) fn tag(&mut self, byte: u8, slash: bool) -> Fate {
        match byte {
            b'>' if slash => self.closed(),
            b'>' => {
                self.depth += 1;
                self.place = Place::Text;
            }
            b'/' => self.place = Place::Tag { slash: true },
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => {
                self.begin_token();
                self.place = Place::AttributeName;
                return self.name(byte);
            }
        }
        Fate::Keep
    }

    /// White space around `=`.
    pub(super) fn equals(&mut self, byte: u8) -> Fate {
        if byte == b'=' {
            self.place = Place::Value { quote: 0, entity: false };
        }
        Fate::Keep
    }

    /// `quote` is 0 until the opening quote was seen.
    pub(super) fn value(&mut self, byte: u8, quote: u8, entity: bool) -> Fate {
        match byte {
            b'"' | b'\'' if quote == 0 => {
                self.place = Place::Value { quote: byte, entity: false };
                Fate::Keep
            }
            _ if quote == 0 => Fate::Keep,
            _ if byte == quote => {
                self.place = Place::Tag { slash: false };
                if self.cut { self.numbered(b"~", byte) } else { Fate::Keep }
            }
            _ => {
                let fate = if entity { self.counted() } else { self.measured(byte, VALUE) };
                let entity = if entity { byte != b';' } else { byte == b'&' };
                self.place = Place::Value { quote, entity };
                fate
            }
        }
    }

    /// A byte of a name or value: kept until there are too many, and never half of a character.
    fn measured(&mut self, byte: u8, most: usize) -> Fate {
        let begins_character = byte & 0xC0 != 0x80;
        if self.length >= most && begins_character {
            self.cut = true;
            self.damaged = true;
        }
        if self.cut { Fate::Skip } else { self.counted() }
    }

    fn counted(&mut self) -> Fate {
        self.length += 1;
        if self.cut { Fate::Skip } else { Fate::Keep }
    }

    fn begin_token(&mut self) {
        self.length = 0;
        self.cut = false;
    }

    /// The mark of a cut, and the byte that ends the token.
    fn numbered(&mut self, mark: &[u8], byte: u8) -> Fate {
        self.cuts += 1;
        Fate::Replace(Patch::of(&[mark, self.cuts.to_string().as_bytes(), &[byte]]))
    }

    /// An element has ended, and `depth` is that of its parent.
    fn closed(&mut self) {
        self.place = Place::Text;
        if self.dropping == Some(self.depth) {
            self.dropping = None;
        }
        if self.depth == 1 {
            if std::mem::take(&mut self.damaged) {
                self.last_damaged = Some(self.elements);
            }
            self.elements += 1;
        }
    }
}
