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
        "buy VERB VBD 0 root",
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
fn a_name_before_a_participle_is_the_subject() {
    let mut sentence = nodes(&[
        "yesterday NOUN NN 4 compound",
        "Zentrix PROPN NNP 4 compound",
        "sell VERB VBN 4 amod",
        "drone NOUN NNS 0 root",
    ]);
    mend(&mut sentence);
    assert_eq!(heads(&sentence)[1..], [(3, Deprel::Nsubj), (0, Deprel::Root), (3, Deprel::Obj)]);
}

#[test]
fn a_gerund_behind_its_verb_is_a_complement() {
    let mut sentence =
        nodes(&["Iran PROPN NNP 2 nsubj", "deny VERB VBD 0 root", "supply VERB VBG 2 advcl", "drone NOUN NNS 3 obj"]);
    mend(&mut sentence);
    assert_eq!(heads(&sentence)[2], (2, Deprel::Xcomp));
    assert_eq!((sentence[2].upos, sentence[2].xpos), (Upos::Verb, Xpos::Vbg));
}

#[test]
fn a_participle_that_stands_like_a_verb_hangs_on_its_noun() {
    let mut sentence = nodes(&[
        "rocket NOUN NNS 2 nsubj",
        "launch VERB VBD 0 root",
        "from ADP IN 4 case",
        "Gaza PROPN NNP 2 obl",
        "hit VERB VBD 2 advcl",
        "town NOUN NN 5 obj",
        ". PUNCT . 2 punct",
    ]);
    mend(&mut sentence);
    let found = heads(&sentence);
    assert_eq!(found[..2], [(5, Deprel::Nsubj), (1, Deprel::Acl)]);
    assert_eq!((found[4], found[6]), ((0, Deprel::Root), (5, Deprel::Punct)));
    assert_eq!(sentence[1].xpos, Xpos::Vbn);
}

#[test]
fn a_verb_joined_to_the_first_leaves_it_as_it_is() {
    let mut sentence = nodes(&[
        "envoy NOUN NN 2 nsubj",
        "fly VERB VBD 0 root",
        "from ADP IN 4 case",
        "Gaza PROPN NNP 2 obl",
        "and CCONJ CC 6 cc",
        "meet VERB VBD 2 conj",
        "king NOUN NN 6 obj",
    ]);
    let before = heads(&sentence);
    mend(&mut sentence);
    assert_eq!(heads(&sentence), before);
}

#[test]
fn a_noun_with_a_relative_clause_is_the_subject_of_the_verb_behind_it() {
    let mut sentence = nodes(&[
        "minister NOUN NN 0 root",
        "whom PRON WP 4 obj",
        "Chad PROPN NNP 4 nsubj",
        "accuse VERB VBD 1 acl:relcl",
        "of SCONJ IN 6 mark",
        "lie VERB VBG 4 advcl",
        "spend VERB VBD 4 advcl",
        "hour NOUN NNS 7 obj",
    ]);
    mend(&mut sentence);
    assert_eq!(heads(&sentence)[0], (7, Deprel::Nsubj));
    assert_eq!(heads(&sentence)[6], (0, Deprel::Root));
}

#[test]
fn what_has_an_object_is_a_verb() {
    let mut sentence = nodes(&["Chad PROPN NNP 2 compound", "masse NOUN NNS 0 root", "troop NOUN NNS 2 obj"]);
    mend(&mut sentence);
    assert_eq!(heads(&sentence)[0], (2, Deprel::Nsubj));
    assert_eq!((sentence[1].upos, sentence[1].xpos), (Upos::Verb, Xpos::Vbz));
}
