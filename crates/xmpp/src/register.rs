//! XEP-0077: in-band registration.
