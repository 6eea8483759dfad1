//! Mends what a parser often gets wrong where the words around rule it out.
//!
//! - A premodifier never stands before the determiner, number or currency sign of its noun: "handed *Latvia* forty
//!   howitzers", "lent *Chad* $5m", "extradited to *Spain* four men".
//! - The agent of a passive with an object is the verb's, not the object's: "was denied a loan *by the bank*".
//! - A headline of a name and an infinitive tells what is to come: "*France* to arm the Lebanese army"; names with a
//!   comma between them right before its verb are coordinated: "*EU, Japan* sign".
//! - A bare gerund right behind a verb that takes gerunds is its complement: "denied *supplying* drones".
//!
//! Every rule names the only reading that English grammar leaves; O(n) in the words.

use crate::syntax::{Deprel, Node, Upos, Xpos};

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

/// Mends the nodes of one sentence, before they become a tree.
pub(crate) fn mend(nodes: &mut [Node]) {
    headline(nodes);
    for i in 0..nodes.len() {
        receiver(nodes, i);
        agent(nodes, i);
        gerund(nodes, i);
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
    let Some(verb) =
        nodes.iter().take(12).position(|node| matches!(node.xpos, Xpos::Vb | Xpos::Vbz | Xpos::Vbp | Xpos::Vbd))
    else {
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
    for i in verb + 1..nodes.len() {
        if nominal && nodes[i].head == Some(first as u32) {
            nodes[i].head = Some(verb as u32);
        }
    }
}

/// A name before the determiner or number of the noun that it is said to modify is the receiver, or stands in a phrase
/// of its own.
fn receiver(nodes: &mut [Node], name: usize) {
    use Deprel as D;
    let modifier = matches!(nodes[name].deprel, D::Compound | D::Amod | D::NmodDesc | D::Nummod | D::Flat);
    let Some(noun) = head(nodes, name).filter(|&noun| modifier && noun > name && nodes[name].upos == Upos::Propn)
    else {
        return;
    };
    let currency = nodes[noun].upos == Upos::Sym;
    let opens = |at: usize| is_child(nodes, at, noun) && matches!(nodes[at].deprel, D::Det | D::Nummod | D::NmodPoss);
    let next = name + 1;
    if !(next == noun && currency || next < noun && (opens(next) || nodes[next].upos == Upos::Sym)) {
        return;
    }
    let Some(verb) = head(nodes, noun).filter(|&verb| nodes[verb].upos == Upos::Verb && verb < name) else { return };
    let case = (verb + 1..name).find(|&at| is_child(nodes, at, name) && nodes[at].deprel == D::Case);
    let first = (verb + 1..name).all(|at| {
        matches!(nodes[at].deprel, D::Det | D::Compound | D::Amod)
            && (is_child(nodes, at, name) || nodes[at].head == nodes[name].head)
    });
    let relation = match case {
        Some(_) => D::Obl,
        None if first && GIVING.contains(&nodes[verb].lemma.as_str()) => D::Iobj,
        None => return,
    };
    for at in verb + 1..name {
        if is_child(nodes, at, noun) {
            nodes[at].head = Some(name as u32);
        }
    }
    nodes[name].head = Some(verb as u32);
    nodes[name].deprel = relation;
    if nodes[noun].deprel == D::Obl
        && (verb + 1..noun).all(|at| !is_child(nodes, at, noun) || nodes[at].deprel != D::Case)
    {
        nodes[noun].deprel = D::Obj;
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

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::syntax::{Deprel, Node, Upos, Xpos};

    /// Words as "form upos xpos head relation", heads counted from 1.
    fn nodes(rows: &[&str]) -> Vec<Node> {
        let row = |row: &&str| {
            let columns: Vec<&str> = row.split(' ').collect();
            Node {
                lemma: columns[0].into(),
                upos: columns[1].parse().expect("a tag"),
                xpos: columns[2].parse().expect("a fine tag"),
                head: columns[3].parse::<u32>().expect("a number").checked_sub(1),
                deprel: columns[4].parse().expect("a relation"),
                ..Node::default()
            }
        };
        rows.iter().map(row).collect()
    }

    fn heads(nodes: &[Node]) -> Vec<(u32, Deprel)> {
        nodes.iter().map(|node| (node.head.map_or(0, |head| head + 1), node.deprel)).collect()
    }

    #[test]
    fn a_name_before_the_number_is_the_receiver() {
        let mut sentence = nodes(&[
            "Finland PROPN NNP 2 nsubj",
            "hand VERB VBD 0 root",
            "Latvia PROPN NNP 5 amod",
            "forty NUM CD 5 nummod",
            "howitzer NOUN NNS 2 obj",
        ]);
        mend(&mut sentence);
        assert_eq!(heads(&sentence)[2], (2, Deprel::Iobj));
        assert_eq!(heads(&sentence)[4], (2, Deprel::Obj));
    }

    #[test]
    fn a_name_with_a_preposition_is_a_phrase_of_its_own() {
        let mut sentence = nodes(&[
            "Colombia PROPN NNP 2 nsubj",
            "extradite VERB VBD 0 root",
            "to ADP IN 4 case",
            "Spain PROPN NNP 6 compound",
            "four NUM CD 6 nummod",
            "man NOUN NNS 2 obl",
        ]);
        mend(&mut sentence);
        assert_eq!(heads(&sentence)[3], (2, Deprel::Obl));
        assert_eq!(heads(&sentence)[5], (2, Deprel::Obj));
    }

    #[test]
    fn a_name_right_before_its_noun_stays() {
        let rows = [
            "they PRON PRP 2 nsubj",
            "sell VERB VBD 0 root",
            "Boeing PROPN NNP 5 compound",
            "old ADJ JJ 5 amod",
            "jet NOUN NNS 2 obj",
        ];
        let mut sentence = nodes(&rows);
        mend(&mut sentence);
        assert_eq!(sentence, nodes(&rows));
    }

    #[test]
    fn the_agent_of_a_passive_is_the_verbs() {
        let mut sentence = nodes(&[
            "Chad PROPN NNP 3 nsubj:pass",
            "be AUX VBD 3 aux:pass",
            "deny VERB VBN 0 root",
            "a DET DT 5 det",
            "loan NOUN NN 3 obj",
            "by ADP IN 7 case",
            "bank NOUN NN 5 nmod",
        ]);
        mend(&mut sentence);
        assert_eq!(heads(&sentence)[6], (3, Deprel::OblAgent));
    }

    #[test]
    fn a_headline_with_an_infinitive_is_a_clause() {
        let mut sentence = nodes(&[
            "US PROPN NNP 0 root",
            ", PUNCT , 3 punct",
            "Japan PROPN NNP 1 appos",
            "to PART TO 5 mark",
            "sign VERB VB 1 acl",
            "deal NOUN NN 5 obj",
        ]);
        mend(&mut sentence);
        assert_eq!(heads(&sentence)[0], (5, Deprel::Nsubj));
        assert_eq!(heads(&sentence)[2], (1, Deprel::Conj));
        assert_eq!(heads(&sentence)[4], (0, Deprel::Root));
    }

    #[test]
    fn a_gerund_behind_its_verb_is_a_complement() {
        let mut sentence = nodes(&[
            "Iran PROPN NNP 2 nsubj",
            "deny VERB VBD 0 root",
            "supply VERB VBG 2 advcl",
            "drone NOUN NNS 3 obj",
        ]);
        mend(&mut sentence);
        assert_eq!(heads(&sentence)[2], (2, Deprel::Xcomp));
        assert_eq!((sentence[2].upos, sentence[2].xpos), (Upos::Verb, Xpos::Vbg));
    }
}
