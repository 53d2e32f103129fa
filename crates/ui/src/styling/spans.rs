//! Spans of one line of a styled message: strong, emphasis, strike, preformatted (XEP-0393 §5.2).

/// How a span is styled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `*strong*`
    Strong,
    /// `_emphasis_`
    Emphasis,
    /// `~strike~`
    Strike,
    /// `` `preformatted` ``
    Preformatted,
}

/// A span.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// As it is.
    Text(&'a str),
    /// Between two signs.
    Styled {
        /// How.
        style: Style,
        /// With its signs.
        text: &'a str,
        /// Without them; empty for preformatted spans, which have no spans inside.
        inner: Vec<Self>,
    },
}

/// Takes a line apart. Each letter is looked at once: a span cannot hold another one of its own kind, and where the signs that
/// can close one are is found out beforehand.
pub(super) fn parse(line: &str) -> Vec<Span<'_>> {
    Walk { line, closers: closers(line) }.inside(0, line.len())
}

/// The style of a sign.
fn style(sign: u8) -> Option<Style> {
    Some(match sign {
        b'*' => Style::Strong,
        b'_' => Style::Emphasis,
        b'~' => Style::Strike,
        b'`' => Style::Preformatted,
        _ => return None,
    })
}

/// Where signs stand that can close a span, by style, from the last to the first: those without whitespace before them.
fn closers(line: &str) -> [Vec<usize>; 4] {
    let mut found = [const { Vec::new() }; 4];
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        if let Some(style) = u8::try_from(letter).ok().and_then(style)
            && !before.is_whitespace()
        {
            found[style as usize].push(at);
        }
        before = letter;
    }
    found.iter_mut().for_each(|places| places.reverse());
    found
}

struct Walk<'a> {
    line: &'a str,
    closers: [Vec<usize>; 4],
}

impl<'a> Walk<'a> {
    /// The spans from `start` to `end`, which is where a block or an outer span has its ends.
    fn inside(&mut self, start: usize, end: usize) -> Vec<Span<'a>> {
        let mut spans = Vec::new();
        let (mut done, mut at) = (start, start);
        while at < end {
            let Some(style) = style(self.line.as_bytes()[at]) else {
                at += 1;
                continue;
            };
            let opens = at == start || self.line[..at].ends_with(char::is_whitespace);
            let Some(close) = opens.then(|| self.close(style, at, end)).flatten() else {
                at += 1;
                continue;
            };
            if at > done {
                spans.push(Span::Text(&self.line[done..at]));
            }
            let inner = if style == Style::Preformatted { Vec::new() } else { self.inside(at + 1, close) };
            spans.push(Span::Styled { style, text: &self.line[at..=close], inner });
            at = close + 1;
            done = at;
        }
        if end > done {
            spans.push(Span::Text(&self.line[done..end]));
        }
        spans
    }

    /// Where a span that opens at `at` is closed: lazily, with something in between, and before `end`.
    fn close(&mut self, style: Style, at: usize, end: usize) -> Option<usize> {
        let rest = &self.line[at + 1..end];
        let places = &mut self.closers[style as usize];
        while places.last().is_some_and(|place| *place <= at) {
            places.pop();
        }
        if rest.starts_with(char::is_whitespace) {
            return None;
        }
        let close = places.last().copied().filter(|place| *place < end)?;
        (close > at + 1).then_some(close)
    }
}
