//! RFC 6121 §2: the roster.
