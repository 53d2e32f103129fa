//! XEP-0172: nicknames.
