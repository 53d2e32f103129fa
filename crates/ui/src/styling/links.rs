//! Addresses in the plain text of a message: http, https, xmpp, mailto.

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// An address.
    Link(&'a str),
}

/// Splits a text at its addresses. Each letter is looked at a fixed number of times.
pub(super) fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut done, mut from) = (0, 0);
    while let Some(colon) = text[from..].find(':').map(|at| from + at) {
        from = colon + 1;
        let Some((start, scheme)) = scheme_before(&text[done..colon]).map(|(at, scheme)| (done + at, scheme))
        else {
            continue;
        };
        let word = start + word_length(&text[start..]);
        let end = colon + 1 + trimmed(&text[colon + 1..word]);
        from = word;
        if !leads_somewhere(scheme, &text[colon + 1..end]) {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Web,
    Mail,
    Xmpp,
}

const SCHEMES: [(&str, Scheme); 4] =
    [("https", Scheme::Web), ("http", Scheme::Web), ("mailto", Scheme::Mail), ("xmpp", Scheme::Xmpp)];

/// Where the scheme at the end of a text begins, if it is a word of its own.
fn scheme_before(text: &str) -> Option<(usize, Scheme)> {
    SCHEMES.into_iter().find_map(|(name, scheme)| {
        let start = text.len().checked_sub(name.len())?;
        let found = text.get(start..)?.eq_ignore_ascii_case(name);
        let begins_word = !text[..start].ends_with(|before: char| before.is_alphanumeric() || before == '.');
        (found && begins_word).then_some((start, scheme))
    })
}

/// Up to a blank, a quotation mark, or what would change the direction of reading.
fn word_length(text: &str) -> usize {
    let ends = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || "<>\"“”«»`".contains(letter)
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.find(ends).unwrap_or(text.len())
}

/// The length without the sentence's own marks behind the address, and without a bracket that was opened before it.
fn trimmed(address: &str) -> usize {
    let mut open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            ')' if closed > open => closed -= 1,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*' | '_' | '~' | ']' | '…' => {}
            '(' => open = open.saturating_sub(1),
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

fn leads_somewhere(scheme: Scheme, rest: &str) -> bool {
    let word = |text: &str| text.starts_with(char::is_alphanumeric);
    match scheme {
        Scheme::Web => rest.strip_prefix("//").is_some_and(|host| word(host) || host.starts_with('[')),
        Scheme::Mail => word(rest) && rest.contains('@'),
        Scheme::Xmpp => word(rest) && rest.contains(['@', '.']),
    }
}
