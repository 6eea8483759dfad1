//! What is given, sold, sought or moved.

use crate::actors::EntityKind;
use crate::events::lexicon::{Part, Slot};
use crate::events::scope::{Nodes, Scope};
use crate::events::slots::Hit;
use crate::syntax::{Deprel, Upos, Xpos};
use crate::text::Span;

/// Words that may tell what is given, sold or moved.
fn object_nodes(scope: &Scope<'_>, hit: &Hit) -> Nodes {
    use Deprel as D;
    let mut out = Nodes::new();
    if hit.part == Part::Verb {
        let direct = scope.objects(hit.node);
        let named = direct.iter().all(|&n| !scope.whom(n).is_empty());
        out.extend(direct);
        let oblique =
            |&c: &usize| scope.rel(c) == D::Obl && matches!(scope.case(c), Some("with" | "of" | "for" | "in"));
        // "supplied Kenya with tanks", but "held talks with officials"
        out.extend(scope.tree.children(hit.node).filter(|c| named && oblique(c)));
        if scope.is_passive(hit.node) {
            out.extend(scope.tree.children_by(hit.node, D::Obj));
        }
        // "agreed to the plan": what the last preposition of the pattern governs
        let governed =
            hit.with.last().filter(|&&word| scope.rel(word) == D::Case).and_then(|&word| scope.tree.head(word));
        out.extend(governed.filter(|&noun| noun != hit.node && scope.mention(noun).is_none()));
    } else {
        out.extend(scope.tree.children(hit.node).filter(|&c| {
            matches!(scope.rel(c), D::Amod | D::Compound)
                || scope.rel(c) == D::Nmod
                    && matches!(scope.case(c), Some("of" | "for" | "on" | "over" | "about" | "in"))
        }));
        out.extend(hit.carrier.into_iter().flat_map(|v| scope.objects(v)).filter(|&n| n != hit.node));
    }
    out
}

/// Whether what is given, sold or moved belongs to the class.
pub(super) fn has_object(scope: &Scope<'_>, hit: &Hit, class: &str) -> bool {
    let is = |n: usize| {
        let lemma = scope.lemma(n).to_lowercase();
        // "cease-fire" is three words
        let joined = || format!("{}-{lemma}", scope.lemma(n - 2));
        scope.lexicon.is_object(class, &lemma)
            || n > 1 && scope.lemma(n - 1) == "-" && scope.lexicon.is_object(class, &joined())
    };
    let someone = |n: usize| {
        let kind = scope.mention(n).and_then(|m| m.entities.first()).map(|&id| scope.actors.entity(id).kind);
        let people = matches!(kind, Some(EntityKind::Person | EntityKind::Group))
            || kind == Some(EntityKind::Country)
                && scope.xpos(n) == Xpos::Nnps
                && scope.tree.children_by(n, Deprel::Nummod).next().is_some();
        // "took Kunduz"
        matches!(class, "suspects" | "people") && people || class == "territory" && kind == Some(EntityKind::Place)
    };
    object_nodes(scope, hit).into_iter().any(|n| {
        is(n)
            || someone(n)
            || scope.tree.children(n).any(|c| {
                use Deprel as D;
                let near = matches!(scope.rel(c), D::Amod | D::Compound | D::Conj)
                    || scope.rel(c) == D::Nmod && scope.case(c) == Some("of");
                near && (is(c)
                    || scope.tree.children_by(c, D::Compound).any(is)
                    || scope.tree.children_by(c, D::Amod).any(is))
            })
    })
}

/// Whether some noun of the sentence belongs to the class.
pub(super) fn speaks_of(scope: &Scope<'_>, class: &str) -> bool {
    let of_class = |n| scope.upos(n) == Upos::Noun && scope.lexicon.is_object(class, &scope.lemma(n).to_lowercase());
    (0..scope.tree.len()).any(of_class)
}

/// Whether whoever does what the predicate says is told by a noun of the class: officials arrive, troops leave.
pub(super) fn has_source(scope: &Scope<'_>, hit: &Hit, slots: &[Slot], class: &str) -> bool {
    let nodes = slots.iter().map(|slot| scope.fill(slot, hit)).find(|nodes| !nodes.is_empty()).unwrap_or_default();
    let of_class = |n: usize| scope.lexicon.is_object(class, &scope.lemma(n).to_lowercase());
    let person = |n: usize| {
        let who = scope.mention(n).and_then(|m| m.entities.first());
        class == "officials" && who.is_some_and(|&id| scope.actors.entity(id).kind == EntityKind::Person)
    };
    let quantity = |n: usize| scope.is_quantity(n) && scope.tree.children_by(n, Deprel::Nmod).any(of_class);
    nodes.into_iter().any(|n| of_class(n) || person(n) || quantity(n))
}

/// The words of the thing that is given, sold, asked for or discussed.
pub(super) fn object(scope: &Scope<'_>, hit: &Hit) -> Option<Span> {
    let node = object_nodes(scope, hit)
        .into_iter()
        .find(|&n| scope.upos(n) == Upos::Noun && scope.mention(n).is_none() && !hit.with.contains(&n))?;
    let first = scope.tree.children(node).filter(|&c| c < node).map(|c| scope.tree.extent(c).0).min().unwrap_or(node);
    let clean = |n: usize| !matches!(scope.upos(n), Upos::Punct);
    let first = (first..=node).find(|&n| clean(n)).unwrap_or(node);
    Some(scope.tree.node(first).span.cover(scope.tree.node(node).span))
}
