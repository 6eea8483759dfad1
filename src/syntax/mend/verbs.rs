//! What hangs on verbs: two objects, particles, infinitives, agents, names in pieces, and phrases behind a place.

use super::{has_child, head, is_child, is_day, is_subject, near};
use crate::syntax::{Deprel, Node, Upos, Xpos};

/// Verbs whose own subject does what their infinitive says.
const CONTROL: &[&str] = &[
    "agree",
    "aim",
    "attempt",
    "begin",
    "cease",
    "choose",
    "consent",
    "continue",
    "decide",
    "decline",
    "demand",
    "fail",
    "hesitate",
    "hope",
    "intend",
    "manage",
    "neglect",
    "offer",
    "plan",
    "pledge",
    "prepare",
    "promise",
    "propose",
    "refuse",
    "resolve",
    "seek",
    "start",
    "strive",
    "struggle",
    "swear",
    "threaten",
    "try",
    "undertake",
    "volunteer",
    "vow",
    "want",
];

/// Verbs whose complement is a gerund.
const GERUND: &[&str] = &[
    "admit",
    "advise",
    "advocate",
    "avoid",
    "begin",
    "cease",
    "consider",
    "contemplate",
    "continue",
    "delay",
    "deny",
    "discontinue",
    "discuss",
    "dispute",
    "envisage",
    "favor",
    "favour",
    "finish",
    "halt",
    "keep",
    "mention",
    "oppose",
    "pause",
    "postpone",
    "propose",
    "quit",
    "recommend",
    "regret",
    "resist",
    "resume",
    "risk",
    "start",
    "stop",
    "suggest",
];

/// Prepositions of phrases that a place has not, but what stands before the place.
const NOT_OF_PLACES: &[&str] = &["with", "between", "against", "about", "by"];

/// Mends what hangs on the verb at `i`, or the word at `i` that hangs on one.
pub(super) fn mend(nodes: &mut [Node], i: usize) {
    transitive(nodes, i);
    said_of_noun(nodes, i);
    participle(nodes, i);
    name(nodes, i);
    conjoined(nodes, i);
    particle(nodes, i);
    two_objects(nodes, i);
    infinitive(nodes, i);
    behind_place(nodes, i);
    behind_infinitive(nodes, i);
    gerund(nodes, i);
}

/// "Venezuela *masses* troops": what has an object behind it is a verb, and the name before it its subject.
fn transitive(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    let noun = nodes[verb].upos == Upos::Noun && nodes[verb].xpos == Xpos::Nns && nodes[verb].head.is_none();
    let name = verb.checked_sub(1).filter(|&name| nodes[name].upos == Upos::Propn && is_child(nodes, name, verb));
    let Some(name) = name.filter(|_| noun && has_child(nodes, verb, |n, relation| n == verb + 1 && relation == D::Obj))
    else {
        return;
    };
    (nodes[verb].upos, nodes[verb].xpos) = (Upos::Verb, Xpos::Vbz);
    nodes[name].deprel = D::Nsubj;
}

/// "indicted by the court", "a plot hatched abroad": a past tense with an agent, or without a subject on a noun, is a
/// participle.
fn participle(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    if nodes[verb].xpos != Xpos::Vbd || has_child(nodes, verb, |_, r| matches!(r, D::Nsubj | D::Csubj | D::Obj)) {
        return;
    }
    let agent = has_child(nodes, verb, |_, relation| relation == D::OblAgent);
    let reduced = nodes[verb].deprel == D::Acl && head(nodes, verb).is_some_and(|noun| noun < verb);
    if agent && matches!(nodes[verb].deprel, D::Advcl | D::Acl | D::Amod | D::Xcomp) || reduced {
        nodes[verb].xpos = Xpos::Vbn;
    }
}

/// "insisted that half were hit and accused Brussels": a participle with an object is no passive; it goes on from the verb
/// of saying.
fn conjoined(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    if nodes[verb].deprel != D::Conj || nodes[verb].xpos != Xpos::Vbn {
        return;
    }
    let Some(first) = head(nodes, verb).filter(|&first| first < verb && nodes[first].upos == Upos::Verb) else {
        return;
    };
    let passive = has_child(nodes, first, |_, relation| matches!(relation, D::AuxPass | D::NsubjPass));
    let object = has_child(nodes, verb, |at, relation| relation == D::Obj && at > verb);
    let helped = |relation| matches!(relation, D::Aux | D::AuxPass | D::Nsubj | D::NsubjPass | D::OblAgent);
    if !passive || !object || nodes[first].deprel != D::Ccomp || has_child(nodes, verb, |_, relation| helped(relation))
    {
        return;
    }
    let Some(saying) = head(nodes, first).filter(|&saying| saying < first && nodes[saying].upos == Upos::Verb) else {
        return;
    };
    nodes[verb].xpos = Xpos::Vbd;
    nodes[verb].head = Some(saying as u32);
}

