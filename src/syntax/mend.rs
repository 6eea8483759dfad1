//! Mends what a parser often gets wrong where the words around rule it out.
//!
//! - A premodifier never stands before the determiner, number or currency sign of its noun: "handed *Latvia* forty
//!   howitzers", "lent *Chad* $5m", "extradited to *Spain* four men".
//! - The agent of a passive with an object is the verb's, not the object's: "was denied a loan *by the bank*".
//! - A headline of a name and an infinitive tells what is to come: "*France* to arm the Lebanese army"; names with a
//!   comma between them right before its verb are coordinated: "*EU, Japan* sign".
//! - A noun is no modifier of the finite verb behind it, but its subject; a list of names before a past participle too.
//! - What has a modal and a subject is a verb: "France would *supply* radars".
//! - An infinitive behind a verb of asking or causing and its object is its complement.
//! - A bare gerund right behind a verb that takes gerunds is its complement: "denied *supplying* drones".
//! - A past form with phrases only and a finite verb behind them is a participle: "rockets *launched* from Gaza hit".
//! - A noun with a relative clause and a finite verb behind it is that verb's subject; a name, a plural and its object are a
//!   headline with a verb: "Venezuela *masses* troops".
//! - What hangs on a verb: the first of two objects is the receiver, a particle is no preposition, a phrase with "with" behind
//!   a place is the verb's.
//!
//! Every rule names the only reading that English grammar leaves; O(n) in the words.

mod reduced;
mod relations;
mod verbs;

use std::ops::Range;

use crate::syntax::{Deprel, Node, Upos, Xpos};
use crate::text::{is_month, is_weekday};

/// How far from a word its children are looked for.
const REACH: usize = 64;

/// Verbs that take two objects, the receiver first.
const GIVING: &[&str] = &[
    "accord",
    "afford",
    "allot",
    "allow",
    "assign",
    "award",
    "bring",
    "cede",
    "concede",
    "deny",
    "extend",
    "give",
    "grant",
    "guarantee",
    "hand",
    "issue",
    "lease",
    "leave",
    "lend",
    "loan",
    "offer",
    "owe",
    "pay",
    "promise",
    "provide",
    "refuse",
    "rent",
    "sell",
    "send",
    "serve",
    "show",
    "supply",
    "teach",
    "tell",
    "toss",
    "wire",
];

/// What is given to somebody and is nobody's kind: "gave Kenya permission".
const ABSTRACT: &[&str] = &[
    "access",
    "approval",
    "assurance",
    "asylum",
    "authority",
    "authorization",
    "consent",
    "credit",
    "entry",
    "immunity",
    "independence",
    "notice",
    "permission",
    "recognition",
    "refuge",
    "time",
];

/// Verbs that another is asked, made or allowed to do what an infinitive says.
const CAUSING: &[&str] = &[
    "advise",
    "allow",
    "appeal",
    "ask",
    "authorize",
    "beg",
    "cause",
    "challenge",
    "command",
    "compel",
    "convince",
    "direct",
    "enable",
    "encourage",
    "exhort",
    "expect",
    "forbid",
    "force",
    "get",
    "help",
    "implore",
    "induce",
    "instruct",
    "invite",
    "lead",
    "lobby",
    "oblige",
    "order",
    "permit",
    "persuade",
    "press",
    "pressure",
    "promise",
    "prompt",
    "push",
    "remind",
    "request",
    "require",
    "spur",
    "summon",
    "tell",
    "tempt",
    "threaten",
    "trust",
    "urge",
    "want",
    "warn",
];

/// Words for times beside the names of days and months.
const TIMES: &[&str] = &["week", "month", "year", "day", "yesterday", "today", "tomorrow", "weekend"];

/// Mends the nodes of one sentence, before they become a tree.
pub(crate) fn mend(nodes: &mut [Node]) {
    headline(nodes);
    listed(nodes);
    for i in 0..nodes.len() {
        reduced::mend(nodes, i);
        reduced::crowned(nodes, i);
        relations::modal(nodes, i);
        relations::behind_modal(nodes, i);
        relations::charged(nodes, i);
        subject(nodes, i);
        quoted(nodes, i);
        infinitive(nodes, i);
        another_day(nodes, i);
        due(nodes, i);
        receiver(nodes, i);
        agent(nodes, i);
        relations::mend(nodes, i);
        verbs::mend(nodes, i);
    }
}

fn head(nodes: &[Node], i: usize) -> Option<usize> {
    nodes[i].head.map(|head| head as usize).filter(|&head| head < nodes.len() && head != i)
}

fn is_child(nodes: &[Node], child: usize, of: usize) -> bool {
    nodes[child].head == Some(of as u32)
}

