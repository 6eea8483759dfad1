//! Relations that contradict the words around: a finite verb as an object, two subjects, a day with a phrase of its own,
//! a noun with a clause of its own.

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
    remark(nodes, i);
    suspects(nodes, i);
    apposed(nodes, i);
    active(nodes, i);
    of_day(nodes, i);
    fronted(nodes, i);
    acting_it(nodes, i);
    reduced(nodes, i);
    clause(nodes, i);
    particle(nodes, i);
    phrase(nodes, i);
}

/// "France would supply radars": what a modal stands before is a verb.
pub(super) fn modal(nodes: &mut [Node], modal: usize) {
    if nodes[modal].deprel != Deprel::Aux || nodes[modal].xpos != Xpos::Md {
        return;
    }
    let Some(verb) = head(nodes, modal).filter(|&verb| verb > modal && nodes[verb].xpos == Xpos::Nn) else { return };
    if has_child(nodes, verb, |_, relation| is_subject(relation)) && !has_child(nodes, verb, |_, r| r == Deprel::Cop) {
        (nodes[verb].upos, nodes[verb].xpos) = (Upos::Verb, Xpos::Vb);
    }
}

/// "Croatia could yet veto the bid": the noun right behind a modal is the verb, and what the modal hangs on its object.
pub(super) fn behind_modal(nodes: &mut [Node], modal: usize) {
    use Deprel as D;
    if nodes[modal].deprel != D::Aux || nodes[modal].xpos != Xpos::Md {
        return;
    }
    let Some(noun) = head(nodes, modal).filter(|&noun| noun > modal) else { return };
    let next = (modal + 1..noun).find(|&at| nodes[at].upos != Upos::Adv);
    let modifier = |at: usize| matches!(nodes[at].deprel, D::NmodPoss | D::Compound | D::Amod | D::NmodDesc);
    let Some(verb) = next.filter(|&at| matches!(nodes[at].xpos, Xpos::Nn | Xpos::Vb) && modifier(at)) else { return };
    let nominal = matches!(nodes[noun].upos, Upos::Noun | Upos::Propn) || nodes[verb].xpos == Xpos::Vb;
    if !nominal || has_child(nodes, noun, |_, relation| relation == D::Cop) {
        return;
    }
    for at in near(nodes, noun) {
        let clausal = is_subject(nodes[at].deprel) || matches!(nodes[at].deprel, D::Aux | D::Advmod | D::Punct);
        if is_child(nodes, at, noun)
            && (at < verb && clausal || at > noun && matches!(nodes[at].deprel, D::Obl | D::Punct))
        {
            nodes[at].head = Some(verb as u32);
        }
    }
    (nodes[verb].upos, nodes[verb].xpos) = (Upos::Verb, Xpos::Vb);
    (nodes[verb].head, nodes[verb].deprel) = (nodes[noun].head, nodes[noun].deprel);
    (nodes[noun].head, nodes[noun].deprel) = (Some(verb as u32), D::Obj);
    if nodes[noun].upos == Upos::Verb {
        (nodes[noun].upos, nodes[noun].xpos) = (Upos::Noun, Xpos::Nn);
    }
    for node in nodes.iter_mut().filter(|node| node.head == Some(noun as u32) && node.deprel == D::Xcomp) {
        node.deprel = D::Acl;
    }
}