/// "Guido Westerwelle summoned": two names side by side in one relation to one word are one name.
fn name(nodes: &mut [Node], second: usize) {
    let Some(first) = second.checked_sub(1) else { return };
    let same = nodes[first].head == nodes[second].head && nodes[first].deprel == nodes[second].deprel;
    let name = |at: usize| nodes[at].upos == Upos::Propn && nodes[at].xpos == Xpos::Nnp;
    if same && is_subject(nodes[first].deprel) && name(first) && name(second) {
        nodes[second].head = Some(first as u32);
        nodes[second].deprel = Deprel::Flat;
    }
}

/// Verbs and particles that take an object together.
const PHRASAL: &[(&str, &[&str])] = &[
    (
        "off",
        &[
            "break", "call", "put", "set", "cut", "fend", "ward", "stave", "shake", "write", "brush", "shrug", "fight",
            "seal", "lay",
        ],
    ),
    (
        "out",
        &[
            "carry", "rule", "point", "pull", "throw", "kick", "drive", "force", "wipe", "single", "phase", "hand",
            "turn", "sound",
        ],
    ),
    (
        "up",
        &[
            "break", "set", "blow", "give", "round", "lock", "step", "ramp", "draw", "prop", "tear", "hold", "shore",
            "stir", "beef",
        ],
    ),
    (
        "down",
        &["turn", "shoot", "bring", "shut", "close", "burn", "lay", "gun", "tear", "strike", "play", "scale", "water"],
    ),
    ("over", &["hand", "turn", "take"]),
    ("back", &["beat", "hold", "send", "call", "roll", "scale", "drive", "push", "take", "bring"]),
    ("aside", &["brush", "push", "set", "wave", "lay"]),
];

/// "called off talks": a particle is no preposition of the noun behind, which is the object.
fn particle(nodes: &mut [Node], i: usize) {
    use Deprel as D;
    let Some(verb) = i.checked_sub(1).filter(|&verb| nodes[verb].upos == Upos::Verb) else { return };
    let phrasal =
        || PHRASAL.iter().any(|(word, verbs)| *word == nodes[i].lemma && verbs.contains(&nodes[verb].lemma.as_str()));
    if matches!(nodes[i].deprel, D::CompoundPrt | D::Advmod) && is_child(nodes, i, verb) && phrasal() {
        bare_object(nodes, verb, i);
        return;
    }
    if nodes[i].deprel != D::Case || !(nodes[i].xpos == Xpos::Rp || phrasal()) {
        return;
    }
    if !head(nodes, i).is_some_and(|noun| noun > i && is_child(nodes, noun, verb)) {
        return;
    }
    nodes[i].head = Some(verb as u32);
    nodes[i].deprel = D::CompoundPrt;
    bare_object(nodes, verb, i);
}

/// The phrase without preposition behind the particle of a verb is its object.
fn bare_object(nodes: &mut [Node], verb: usize, particle: usize) {
    use Deprel as D;
    if has_child(nodes, verb, |_, relation| matches!(relation, D::Obj | D::NsubjPass)) {
        return;
    }
    let end = near(nodes, verb).end;
    let noun = (particle + 1..end).find(|&at| is_child(nodes, at, verb) && nodes[at].upos != Upos::Punct);
    let Some(noun) = noun.filter(|&noun| nodes[noun].deprel == D::Obl && !is_day(&nodes[noun])) else { return };
    if !has_child(nodes, noun, |_, relation| relation == D::Case) {
        nodes[noun].deprel = D::Obj;
    }
}

/// "Turkish guns shelled targets.": where nothing else is said of a noun, the past tense right behind it is the verb.
fn said_of_noun(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    let Some(noun) = verb.checked_sub(1) else { return };
    let said = nodes[noun].head.is_none() && matches!(nodes[noun].upos, Upos::Noun | Upos::Propn);
    if !said
        || !matches!(nodes[verb].xpos, Xpos::Vbd | Xpos::Vbn)
        || nodes[verb].deprel != D::Acl
        || !is_child(nodes, verb, noun)
    {
        return;
    }
    let other = |(at, node): (usize, &Node)| {
        at != verb && (is_subject(node.deprel) || matches!(node.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vbd))
    };
    if nodes.last().is_none_or(|last| last.lemma != ".") || nodes.iter().enumerate().any(other) {
        return;
    }
    let object = |at: usize| matches!(nodes[at].deprel, D::Appos | D::Dep) && at > verb && is_child(nodes, at, noun);
    if nodes[verb].xpos == Xpos::Vbn && !(verb + 1..nodes.len()).any(object) {
        return;
    }
    for at in verb + 1..nodes.len() {
        if is_child(nodes, at, noun) {
            nodes[at].head = Some(verb as u32);
            let cased = has_child(nodes, at, |_, relation| relation == D::Case);
            match nodes[at].deprel {
                D::Appos | D::Dep | D::Nmod if !cased => nodes[at].deprel = D::Obj,
                D::Nmod => nodes[at].deprel = D::Obl,
                _ => {}
            }
        }
    }
    (nodes[verb].head, nodes[verb].deprel, nodes[verb].xpos) = (None, D::Root, Xpos::Vbd);
    (nodes[noun].head, nodes[noun].deprel) = (Some(verb as u32), D::Nsubj);
}

