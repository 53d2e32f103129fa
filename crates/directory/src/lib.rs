//! Listings of pods and their rules: read, sign, verify, judge, rank. No I/O; clock and chance come in as arguments.
//!
//! A pod publishes a [`listing::Listing`], which [`sign::Signer`] turns into a [`document::Document`]; [`issue`] says when, and
//! [`nodeinfo`] and [`provider`] say the same to readers of other documents. A directory reads
//! documents, keeps an [`entry::Entry`] for each pod in a [`network::Network`], lets [`filter::list`] choose what a newcomer
//! sees, and [`filter::pick`] choose for her. Directories tell each other of pods: [`peer`] says who one is, [`handover`] how
//! its key changes, [`feed`] what it knows, and [`statement`] what it thinks of a pod. docs/architecture.md has the reasons.

pub mod address;
pub mod band;
pub mod check;
pub mod document;
pub mod effective;
pub mod eligible;
pub mod entry;
pub mod feed;
pub mod filter;
pub mod handover;
pub mod host_name;
pub mod imports;
pub mod issue;
pub mod life;
pub mod listing;
pub mod lookalikes;
pub mod network;
pub mod nodeinfo;
pub mod order;
pub mod peer;
pub mod provider;
pub mod providers;
pub mod robots;
#[cfg(test)]
mod samples;
pub mod sign;
pub mod signed;
pub mod statement;
pub mod text;