/// The head of the words `start..end`, if all of them are of one name or noun phrase.
fn phrase(nodes: &[Node], start: usize, end: usize) -> Option<usize> {
    let named = |i: usize| {
        matches!(nodes[i].upos, Upos::Propn | Upos::Adj | Upos::Noun | Upos::Num) || nodes[i].deprel == Deprel::Case
    };
    let outside = |i: &usize| nodes[*i].head.is_none_or(|h| (h as usize) < start || h as usize >= end);
    (start < end && (start..end).all(named) && nodes[end - 1].deprel != Deprel::Case)
        .then(|| (start..end).rev().find(|i| nodes[*i].upos == Upos::Propn && outside(i)))
        .flatten()
}

/// "France to arm Lebanon", "US, Vietnam to resume talks", "EU, Japan sign a deal".
fn headline(nodes: &mut [Node]) {
    use Deprel as D;
    let finite = |node: &Node| {
        let bare = node.upos == Upos::Verb && node.head.is_none(); // "Chad, Mali cut ties"
        matches!(node.xpos, Xpos::Vb | Xpos::Vbz | Xpos::Vbp | Xpos::Vbd) || bare
    };
    let Some(verb) = nodes.iter().take(12).position(finite) else {
        return;
    };
    let to = verb > 0 && nodes[verb - 1].lemma == "to" && nodes[verb].xpos == Xpos::Vb;
    let end = if to { verb - 1 } else { verb };
    let comma = (0..end).find(|&i| nodes[i].lemma == ",");
    let Some(first) = phrase(nodes, 0, comma.unwrap_or(end)) else { return };
    let second = match comma {
        Some(comma) => match phrase(nodes, comma + 1, end) {
            Some(second) => Some(second),
            None => return,
        },
        None => None,
    };
    let nominal =
        nodes[first].head.is_none() && to && matches!(nodes[verb].deprel, D::Acl | D::Xcomp | D::Advcl | D::Ccomp);
    let predicate = nodes[verb].head.is_none();
    if nominal {
        nodes[verb].head = None;
        nodes[verb].deprel = D::Root;
    } else if !predicate || second.is_none() {
        return;
    }
    nodes[first].head = Some(verb as u32);
    nodes[first].deprel = D::Nsubj;
    if let Some(second) = second {
        nodes[second].head = Some(first as u32);
        nodes[second].deprel = D::Conj;
    }
    if let Some(comma) = comma {
        nodes[comma].head = second.map(|second| second as u32);
    }
    for node in nodes[verb + 1..].iter_mut().filter(|node| nominal && node.head == Some(first as u32)) {
        node.head = Some(verb as u32);
    }
}

/// The words around a word, so that the time is linear whatever the sentence.
fn near(nodes: &[Node], of: usize) -> Range<usize> {
    of.saturating_sub(REACH)..(of + REACH).min(nodes.len())
}

fn has_child(nodes: &[Node], of: usize, wanted: impl Fn(usize, Deprel) -> bool) -> bool {
    near(nodes, of).any(|at| is_child(nodes, at, of) && wanted(at, nodes[at].deprel))
}

fn is_subject(relation: Deprel) -> bool {
    matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj | Deprel::Expl)
}

/// Days, months and the like: what a name cannot be coordinated with.
fn is_day(node: &Node) -> bool {
    let word = node.lemma.to_lowercase();
    TIMES.contains(&word.as_str()) || is_weekday(&word) || is_month(&word)
}