/// "offers Morocco forty million euros": the first of two objects is the receiver.
fn two_objects(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    if nodes[verb].upos != Upos::Verb {
        return;
    }
    let end = near(nodes, verb).end;
    let mut objects = (verb + 1..end).filter(|&at| is_child(nodes, at, verb) && nodes[at].deprel == D::Obj);
    let (Some(first), Some(_)) = (objects.next(), objects.next()) else { return };
    if !has_child(nodes, verb, |_, relation| relation == D::Iobj) {
        nodes[first].deprel = D::Iobj;
    }
}

/// "threatened on Thursday to kill him": what the subject of such a verb is to do.
fn infinitive(nodes: &mut [Node], clause: usize) {
    use Deprel as D;
    if nodes[clause].deprel != D::Advcl || nodes[clause].xpos != Xpos::Vb {
        return;
    }
    let Some(verb) = head(nodes, clause).filter(|&verb| verb < clause && CONTROL.contains(&nodes[verb].lemma.as_str()))
    else {
        return;
    };
    let to = has_child(nodes, clause, |at, relation| relation == D::Mark && nodes[at].lemma == "to" && at > verb);
    let other = |relation| matches!(relation, D::Obj | D::Iobj | D::NsubjPass | D::Xcomp | D::Ccomp);
    if to && !has_child(nodes, verb, |_, relation| other(relation)) {
        nodes[clause].deprel = D::Xcomp;
    }
}

/// "held a meeting in Geneva with Lavrov": whom one meets has to do with the meeting, not with the place.
fn behind_place(nodes: &mut [Node], phrase: usize) {
    use Deprel as D;
    if nodes[phrase].deprel != D::Nmod {
        return;
    }
    let Some(place) = head(nodes, phrase).filter(|&p| p < phrase && nodes[p].upos == Upos::Propn) else { return };
    let case = |of: usize, words: &[&str]| {
        has_child(nodes, of, |at, r| r == D::Case && words.contains(&nodes[at].lemma.as_str()))
    };
    if !case(phrase, NOT_OF_PLACES) || !case(place, &["in", "at", "near", "outside"]) {
        return;
    }
    let Some(above) = head(nodes, place).filter(|_| matches!(nodes[place].deprel, D::Obl | D::Nmod)) else { return };
    nodes[phrase].head = Some(above as u32);
    nodes[phrase].deprel = if nodes[above].upos == Upos::Verb { D::Obl } else { D::Nmod };
}

/// "is prepared to free 400 prisoners": a phrase without preposition right behind an infinitive is its object.
fn behind_infinitive(nodes: &mut [Node], noun: usize) {
    use Deprel as D;
    let bare =
        matches!(nodes[noun].deprel, D::Obl | D::OblUnmarked) && matches!(nodes[noun].upos, Upos::Noun | Upos::Propn);
    if !bare || is_day(&nodes[noun]) || has_child(nodes, noun, |_, relation| relation == D::Case) {
        return;
    }
    let start = near(nodes, noun).start;
    let inside =
        |at: usize| is_child(nodes, at, noun) || head(nodes, at).is_some_and(|h| h > at && is_child(nodes, h, noun));
    let Some(verb) = (start..noun).rev().find(|&at| !inside(at)).filter(|&at| nodes[at].xpos == Xpos::Vb) else {
        return;
    };
    let below = nodes[verb].deprel == D::Xcomp && head(nodes, verb) == head(nodes, noun);
    if below && !has_child(nodes, verb, |_, relation| relation == D::Obj) {
        nodes[noun].head = Some(verb as u32);
        nodes[noun].deprel = D::Obj;
    }
}

/// "denied supplying drones".
fn gerund(nodes: &mut [Node], gerund: usize) {
    use Deprel as D;
    let Some(verb) = gerund.checked_sub(1) else { return };
    let adverbial =
        nodes[gerund].deprel == D::Advcl && nodes[gerund].xpos == Xpos::Vbg && is_child(nodes, gerund, verb);
    if adverbial && nodes[verb].upos == Upos::Verb && GERUND.contains(&nodes[verb].lemma.as_str()) {
        nodes[gerund].deprel = D::Xcomp;
    }
}
