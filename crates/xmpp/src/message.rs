//! RFC 6121 §5: messages.
