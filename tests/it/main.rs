//! What can only be tested from outside, one module for each kind:
//!
//! - `cli`: the commands as a user runs them, their messages and exit codes
//! - `determinism`: the same bytes on every run and with any number of threads
//! - `layering`: a layer of `src/` imports only the layers below it
//! - `lexicon`: the examples of every predicate
//! - `sentences`: the table of sentences for each construction of the grammar
//! - `pages`: saved web pages give their article, and nothing else
//! - `pictures`: no words lie over others in the pictures of the samples
//! - `program`: running the binary in a folder of its own
//! - `sizes`: functions and files stay small
//! - `store`: a store over many runs, kills included, and the questions to it

#![expect(clippy::print_stdout, reason = "a test says what it skips, and which examples changed sides")]

mod cli;
mod determinism;
mod layering;
mod lexicon;
mod pages;
mod pictures;
mod program;
mod sentences;
mod sizes;
mod store;
