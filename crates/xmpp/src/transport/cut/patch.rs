//! A few bytes that go up in the place of one.

/// Up to sixteen bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::transport) struct Patch {
    bytes: [u8; 16],
    start: u8,
    end: u8,
}

impl Patch {
    /// The bytes; what does not fit is left out.
    pub(super) fn of(parts: &[&[u8]]) -> Self {
        let mut patch = Self::default();
        for (place, &byte) in patch.bytes.iter_mut().zip(parts.iter().copied().flatten()) {
            *place = byte;
            patch.end += 1;
        }
        patch
    }

    /// What is left of it.
    pub(in crate::transport) fn as_bytes(&self) -> &[u8] {
        &self.bytes[usize::from(self.start)..usize::from(self.end)]
    }

    /// Takes bytes off the front.
    pub(in crate::transport) fn consume(&mut self, amount: usize) {
        let length = self.as_bytes().len().min(amount);
        self.start += u8::try_from(length).unwrap_or(u8::MAX);
    }
}
