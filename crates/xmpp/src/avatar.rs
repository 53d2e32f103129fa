//! XEP-0084: avatars.
