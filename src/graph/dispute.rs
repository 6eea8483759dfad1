use std::collections::{BTreeMap, BTreeSet};

use crate::events::Status;
use crate::graph::{Edge, Graph, Link, Report};

/// Something that one side or source asserts and another denies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute<'g> {
    /// The edges that assert it, by source, target and status.
    pub asserted: Vec<Link<'g>>,
    /// The edges that deny it.
    pub denied: Vec<Link<'g>>,
}

impl Graph {
    /// What is disputed: pairs of actors and relations that some report asserts (as actual, planned or possible) and
    /// some other denies, the two not by the same claimant in the same article. In the order of source, target, relation.
    pub fn disputes(&self) -> Vec<Dispute<'_>> {
        let mut by_claim: BTreeMap<_, (Vec<Link>, Vec<Link>)> = BTreeMap::new();
        for link in self.links().filter(|link| link.edge.key.event.is_some()) {
            let (asserted, denied) =
                by_claim.entry((&link.source.key, &link.target.key, &link.edge.key.relation)).or_default();
            match link.edge.key.status {
                Status::Denied => denied.push(link),
                Status::Actual | Status::Planned | Status::Possible => asserted.push(link),
                Status::Urged => {}
            }
        }
        let claims = by_claim.into_values().map(|(asserted, denied)| Dispute { asserted, denied });
        claims.filter(Dispute::is_open).collect()
    }
}

impl Dispute<'_> {
    /// Whether somebody denies what somebody else asserts.
    fn is_open(&self) -> bool {
        let voices = |links: &[Link]| -> BTreeSet<_> {
            links.iter().flat_map(|link| &link.edge.reports).map(Report::voice).collect()
        };
        let (asserting, denying) = (voices(&self.asserted), voices(&self.denied));
        asserting.iter().any(|one| denying.iter().any(|other| one != other))
    }
}

impl Report {
    /// Who speaks: the claimant, and the article where there is none.
    fn voice(&self) -> (Option<String>, Option<String>) {
        (self.claimant.clone(), self.claimant.is_none().then(|| self.document.clone()))
    }
}

impl Edge {
    /// Whether the edge is one of those in `disputes`.
    pub fn is_contested(&self, disputes: &[Dispute]) -> bool {
        disputes.iter().any(|d| d.asserted.iter().chain(&d.denied).any(|link| std::ptr::eq(link.edge, self)))
    }
}