/// "accused Chad of *shelling* border villages": a gerund that what one is accused of begins with is the verb of the noun behind.
pub(super) fn charged(nodes: &mut [Node], gerund: usize) {
    use Deprel as D;
    let ing = nodes[gerund].xpos == Xpos::Vbg || nodes[gerund].lemma.ends_with("ing");
    let Some(of) = gerund.checked_sub(1).filter(|&of| ing && nodes[of].deprel == D::Case) else { return };
    let modifier = matches!(nodes[gerund].deprel, D::Amod | D::Compound);
    let Some(noun) = head(nodes, gerund).filter(|&noun| modifier && noun > gerund && is_child(nodes, of, noun)) else {
        return;
    };
    let start = near(nodes, gerund).start;
    let Some(verb) = (start..of).rev().find(|&at| nodes[at].upos == Upos::Verb) else { return };
    let charges = match nodes[of].lemma.as_str() {
        "of" => matches!(nodes[verb].lemma.as_str(), "accuse" | "suspect" | "convict"),
        "with" => nodes[verb].lemma == "charge",
        "for" => matches!(
            nodes[verb].lemma.as_str(),
            "blame" | "condemn" | "criticize" | "criticise" | "denounce" | "rebuke" | "fault"
        ),
        "from" => {
            matches!(nodes[verb].lemma.as_str(), "stop" | "prevent" | "bar" | "ban" | "refrain" | "keep" | "deter")
        }
        _ => false,
    };
    if !charges {
        return;
    }
    (nodes[of].head, nodes[of].deprel) = (Some(gerund as u32), D::Mark);
    (nodes[gerund].upos, nodes[gerund].xpos) = (Upos::Verb, Xpos::Vbg);
    (nodes[gerund].head, nodes[gerund].deprel) = (Some(verb as u32), D::Advcl);
    (nodes[noun].head, nodes[noun].deprel) = (Some(gerund as u32), D::Obj);
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

/// "NATO would bomb, the secretary-general warned": a finite verb with a subject of its own is nobody's object.
fn remark(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    let nominal = matches!(nodes[verb].deprel, D::Obj | D::Iobj | D::Nmod | D::Obl);
    let finite = nodes[verb].upos == Upos::Verb && matches!(nodes[verb].xpos, Xpos::Vbd | Xpos::Vbp);
    if nominal && finite && has_child(nodes, verb, |at, relation| at < verb && relation == D::Nsubj) {
        nodes[verb].deprel = D::Parataxis;
    }
}

/// "Diplomats suspect that he is": what has a subject and a clause with "that", but no copula, is a verb.
fn suspects(nodes: &mut [Node], i: usize) {
    use Deprel as D;
    if nodes[i].upos != Upos::Noun || nodes[i].deprel != D::Root {
        return;
    }
    let that = (i + 1..near(nodes, i).end).any(|clause| {
        is_child(nodes, clause, i)
            && nodes[clause].deprel == D::Ccomp
            && has_child(nodes, clause, |at, relation| relation == D::Mark && nodes[at].lemma == "that")
    });
    let subject = has_child(nodes, i, |at, relation| at < i && relation == D::Nsubj);
    if that && subject && !has_child(nodes, i, |_, relation| relation == D::Cop) {
        nodes[i].upos = Upos::Verb;
        nodes[i].xpos = Xpos::Vbp;
    }
}

/// "Bulgaria, once Moscow's ally, will train": of two subjects the one between commas says who the name before is.
fn apposed(nodes: &mut [Node], i: usize) {
    let subject = |nodes: &[Node], at: usize| nodes[at].deprel == Deprel::Nsubj;
    let comma = |at: usize| nodes.get(at).is_some_and(|node| node.lemma == ",");
    if !subject(nodes, i) || nodes[i].upos != Upos::Noun || !comma(i + 1) {
        return;
    }
    let Some(verb) = head(nodes, i).filter(|&verb| verb > i) else { return };
    let named =
        |&at: &usize| is_child(nodes, at, verb) && subject(nodes, at) && nodes[at].upos == Upos::Propn && comma(at + 1);
    if let Some(name) = (near(nodes, i).start..i).rev().find(named) {
        nodes[i].head = Some(name as u32);
        nodes[i].deprel = Deprel::Appos;
    }
}

/// "Germany called for": a verb that is no participle has no passive subject.
fn active(nodes: &mut [Node], subject: usize) {
    let Some(verb) = head(nodes, subject).filter(|_| nodes[subject].deprel == Deprel::NsubjPass) else { return };
    let finite = matches!(nodes[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    // headlines leave the auxiliary out: "Four killed in blast"
    let headline = nodes.last().is_none_or(|last| last.upos != Upos::Punct);
    if finite && !headline && !has_child(nodes, verb, |_, relation| relation == Deprel::AuxPass) {
        nodes[subject].deprel = Deprel::Nsubj;
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

/// "The US rolled back tariffs": a modifier with a subject of its own is the verb, and the noun behind it the object.
fn clause(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    let past = nodes[verb].upos == Upos::Verb && matches!(nodes[verb].xpos, Xpos::Vbd | Xpos::Vbn);
    let Some(noun) = head(nodes, verb).filter(|&noun| past && nodes[verb].deprel == D::Amod && noun > verb) else {
        return;
    };
    let subject = has_child(nodes, verb, |at, relation| at < verb && relation == D::Nsubj);
    if !subject || nodes[noun].deprel != D::Root {
        return;
    }
    for at in near(nodes, verb).start..noun {
        let adverb = nodes[at].upos == Upos::Adv;
        if is_child(nodes, at, noun) && (at < verb || adverb) {
            nodes[at].head = Some(verb as u32);
            if adverb {
                nodes[at].deprel = D::Advmod;
            }
        }
    }
    nodes[verb].head = None;
    nodes[verb].deprel = D::Root;
    nodes[noun].head = Some(verb as u32);
    nodes[noun].deprel = D::Obj;
}

/// "handed over 700 kg": the particle of the verb, not "more than" 700.
fn particle(nodes: &mut [Node], over: usize) {
    if nodes[over].lemma != "over" || nodes[over].deprel != Deprel::Advmod || over == 0 {
        return;
    }
    if matches!(nodes[over - 1].lemma.as_str(), "hand" | "sign" | "turn") && nodes[over - 1].upos == Upos::Verb {
        nodes[over].head = Some(over as u32 - 1);
        nodes[over].deprel = Deprel::CompoundPrt;
    }
}

/// "recognition of Croatia two days before": a name with a preposition of its own is no modifier of the noun behind, but
/// hangs on the noun before.
fn phrase(nodes: &mut [Node], name: usize) {
    use Deprel as D;
    let modifies = matches!(nodes[name].deprel, D::Compound | D::Amod | D::NmodDesc) && nodes[name].upos == Upos::Propn;
    let Some(noun) = head(nodes, name).filter(|&noun| modifies && noun > name + 1) else { return };
    let case = (near(nodes, name).start..name).rfind(|&at| is_child(nodes, at, name) && nodes[at].deprel == D::Case);
    let Some(before) = case.filter(|&case| nodes[case].lemma == "of").and_then(|case| case.checked_sub(1)) else {
        return;
    };
    let counted = matches!(nodes[name + 1].upos, Upos::Num | Upos::Det) && head(nodes, name + 1) == Some(noun);
    if counted && nodes[before].upos == Upos::Noun {
        nodes[name].head = Some(before as u32);
        nodes[name].deprel = D::Nmod;
    }
}
