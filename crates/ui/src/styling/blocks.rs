//! Blocks of a styled message: plain lines, quotes, preformatted text (XEP-0393 §5.1).

/// How deep quotes may nest; the signs of deeper ones are plain text.
pub(super) const DEEPEST: usize = 6;

/// A block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// Plain lines without an empty one between. Each is a block of its own to the spans in it.
    Lines(Vec<&'a str>),
    /// Text as it is.
    Preformatted(Vec<&'a str>),
    /// What somebody said before.
    Quote(Vec<Self>),
}

/// Takes a text, line by line, apart into blocks.
pub(super) fn parse<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    inside(lines, 0)
}

fn inside<'a>(lines: &[&'a str], depth: usize) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let taken = if first.starts_with("```") {
            preformatted(rest, &mut blocks)
        } else if depth < DEEPEST && first.starts_with('>') {
            quote(rest, depth, &mut blocks)
        } else {
            plain(first, &mut blocks)
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    blocks.retain(|block| *block != Block::Lines(Vec::new()));
    blocks
}

/// Up to a line of three grave accents alone, or the end of the parent.
fn preformatted<'a>(lines: &[&'a str], blocks: &mut Vec<Block<'a>>) -> usize {
    let inner: Vec<&str> = lines.iter().skip(1).take_while(|line| **line != "```").copied().collect();
    let taken = inner.len() + 2;
    blocks.push(Block::Preformatted(inner));
    taken
}

/// All lines that begin with `>`; of each the sign goes, and one blank behind it.
fn quote<'a>(lines: &[&'a str], depth: usize, blocks: &mut Vec<Block<'a>>) -> usize {
    let inner: Vec<&str> = lines.iter().map_while(|line| line.strip_prefix('>')).map(without_blank).collect();
    blocks.push(Block::Quote(inside(&inner, depth + 1)));
    inner.len()
}

fn without_blank(line: &str) -> &str {
    line.strip_prefix(char::is_whitespace).unwrap_or(line)
}

fn plain<'a>(line: &'a str, blocks: &mut Vec<Block<'a>>) -> usize {
    match blocks.last_mut() {
        _ if line.trim().is_empty() => blocks.push(Block::Lines(Vec::new())),
        Some(Block::Lines(lines)) => lines.push(line),
        _ => blocks.push(Block::Lines(vec![line])),
    }
    1
}
