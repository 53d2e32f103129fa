//! XEP-0292: vCard4.
