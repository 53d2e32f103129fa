//! The bytes below the XML parser.
