//! XEP-0352: Client State Indication.
