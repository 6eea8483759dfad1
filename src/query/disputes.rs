use crate::events::Status;
use crate::graph::Graph;
use crate::graph::network::{EventIndex, Row};
use crate::query::search::Search;
use crate::query::{Base, QueryError};

/// The graph of what is disputed: its [`disputes`](Graph::disputes) are those of all events that count. O(m).
///
/// # Errors
///
/// If the store cannot be read.
pub fn disputed(base: &Base, search: &Search) -> Result<Graph, QueryError> {
    let network = search.network;
    let mut candidates: Vec<EventIndex> = Vec::new();
    let mut start = 0;
    // events of one source, target and relation follow each other
    for claim in network.events().chunk_by(|a, b| (a.source, a.target, a.relation) == (b.source, b.target, b.relation))
    {
        let counts = |row: &&Row| row.category > 0 && search.sieve.admits(row);
        let denied = |row: &&Row| row.state() == Status::Denied;
        let asserted = |row: &&Row| matches!(row.state(), Status::Actual | Status::Planned | Status::Possible);
        let rows = || claim.iter().filter(counts);
        if rows().any(|row| denied(&row)) && rows().any(|row| asserted(&row)) {
            let told = (start..).zip(claim).filter(|(_, row)| counts(row) && row.state() != Status::Urged);
            candidates.extend(told.map(|(event, _)| event));
        }
        start += claim.len() as EventIndex;
    }
    base.part(&candidates)
}
