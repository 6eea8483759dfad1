//! Participles that the parser takes for the verb of their clause: "Rockets *launched* from Gaza hit a town".

use super::{has_child, head, is_child};
use crate::syntax::{Deprel, Node, Upos, Xpos};

/// A past form right behind its subject, with phrases only, and behind these a finite verb that nothing joins to it: the first is
/// a participle on the noun, the second the verb of the clause. O(n) in the words for a verb that stands so.
pub(super) fn mend(nodes: &mut [Node], first: usize) {
    use Deprel as D;
    let past = |node: &Node| node.upos == Upos::Verb && matches!(node.xpos, Xpos::Vbd | Xpos::Vbn);
    let Some(noun) = first.checked_sub(1) else { return };
    let subject = matches!(nodes[noun].deprel, D::Nsubj | D::NsubjPass) && is_child(nodes, noun, first);
    if !past(&nodes[first]) || !subject || nodes[noun].upos == Upos::Pron {
        return;
    }
    let own = |_: usize, relation: D| {
        matches!(relation, D::Obj | D::Iobj | D::Aux | D::AuxPass | D::Xcomp | D::Ccomp | D::Expl)
    };
    if has_child(nodes, first, own) {
        return;
    }
    let Some(second) = (first + 1..nodes.len()).find(|&n| is_main(nodes, n, first)) else { return };
    let phrase = |n: usize, relation: D| n < second && n > first && matches!(relation, D::Obl | D::OblAgent);
    if !has_child(nodes, first, phrase) {
        return;
    }
    (nodes[second].head, nodes[second].deprel) = (nodes[first].head, nodes[first].deprel);
    (nodes[first].head, nodes[first].deprel) = (Some(noun as u32), D::Acl);
    nodes[first].xpos = Xpos::Vbn;
    (nodes[noun].head, nodes[noun].deprel) = (Some(second as u32), D::Nsubj);
    if nodes[second].xpos == Xpos::Vbn {
        nodes[second].xpos = Xpos::Vbd;
    }
    for n in (0..noun).chain(second + 1..nodes.len()) {
        if is_child(nodes, n, first) {
            nodes[n].head = Some(second as u32);
        }
    }
}

/// "The minister whom Chad had accused of lying *spent* two hours in talks": a noun without a copula over the sentence is the subject of
/// the finite verb that nothing joins to its relative clause.
pub(super) fn crowned(nodes: &mut [Node], noun: usize) {
    use Deprel as D;
    let bare = nodes[noun].head.is_none() && nodes[noun].upos == Upos::Noun;
    if !bare || has_child(nodes, noun, |_, relation| matches!(relation, D::Cop | D::Nsubj | D::NsubjPass)) {
        return;
    }
    let Some(clause) = (noun + 1..nodes.len()).find(|&n| nodes[n].deprel == D::AclRelcl && is_child(nodes, n, noun))
    else {
        return;
    };
    let Some(verb) = (clause + 1..nodes.len()).find(|&n| is_main(nodes, n, clause) && !is_passive(nodes, n)) else {
        return;
    };
    (nodes[verb].head, nodes[verb].deprel) = (None, D::Root);
    if nodes[verb].xpos == Xpos::Vbn {
        nodes[verb].xpos = Xpos::Vbd;
    }
    (nodes[noun].head, nodes[noun].deprel) = (Some(verb as u32), D::Nsubj);
    for n in verb + 1..nodes.len() {
        if is_child(nodes, n, noun) {
            nodes[n].head = Some(verb as u32);
        }
    }
}

/// Whether the word is a participle without an object.
fn is_passive(nodes: &[Node], verb: usize) -> bool {
    nodes[verb].xpos == Xpos::Vbn && !has_child(nodes, verb, |_, relation| relation == Deprel::Obj)
}

/// Whether the word is a finite verb below `first` that nothing joins to it: no conjunction, no comma, no subject of its own.
fn is_main(nodes: &[Node], verb: usize, first: usize) -> bool {
    use Deprel as D;
    let finite = matches!(nodes[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn);
    let joined = |_: usize, relation: D| {
        matches!(relation, D::Mark | D::Cc | D::Nsubj | D::NsubjPass | D::Aux | D::AuxPass | D::Expl | D::OblAgent)
    };
    let before = &nodes[verb - 1];
    nodes[verb].upos == Upos::Verb
        && finite
        && head(nodes, verb) == Some(first)
        && matches!(nodes[verb].deprel, D::Advcl | D::Acl | D::Xcomp | D::Ccomp | D::Parataxis | D::Conj)
        && !has_child(nodes, verb, joined)
        && matches!(before.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb)
}
