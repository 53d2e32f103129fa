//! Samples of what pages show.
