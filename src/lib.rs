#![doc = include_str!("../README.md")]

pub mod actors;
pub mod cli;
#[expect(clippy::inline_always, reason = "only inlined code is compiled for the instruction set at hand")]
mod encoder;
pub mod events;
pub mod export;
pub mod graph;
pub mod ingest;
pub mod picture;
pub mod pipeline;
pub mod query;
pub mod store;
pub mod syntax;
pub mod text;
