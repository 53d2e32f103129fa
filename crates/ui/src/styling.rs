//! XEP-0393: Message Styling. From the text of a message to what is shown; everything in it is escaped.
//!
//! The signs that style (`*`, `_`, `~`, `` ` ``) stay visible, as the extension recommends, so that what is copied is what was
//! written; quotes are indented instead. Addresses become links. The work grows with the text alone, and nothing nests deeper than
//! six quotes and one span of each kind.

mod blocks;
mod links;
mod spans;

use blocks::Block;
use links::Piece;
use maud::{Markup, html};
use spans::{Span, Style};

/// How many spans and links one message may have; the rest of it is plain. It bounds what a hostile text can blow up to.
const MOST: usize = 2_000;

/// Shows the text of a message.
pub fn render(text: &str) -> Markup {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    show_blocks(&blocks::parse(&lines), &mut Budget(MOST))
}

/// The same as one line of plain text, without quotes where anything else is said; for previews.
pub fn plain(text: &str) -> String {
    let said = |quotes: bool| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("```"));
        let lines = lines.filter(|line| quotes || !line.starts_with('>'));
        lines.collect::<Vec<_>>().join(" ")
    };
    let own = said(false);
    if own.is_empty() { said(true) } else { own }
}

/// How many elements may still be made.
struct Budget(usize);

impl Budget {
    fn take(&mut self) -> bool {
        let left = self.0 > 0;
        self.0 = self.0.saturating_sub(1);
        left
    }
}

fn show_blocks(blocks: &[Block<'_>], budget: &mut Budget) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Lines(lines) => p { @for (index, line) in lines.iter().enumerate() {
                    @if index > 0 { br; }
                    (show_line(line, budget))
                } },
                Block::Preformatted(lines) => pre { code { @for (index, line) in lines.iter().enumerate() {
                    @if index > 0 { "\n" }
                    (line)
                } } },
                Block::Quote(inner) => blockquote { (show_blocks(inner, budget)) },
            }
        }
    }
}

fn show_line(line: &str, budget: &mut Budget) -> Markup {
    show_spans(&spans::parse(line), budget)
}

fn show_spans(spans: &[Span<'_>], budget: &mut Budget) -> Markup {
    html! {
        @for span in spans {
            @match span {
                Span::Text(text) => (show_text(text, budget)),
                Span::Styled { text, .. } if !budget.take() => (text),
                Span::Styled { style: Style::Strong, inner, .. } => strong { (sign("*")) (show_spans(inner, budget)) (sign("*")) },
                Span::Styled { style: Style::Emphasis, inner, .. } => em { (sign("_")) (show_spans(inner, budget)) (sign("_")) },
                Span::Styled { style: Style::Strike, inner, .. } => s { (sign("~")) (show_spans(inner, budget)) (sign("~")) },
                Span::Styled { style: Style::Preformatted, text, .. } => code { (text) },
            }
        }
    }
}

/// A sign that styles: seen and copied, not read out.
fn sign(sign: &str) -> Markup {
    html! { span.sign aria-hidden="true" { (sign) } }
}

fn show_text(text: &str, budget: &mut Budget) -> Markup {
    html! {
        @for piece in links::split(text) {
            @match piece {
                Piece::Link(address) if budget.take() => a href=(address) rel="nofollow noopener noreferrer ugc" { (address) },
                Piece::Link(text) | Piece::Text(text) => (text),
            }
        }
    }
}

#[cfg(test)]
mod tests;
