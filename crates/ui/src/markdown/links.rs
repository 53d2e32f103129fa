//! Addresses and tags in plain text.

/// A part of a text.
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// An address with http or https.
    Link(&'a str),
}

/// Splits a text at bare addresses.
pub(super) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let end = start + length(&text[start..]);
        let begins_word = !text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        from = end;
        if !begins_word || text[start..end].ends_with("//") {
            continue;
        }
        if start > done {
            pieces.push(Piece::Text(&text[done..start]));
        }
        pieces.push(Piece::Link(&text[start..end]));
        done = end;
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut starts = text[from..].match_indices("http").map(|(at, _)| from + at);
    starts.find(|&at| ["://", "s://"].iter().any(|rest| text[at + 4..].starts_with(rest)))
}

/// How long the address is: up to a blank or a quote, without the sentence's own marks behind it.
fn length(text: &str) -> usize {
    let end =
        text.find(|letter: char| letter.is_whitespace() || "<>\"“”«»".contains(letter)).unwrap_or(text.len());
    let mut address = &text[..end];
    // counted once: an address may be long, and end with nothing but these
    let (opened, mut closed) = (address.matches('(').count(), address.matches(')').count());
    loop {
        let shorter = address.strip_suffix(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '…']);
        match (shorter, address.strip_suffix(')')) {
            (Some(shorter), _) => address = shorter,
            (None, Some(shorter)) if closed > opened => (address, closed) = (shorter, closed - 1),
            _ => return address.len(),
        }
    }
}

/// Tags of one text that are collected: as many as are read of an entry.
const TAGS_MAX: usize = 50;

/// Adds the tags of a text: `#` at the start of a word, then letters, digits, `-` and `_`, not digits alone.
pub(super) fn tags(text: &str, tags: &mut Vec<String>) {
    let mut before = ' ';
    for (index, letter) in text.char_indices() {
        if letter == '#' && !before.is_alphanumeric() && !"#&/".contains(before) {
            let word: String = text[index + 1..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || "-_".contains(*c))
                .take(64)
                .collect();
            let word = word.trim_end_matches(['-', '_']).to_lowercase();
            if tags.len() < TAGS_MAX && word.chars().any(char::is_alphabetic) && !tags.contains(&word) {
                tags.push(word);
            }
        }
        before = letter;
    }
}
