//! The commands that put a question to a graph, and the flags they share.

pub(super) mod answer;
pub(super) mod ask;
pub(super) mod between;
pub(super) mod communities;
pub(super) mod compare;
pub(super) mod disputes;
pub(super) mod events;
pub(super) mod find;
pub(super) mod neighbors;
pub(super) mod path;
pub(super) mod selection;
pub(super) mod told;
pub(super) mod top;
pub(super) mod why;
