//! What the reader of pairs is given: a sentence and, behind it, the two before it, in pieces.

use std::ops::Range;

use smallvec::SmallVec;

use crate::actors::{EntityId, EntityKind, Mention};
use crate::encoder::{Embeddings, LONGEST, Piece};
use crate::events::scope::Scope;

/// The number of a mention that is bound to no actor, behind those of the kinds of actors; 0 is what is none.
const NOBODY: usize = EntityKind::ALL.len() + 1;
/// Kinds that pieces have; those of the sentences before have as many of their own.
pub(super) const KINDS: usize = NOBODY + 1;
/// Most pieces of the sentences before.
const AROUND: usize = 60;

/// A sentence and those before it, as pieces.
pub(super) struct Passage<'a> {
    /// Of the sentence with its ends; then those of the sentences before, in the order of the text, and another end.
    pub pieces: Vec<Piece>,
    /// The kind of actor that stands at each piece.
    pub kinds: Vec<usize>,
    parts: Vec<Part<'a>>,
}

/// A sentence of a passage.
struct Part<'a> {
    mentions: &'a [Mention],
    /// Where it begins in the text.
    start: u32,
    /// Its pieces in the passage.
    places: Range<usize>,
}

impl<'a> Passage<'a> {
    /// Cuts the sentence and, as far as there is room, those before it. O(letters · longest word).
    pub fn of(scope: &Scope<'a>) -> Self {
        let cut = |text: &str| Embeddings::shared().pieces(text);
        let own = cut(scope.sentence.of(scope.text));
        let end = own.last().copied();
        let mut room = AROUND.min((LONGEST - 1).saturating_sub(own.len()));
        let mut before: SmallVec<[_; 2]> = SmallVec::new();
        for earlier in scope.before.iter().flatten() {
            let pieces = cut(earlier.span.of(scope.text));
            let inner = &pieces[1..pieces.len() - 1];
            // the farther one is taken as a whole or not at all
            if room == 0 || !before.is_empty() && inner.len() > room {
                break;
            }
            let taken = inner[..inner.len().min(room)].to_vec();
            room -= taken.len();
            before.insert(0, (earlier, taken));
        }
        let first = Part { mentions: scope.mentions, start: scope.sentence.start, places: 0..own.len() };
        let mut out = Self { kinds: vec![0; own.len()], pieces: own, parts: vec![first] };
        out.mark(scope, 0);
        for (earlier, pieces) in before {
            let places = out.pieces.len()..out.pieces.len() + pieces.len();
            out.parts.push(Part { mentions: earlier.mentions, start: earlier.span.start, places });
            out.pieces.extend(pieces);
            out.kinds.resize(out.pieces.len(), KINDS);
            out.mark(scope, KINDS);
        }
        if out.parts.len() > 1 {
            out.pieces.extend(end);
            out.kinds.push(KINDS);
        }
        out
    }

    /// Gives the pieces of the last part the kinds of the actors there.
    fn mark(&mut self, scope: &Scope<'_>, base: usize) {
        let Some(part) = self.parts.last() else { return };
        let kind_of = |id: &EntityId| 1 + scope.actors.entity(*id).kind as usize;
        for mention in part.mentions {
            let kind = base + mention.entities.first().map_or(NOBODY, kind_of);
            for at in part.places.clone().filter(|&at| part.holds(mention, &self.pieces[at])) {
                self.kinds[at] = kind;
            }
        }
    }

    /// The pieces of an actor: in the sentence or, where that does not name him, in those before.
    pub fn places(&self, id: EntityId) -> SmallVec<[usize; 8]> {
        let (own, before) = self.parts.split_at(1);
        let is_named = own.iter().flat_map(|part| part.mentions).any(|mention| mention.entities.contains(&id));
        let parts = if is_named { own } else { before };
        parts.iter().flat_map(|part| part.of(id, &self.pieces)).collect()
    }
}

impl Part<'_> {
    fn of<'p>(&'p self, id: EntityId, pieces: &'p [Piece]) -> impl Iterator<Item = usize> + 'p {
        self.places.clone().filter(move |&at| {
            let mut here = self.mentions.iter().filter(|mention| mention.entities.contains(&id));
            here.any(|mention| self.holds(mention, &pieces[at]))
        })
    }

    fn holds(&self, mention: &Mention, piece: &Piece) -> bool {
        let (start, end) = (piece.span.start + self.start, piece.span.end + self.start);
        !piece.span.is_empty() && start < mention.span.end && mention.span.start < end
    }
}

#[cfg(test)]
mod tests {
    use super::{AROUND, KINDS, Passage};
    use crate::actors::Recognizer;
    use crate::encoder::LONGEST;
    use crate::events::Extractor;
    use crate::events::scope::Scope;
    use crate::syntax::Parser;
    use crate::text::{Document, segment};

    /// Looks at the passage of the last sentence of a text, with the keys of all actors and their places.
    fn passage(text: &str) -> (Vec<usize>, Vec<(String, Vec<usize>)>) {
        let segmentation = segment(text);
        let trees = Parser::embedded().parse(text, &segmentation);
        let actors = Recognizer::embedded().recognize(&Document::new("test", text), &segmentation, &trees);
        let last = trees.len() - 1;
        let scope = Scope::new(text, &segmentation, last, &trees[last], &actors, &Extractor::embedded());
        let passage = Passage::of(&scope);
        assert_eq!(passage.pieces.len(), passage.kinds.len());
        let mut ids: Vec<_> = actors.mentions.iter().flat_map(|m| m.entities.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        let places = ids.iter().map(|&id| (actors.entity(id).key.clone(), passage.places(id).to_vec())).collect();
        (passage.kinds, places)
    }

    #[test]
    fn sentences_before_stand_behind_with_kinds_of_their_own() {
        let (kinds, places) = passage("Norway protested. Sweden met Denmark. Denmark agreed.");
        // [CLS] denmark agreed . [SEP] norway protested . sweden met denmark . [SEP]
        let (here, before) = (1, KINDS + 1);
        let around = [before, KINDS, KINDS, before, KINDS, before, KINDS, KINDS];
        assert_eq!(kinds, [[0, here, 0, 0, 0].as_slice(), &around].concat());
        let of = |key: &str| places.iter().find(|(k, _)| k == key).map(|(_, at)| at.clone()).unwrap_or_default();
        assert_eq!((of("DNK"), of("SWE"), of("NOR")), (vec![1], vec![8], vec![5]));
    }

    #[test]
    fn a_far_sentence_is_taken_whole_or_not_at_all() {
        let long = format!("Norway sold{} fish.", " red".repeat(AROUND));
        let (kinds, places) = passage(&format!("{long} Sweden bought some. Denmark agreed."));
        assert_eq!(kinds.len(), "[CLS] denmark agreed . [SEP] sweden bought some . [SEP]".split(' ').count());
        assert!(places.iter().any(|(key, at)| key == "NOR" && at.is_empty()), "{places:?}");
        let (kinds, _) = passage(&format!("{long} Denmark agreed."));
        assert_eq!(kinds.len(), 5 + AROUND + 1);
        let (kinds, _) = passage(&format!("Norway agreed. Denmark sold{} fish.", " red".repeat(200)));
        assert_eq!(kinds.len(), LONGEST);
    }
}
