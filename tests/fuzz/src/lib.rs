//! What the fuzz targets share: inputs made longer than a fuzzer makes them, XML, and who we are.

pub mod html;
pub mod xml;

use jid::BareJid;
use std::fmt::Debug;

/// The longest input after [`expand`]: beyond any limit of ours but that of content.
const LONGEST: usize = 96 * 1024;

/// Whose account it is, in all seeds.
pub fn me() -> BareJid {
    BareJid::new("ana@alpha.test").expect("an address")
}

/// Writes out repetitions: the byte 1, then `n`, then `l`, stands for the next `l` bytes (1 to 64) 2^`n` times (up to 2^13).
/// XML, HTML and forms have no use for that byte, and fuzzers do not find long inputs by themselves.
pub fn expand(input: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(input.len());
    let mut rest = input;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        let [times, length, tail @ ..] = rest else {
            out.push(*byte);
            continue;
        };
        if *byte != 1 {
            out.push(*byte);
            continue;
        }
        let (unit, after) = tail.split_at(usize::from(length % 64 + 1).min(tail.len()));
        for _ in 0..1_u32 << (times % 14) {
            if out.len() + unit.len() <= LONGEST {
                out.extend_from_slice(unit);
            }
        }
        rest = after;
    }
    out
}

/// Splits bytes into pieces as a network may: where, the bytes themselves decide.
pub fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut state = bytes.iter().fold(bytes.len() as u32, |sum, byte| sum.rotate_left(5) ^ u32::from(*byte));
    let (mut pieces, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        // mostly short ones, at times a long one
        let length = if state >> 28 == 0 { state >> 16 & 0xfff } else { state >> 20 & 0xf };
        let (piece, after) = rest.split_at((length as usize + 1).min(rest.len()));
        pieces.push(piece.to_vec());
        rest = after;
    }
    pieces
}

/// Nothing that is read is much larger than what it was read from.
pub fn bounded(input: usize, read: &impl Debug) {
    let size = format!("{read:?}").len();
    // an attribute of two bytes may become a named field of many, and a control character its escape
    assert!(size <= 64 * input + 4096, "{input} bytes became {size}");
}