fn is_finite(node: &Node) -> bool {
    matches!(node.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && node.upos == Upos::Verb
}

/// "The coalition bombed the town": a noun cannot be a modifier of the finite verb behind it; it is its subject.
fn subject(nodes: &mut [Node], noun: usize) {
    let modifier = matches!(nodes[noun].deprel, Deprel::Compound | Deprel::NmodDesc | Deprel::Amod);
    let named = || nodes[noun].upos == Upos::Adj && has_child(nodes, noun, |at, _| nodes[at].upos == Upos::Propn);
    if !modifier || !(matches!(nodes[noun].upos, Upos::Noun | Upos::Propn) || named()) {
        return;
    }
    let Some(verb) = head(nodes, noun).filter(|&verb| verb > noun && is_finite(&nodes[verb])) else { return };
    if !has_child(nodes, verb, |_, relation| is_subject(relation)) {
        nodes[noun].deprel = Deprel::Nsubj;
    }
}

/// "“Israel,” said the king, “must stop”": of two subjects of a verb of speech, the one before belongs to the quoted
/// clause behind that has none.
fn quoted(nodes: &mut [Node], verb: usize) {
    use Deprel as D;
    if nodes[verb].upos != Upos::Verb {
        return;
    }
    let clause = (verb + 1..near(nodes, verb).end).find(|&at| {
        is_child(nodes, at, verb)
            && matches!(nodes[at].deprel, D::Ccomp | D::Parataxis)
            && !has_child(nodes, at, |_, relation| is_subject(relation))
            && (is_finite(&nodes[at]) || has_child(nodes, at, |_, relation| relation == D::Aux))
    });
    let speaker = near(nodes, verb).rfind(|&at| is_child(nodes, at, verb) && nodes[at].deprel == D::Nsubj);
    let first = (near(nodes, verb).start..verb).find(|&at| {
        let split = at + 1 < verb && matches!(nodes[at + 1].lemma.as_str(), "," | "”" | "\"" | "’" | "''");
        is_child(nodes, at, verb)
            && split
            && matches!(nodes[at].deprel, D::Nsubj | D::Ccomp | D::Dislocated | D::Parataxis)
            && matches!(nodes[at].upos, Upos::Propn | Upos::Noun | Upos::Pron)
    });
    // the parser may have given each subject to the other verb
    let swapped = (verb + 1..near(nodes, verb).end)
        .find(|&at| is_child(nodes, at, verb) && nodes[at].deprel == D::Ccomp && first.is_some() && speaker == first);
    if let (Some(clause), Some(first)) = (swapped, first)
        && let Some(own) = (verb + 1..clause).find(|&at| is_child(nodes, at, clause) && nodes[at].deprel == D::Nsubj)
        && nodes.get(own + 1).is_some_and(|next| next.lemma == ",")
    {
        (nodes[first].head, nodes[own].head) = (Some(clause as u32), Some(verb as u32));
        return;
    }
    if let (Some(clause), Some(first), Some(speaker)) = (clause, first, speaker)
        && first != speaker
    {
        nodes[first].head = Some(clause as u32);
        nodes[first].deprel = D::Nsubj;
    }
}

/// "promised Ukraine to keep supplying": the infinitive is what the verb is about.
fn infinitive(nodes: &mut [Node], clause: usize) {
    use Deprel as D;
    if nodes[clause].deprel != D::Advcl || nodes[clause].xpos != Xpos::Vb {
        return;
    }
    let Some(verb) = head(nodes, clause).filter(|&verb| verb < clause && CAUSING.contains(&nodes[verb].lemma.as_str()))
    else {
        return;
    };
    let to = has_child(nodes, clause, |at, relation| relation == D::Mark && nodes[at].lemma == "to" && at > verb);
    let asked =
        has_child(nodes, verb, |at, relation| matches!(relation, D::Obj | D::Iobj | D::NsubjPass) && at < clause);
    if to && asked {
        nodes[clause].deprel = D::Xcomp;
    }
}

/// "met Jiang on Monday and Yeltsin on Thursday": a name coordinated with a day is coordinated with the object before.
fn another_day(nodes: &mut [Node], name: usize) {
    use Deprel as D;
    if nodes[name].deprel != D::Conj || nodes[name].upos != Upos::Propn || is_day(&nodes[name]) {
        return;
    }
    let Some(when) = head(nodes, name).filter(|&when| when < name && is_day(&nodes[when])) else { return };
    let Some(verb) = head(nodes, when).filter(|&verb| nodes[verb].upos == Upos::Verb) else { return };
    let before = (verb + 1..when).rfind(|&at| {
        is_child(nodes, at, verb)
            && nodes[at].upos == Upos::Propn
            && matches!(nodes[at].deprel, D::Obj | D::Obl | D::Iobj)
    });
    if let Some(before) = before {
        nodes[name].head = Some(before as u32);
    }
}

/// "Chad, Mali and Niger cut ties", "Zentrix sold drones": where nothing is said of a name or a list of names, the past
/// participle right behind it is the verb.
fn listed(nodes: &mut [Node]) {
    use Deprel as D;
    let Some(root) = nodes.iter().position(|node| node.head.is_none()) else { return };
    if nodes.iter().any(|node| is_subject(node.deprel)) {
        return;
    }
    let verb = (1..nodes.len()).find(|&at| {
        nodes[at].upos == Upos::Verb && nodes[at].deprel == D::Amod && matches!(nodes[at].xpos, Xpos::Vbd | Xpos::Vbn)
    });
    let Some(verb) = verb.filter(|&verb| nodes[verb - 1].upos == Upos::Propn) else { return };
    let Some(noun) = head(nodes, verb).filter(|&noun| noun > verb) else { return };
    let silent = |nodes: &[Node]| !nodes.iter().any(|node| is_finite(node) && node.deprel != D::Amod);
    let name = match noun {
        _ if root < verb && is_child(nodes, noun, root) && nodes[root].upos == Upos::Propn => root,
        _ if noun == root && is_child(nodes, verb - 1, noun) && silent(nodes) => verb - 1,
        _ => return,
    };
    for at in 0..verb {
        if is_child(nodes, at, noun) {
            nodes[at].head = Some(verb as u32);
        }
    }
    nodes[verb].head = None;
    nodes[verb].deprel = D::Root;
    nodes[name].head = Some(verb as u32);
    nodes[name].deprel = D::Nsubj;
    nodes[noun].head = Some(verb as u32);
    nodes[noun].deprel = D::Obj;
}

/// A name before the determiner or number of the noun that it is said to modify is the receiver, or stands in a phrase
/// of its own.
fn receiver(nodes: &mut [Node], name: usize) {
    use Deprel as D;
    let modifier =
        matches!(nodes[name].deprel, D::Compound | D::Amod | D::NmodDesc | D::Nummod | D::NmodUnmarked | D::Flat);
    let Some(noun) = head(nodes, name).filter(|&noun| modifier && noun > name && nodes[name].upos == Upos::Propn)
    else {
        return;
    };
    let start = near(nodes, name).start;
    let Some(verb) = (start..name).rev().find(|&at| nodes[at].upos == Upos::Verb) else { return };
    let own = |at: usize| is_child(nodes, at, name) || nodes[at].head == nodes[name].head;
    let case = (verb + 1..name).find(|&at| is_child(nodes, at, name) && nodes[at].deprel == D::Case);
    let first = (verb + 1..name).all(|at| matches!(nodes[at].deprel, D::Det | D::Compound | D::Amod) && own(at));
    let next = &nodes[name + 1];
    let opens = matches!(next.upos, Upos::Det | Upos::Num | Upos::Sym) || next.deprel == D::NmodPoss;
    let gives = first && GIVING.contains(&nodes[verb].lemma.as_str());
    let thing = || {
        let cased = nodes[name].lemma.chars().any(char::is_lowercase);
        let abstraction = name + 1 == noun && ABSTRACT.contains(&next.lemma.as_str());
        let things = next.upos == Upos::Noun && matches!(next.xpos, Xpos::Nns) && name + 1 == noun;
        next.upos == Upos::Adj || cased && (things || abstraction)
    };
    let relation = match case {
        Some(_) if opens && head(nodes, noun) == Some(verb) => D::Obl,
        None if gives && (opens || thing()) => D::Iobj,
        _ => return,
    };
    for at in verb + 1..name {
        if is_child(nodes, at, noun) {
            nodes[at].head = Some(name as u32);
        }
    }
    nodes[name].head = Some(verb as u32);
    nodes[name].deprel = relation;
    let cased = (verb + 1..noun).any(|at| is_child(nodes, at, noun) && nodes[at].deprel == D::Case);
    if matches!(nodes[noun].deprel, D::Obl | D::Iobj) && !cased && is_child(nodes, noun, verb) {
        nodes[noun].deprel = D::Obj;
    }
}

/// "are due to meet": "to" before an infinitive marks it, whatever stands before.
fn due(nodes: &mut [Node], to: usize) {
    use Deprel as D;
    let verb = to + 1;
    if nodes[to].lemma != "to"
        || nodes[to].deprel != D::Fixed
        || nodes.get(verb).is_none_or(|node| node.xpos != Xpos::Vb)
    {
        return;
    }
    nodes[to].head = Some(verb as u32);
    nodes[to].deprel = D::Mark;
    let adjective = head(nodes, verb).is_some_and(|head| nodes[head].upos == Upos::Adj && head < to);
    if adjective && nodes[verb].deprel == D::Advcl {
        nodes[verb].deprel = D::Xcomp;
    }
}

/// "was given boats by China": the phrase with "by" behind the object of a passive verb.
fn agent(nodes: &mut [Node], phrase: usize) {
    use Deprel as D;
    if nodes[phrase].deprel != D::Nmod {
        return;
    }
    let Some(object) = head(nodes, phrase).filter(|&object| object < phrase && nodes[object].deprel == D::Obj) else {
        return;
    };
    let Some(verb) = head(nodes, object).filter(|&verb| nodes[verb].xpos == Xpos::Vbn && verb < object) else { return };
    let by = (object + 1..phrase)
        .any(|at| is_child(nodes, at, phrase) && nodes[at].deprel == D::Case && nodes[at].lemma == "by");
    let passive =
        (0..verb).any(|at| is_child(nodes, at, verb) && matches!(nodes[at].deprel, D::AuxPass | D::NsubjPass));
    let agent = (verb..nodes.len()).any(|at| is_child(nodes, at, verb) && nodes[at].deprel == D::OblAgent);
    if by && passive && !agent {
        nodes[phrase].head = Some(verb as u32);
        nodes[phrase].deprel = D::OblAgent;
    }
}

#[cfg(test)]
mod tests;
