//! The one TLS configuration of a process.
