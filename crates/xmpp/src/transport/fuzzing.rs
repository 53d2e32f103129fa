//! The cutter without a network, for the fuzz targets in `tests/fuzz`.

use super::cut::Cutter;

/// What comes out of the cutter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// What goes up to the parser.
    pub bytes: Vec<u8>,
    /// Numbers of the top-level elements that were cut, counted from 0.
    pub damaged: Vec<u64>,
}

/// Passes bytes through the cutter that arrive in these pieces.
pub fn cut<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Cut {
    let (mut cutter, mut cut) = (Cutter::default(), Cut::default());
    for mut piece in pieces {
        while !piece.is_empty() {
            let step = cutter.step(piece);
            assert!(step.pass + step.skip > 0, "the cutter does not move");
            cut.bytes.extend_from_slice(&piece[..step.pass]);
            cut.bytes.extend_from_slice(step.patch.as_bytes());
            piece = &piece[step.pass + step.skip..];
            cut.damaged.extend(cutter.take_damaged());
        }
    }
    cut
}
