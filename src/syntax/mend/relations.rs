//! Relations that contradict the words around: a finite verb as an object, two subjects, a day with a phrase of its own.

use super::{has_child, head, is_child, is_day, is_subject, near};
use crate::syntax::{Deprel, Node, Upos, Xpos};

/// Verbs whose "it" before them often means nothing.
const EMPTY_IT: &[&str] = &[
    "appear",
    "be",
    "become",
    "cost",
    "emerge",
    "follow",
    "happen",
    "help",
    "look",
    "make",
    "matter",
    "mean",
    "pay",
    "prove",
    "rain",
    "remain",
    "seem",
    "snow",
    "sound",
    "suffice",
    "take",
    "transpire",
    "turn",
];

/// Mends the relations at word `i`.
pub(super) fn mend(nodes: &mut [Node], i: usize) {
    noun(nodes, i);
    of_day(nodes, i);
    fronted(nodes, i);
    acting_it(nodes, i);
    reduced(nodes, i);
}

/// "follow US-Ukraine talks": what has the relation of a noun is none in the third person, but a plural.
fn noun(nodes: &mut [Node], i: usize) {
    use Deprel as D;
    let nominal = matches!(nodes[i].deprel, D::Obj | D::Iobj | D::Nmod | D::Obl | D::Nsubj | D::NsubjPass);
    if nodes[i].upos != Upos::Verb || nodes[i].xpos != Xpos::Vbz || !nominal {
        return;
    }
    nodes[i].upos = Upos::Noun;
    nodes[i].xpos = Xpos::Nns;
    for at in near(nodes, i).start..i {
        if is_child(nodes, at, i) && is_subject(nodes[at].deprel) {
            nodes[at].deprel = D::Compound;
        }
    }
}

/// "called a meeting Wednesday of the council": a day has no "of"; the object before it has.
fn of_day(nodes: &mut [Node], i: usize) {
    use Deprel as D;
    let Some(day) = head(nodes, i).filter(|&day| nodes[i].deprel == D::Nmod && day < i && is_day(&nodes[day])) else {
        return;
    };
    let of = has_child(nodes, i, |at, relation| relation == D::Case && nodes[at].lemma == "of");
    let Some(verb) = head(nodes, day).filter(|&verb| of && nodes[verb].upos == Upos::Verb && verb < day) else {
        return;
    };
    let object = (verb + 1..day).rfind(|&at| is_child(nodes, at, verb) && nodes[at].deprel == D::Obj);
    if let Some(object) = object {
        nodes[i].head = Some(object as u32);
    }
}

/// "a charge Delhi rejected": of two subjects side by side the first is the object.
fn fronted(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    if nodes[verb].upos != Upos::Verb || has_child(nodes, verb, |_, relation| relation == D::Obj) {
        return;
    }
    let start = near(nodes, verb).start;
    let mut subjects =
        (start..verb).filter(|&at| is_child(nodes, at, verb) && nodes[at].deprel == D::Nsubj).collect::<Vec<_>>();
    let (Some(second), Some(first)) = (subjects.pop(), subjects.pop()) else { return };
    let inside = |at: usize| head(nodes, at).is_some_and(|head| (first + 1..=second).contains(&head));
    if nodes[first].upos == Upos::Noun && (first + 1..second).all(inside) {
        nodes[first].deprel = D::Obj;
    }
}

/// "it will continue to press": the subject of a verb that somebody must do.
fn acting_it(nodes: &mut [Node], i: usize) {
    if nodes[i].deprel != Deprel::Expl || nodes[i].lemma != "it" {
        return;
    }
    let verb = head(nodes, i).filter(|&verb| i < verb && nodes[verb].upos == Upos::Verb);
    if verb.is_some_and(|verb| !EMPTY_IT.contains(&nodes[verb].lemma.as_str())) {
        nodes[i].deprel = Deprel::Nsubj;
    }
}

/// "welcome the deal reached by them": a bare past participle is no clause with a subject, but hangs on the noun before.
fn reduced(nodes: &mut [Node], i: usize) {
    use Deprel as D;
    if nodes[i].deprel != D::Ccomp || nodes[i].xpos != Xpos::Vbn {
        return;
    }
    let helped = |relation| matches!(relation, D::Aux | D::AuxPass | D::Cop | D::Mark);
    let Some(verb) = head(nodes, i).filter(|&verb| verb < i && !has_child(nodes, i, |_, relation| helped(relation)))
    else {
        return;
    };
    let noun = (verb + 1..i).rfind(|&at| is_child(nodes, at, i) && is_subject(nodes[at].deprel));
    let Some(noun) = noun.filter(|_| !has_child(nodes, verb, |_, relation| relation == D::Obj)) else { return };
    nodes[noun].head = Some(verb as u32);
    nodes[noun].deprel = D::Obj;
    nodes[i].head = Some(noun as u32);
    nodes[i].deprel = D::Acl;
}
