//! Actors whom a sentence does not both name: "The raid killed nine of its men." Who is meant stands in the sentences before; the reader
//! of pairs alone judges of it.

use smallvec::SmallVec;

use crate::actors::{EntityId, Mention};
use crate::events::pairs::{Pair, is_place};
use crate::events::passage::Passage;
use crate::events::scope::Scope;

/// Actors in the order of their numbers.
type Ids = SmallVec<[EntityId; 8]>;

/// The pairs with an actor of the sentences before, each followed by its reverse: an actor of the sentence and one of those, or two of the
/// last. O(actors²).
pub(super) fn pairs(scope: &Scope<'_>, passage: &Passage<'_>) -> Vec<Pair> {
    let without = |ids: Ids, others: &Ids| -> Ids { ids.into_iter().filter(|id| !others.contains(id)).collect() };
    let read = |ids: Ids| -> Ids { ids.into_iter().filter(|&id| !passage.places(id).is_empty()).collect() };
    let own = actors(scope, scope.mentions);
    let before = scope.before.iter().flatten().flat_map(|earlier| earlier.mentions);
    let earlier = read(without(actors(scope, before), &own));
    let last = scope.before[0].as_ref().map(|earlier| actors(scope, earlier.mentions)).unwrap_or_default();
    let last = read(without(last, &own));
    let root = (0..scope.tree.len()).find(|&n| scope.tree.head(n).is_none()).unwrap_or_default();
    let mut out = Vec::new();
    for &a in &read(own) {
        let named = scope.mentions.iter().find(|mention| mention.entities.contains(&a));
        let head = named.map_or(root, |mention| mention.head as usize);
        earlier.iter().for_each(|&b| out.extend(both_ways(a, b, head)));
    }
    for (i, &a) in last.iter().enumerate() {
        last[i + 1..].iter().for_each(|&b| out.extend(both_ways(a, b, root)));
    }
    out
}

/// A pair and its reverse, seen from a word.
fn both_ways(a: EntityId, b: EntityId, node: usize) -> [Pair; 2] {
    [(a, b), (b, a)].map(|(source, target)| Pair {
        source,
        target,
        features: Vec::new(),
        meet: node,
        heads: [node; 2],
        nearest: None,
        across: true,
    })
}

/// Those of the mentions that are no places.
fn actors<'m>(scope: &Scope<'_>, mentions: impl IntoIterator<Item = &'m Mention>) -> Ids {
    let mut out: Ids =
        mentions.into_iter().flat_map(|m| m.entities.iter().copied()).filter(|&id| !is_place(scope, id)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use crate::actors::Recognizer;
    use crate::events::Extractor;
    use crate::events::passage::Passage;
    use crate::events::scope::Scope;
    use crate::syntax::Parser;
    use crate::text::{Document, segment};

    #[test]
    fn pairs_reach_into_the_sentences_before() {
        let text = "Norway met Sweden. Denmark met Iceland in Bergen. Finland was furious.";
        let segmentation = segment(text);
        let trees = Parser::embedded().parse(text, &segmentation);
        let actors = Recognizer::embedded().recognize(&Document::new("test", text), &segmentation, &trees);
        let scope = Scope::new(text, &segmentation, 2, &trees[2], &actors, &Extractor::embedded());
        let found = super::pairs(&scope, &Passage::of(&scope));
        let name = |id| actors.entity(id).key.as_str();
        let names: Vec<_> = found.iter().map(|pair| (name(pair.source), name(pair.target))).collect();
        assert!(found.iter().all(|pair| pair.across));
        // with each of the two sentences before; of themselves only the two of the last; no places
        for ways in [("FIN", "NOR"), ("SWE", "FIN"), ("FIN", "DNK"), ("ISL", "FIN"), ("DNK", "ISL"), ("ISL", "DNK")] {
            assert!(names.contains(&ways), "{ways:?} in {names:?}");
        }
        assert_eq!(names.len(), 2 * (4 + 1), "{names:?}");
    }
}
