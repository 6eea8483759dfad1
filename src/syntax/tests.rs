use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::syntax::{ModelError, Parser, Tree, conllu};
use crate::text::segment;

#[track_caller]
fn assert_well_formed(tree: &Tree, words: usize) {
    assert_eq!(tree.len(), words, "one node a word");
    let roots: Vec<usize> = (0..words).filter(|&i| tree.head(i).is_none()).collect();
    assert_eq!(roots, if words == 0 { vec![] } else { vec![tree.root()] }, "one root");
    let mut reached = vec![false; words];
    let mut stack = roots;
    while let Some(at) = stack.pop() {
        assert!(!reached[at], "word {at} is reached twice");
        reached[at] = true;
        stack.extend(tree.children(at));
    }
    assert!(reached.iter().all(|&r| r), "every word hangs from the root");
}

fn parse(text: &str) -> Vec<Tree> {
    let segmentation = segment(text);
    let trees = Parser::embedded().parse(text, &segmentation);
    assert_eq!(trees.len(), segmentation.sentences.len(), "one tree a sentence");
    for (tree, sentence) in trees.iter().zip(&segmentation.sentences) {
        assert_well_formed(tree, sentence.tokens.len());
        for (node, token) in tree.nodes().iter().zip(segmentation.tokens_of(sentence)) {
            assert_eq!(node.span, token.span);
        }
    }
    trees
}

fn conllu_of(text: &str) -> String {
    let segmentation = segment(text);
    let trees = Parser::embedded().parse(text, &segmentation);
    conllu::sentences("a b", text, &segmentation, &trees).iter().map(ToString::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_well_formed_trees(text in "\\PC{0,60}") {
        parse(&text);
    }

    #[test]
    fn any_words_give_well_formed_trees(words in prop::collection::vec("[a-zA-Z’\",.—é$0-9-]{1,8}", 0..40)) {
        parse(&words.join(" "));
    }

    #[test]
    fn own_conllu_is_read_back_equal(text in "([A-Za-z’']{1,9}[ ,.\n]{1,2}){0,25}") {
        let written = conllu_of(&text);
        let read = conllu::read(&written).expect("our own CoNLL-U can be read");
        let again: String = read.iter().map(ToString::to_string).collect();
        prop_assert_eq!(&again, &written);
    }
}

#[test]
fn filling_own_conllu_changes_nothing_but_by_the_parser() {
    let written = conllu_of("The envoy didn't say when they'd meet.\n\nTalks resumed in Oslo on Friday.");
    let filled = conllu::parse(Parser::embedded(), &written).expect("our own CoNLL-U can be read");
    let again: String = filled.iter().map(ToString::to_string).collect();
    assert_eq!(again, written);
}

#[test]
fn a_sentence_parses_alike_alone_and_in_company() {
    let sentences = ["Rebels shelled the port overnight.", "Nobody claimed responsibility.", "Why?"];
    let together = parse(&sentences.join("\n\n"));
    let alone: Vec<Tree> = sentences.iter().flat_map(|text| parse(text)).collect();
    let shape = |trees: &[Tree]| -> Vec<_> {
        let nodes = trees.iter().flat_map(Tree::nodes);
        nodes.map(|node| (node.lemma.clone(), node.xpos, node.head, node.deprel)).collect()
    };
    assert_eq!(shape(&together), shape(&alone));
}

#[test]
fn very_long_sentences_are_parsed() {
    let forms: Vec<&str> = "and the ships of the third fleet , ".split_whitespace().cycle().take(5000).collect();
    assert_well_formed(&Parser::embedded().parse_forms(&forms), 5000);
    assert_well_formed(&Parser::embedded().parse_forms(&[]), 0);
    assert_well_formed(&Parser::embedded().parse_forms(&[""]), 1);
}

#[test]
fn a_wrong_or_damaged_model_is_refused() {
    let lemmas = include_bytes!("../../data/models/lemmas.bin");
    let syntax = include_bytes!("../../data/models/syntax.bin");
    let error = |syntax: &'static [u8]| Parser::open(syntax, lemmas).err();
    assert_eq!(error(lemmas), Some(ModelError::Magic { expected: "DMNN" }));
    assert_eq!(error(&syntax[..3]), Some(ModelError::Magic { expected: "DMNN" }));
    assert_eq!(error(&syntax[..9]), Some(ModelError::Damaged { kind: "DMNN", what: "it ends too early" }));
    let cut = &syntax[..syntax.len() - 1];
    assert_eq!(error(cut), Some(ModelError::Damaged { kind: "DMNN", what: "wrong checksum" }));
    let message = Parser::open(lemmas, lemmas).err().map(|error| error.to_string());
    assert_eq!(message.as_deref(), Some("this is no demarche model of kind `DMNN`"));
}

/// News in our own words: headlines, datelines, titles, appositions, quotations, fragments.
const NEWS: &str = "\
PARIS, March 3 — France's foreign minister, Anne Moreau, flew to Cairo on Sunday for talks with her Egyptian counterpart.

Rebels seize border town as peace talks collapse

ARMY SHELLS CAPITAL AFTER COUP

The U.S.-led coalition bombed two depots near Raqqa, a monitoring group said.

“We will never accept such demands,” President Karim Osman told reporters in the capital.

Russia was accused by Kyiv of breaking the truce that both sides had signed in May.

Turkey and Greece, which have long quarrelled over the islands, agreed to resume talks.

The ministry denied having sold missiles to the militia.

• Troops from three countries joined the drill.
";

#[test]
fn news_in_our_own_words() {
    let mut out = String::new();
    for tree in parse(NEWS) {
        let (mut forms, mut arcs) = (String::new(), String::new());
        for node in tree.nodes() {
            let form = node.span.of(NEWS);
            let head = node.head.map_or("", |head| tree.node(head as usize).span.of(NEWS));
            let arc = format!("{}/{}:{head}", node.xpos, node.deprel);
            let width = form.chars().count().max(arc.chars().count()) + 1;
            write!(forms, "{form:width$}").expect("a string takes all");
            write!(arcs, "{arc:width$}").expect("a string takes all");
        }
        writeln!(out, "{}\n{}\n", forms.trim_end(), arcs.trim_end()).expect("a string takes all");
    }
    insta::assert_snapshot!(out);
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn accuracy_has_not_fallen() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/treebanks");
    for (name, floor) in [("en_ewt-dev.conllu", 0.855), ("en_gum-dev.conllu", 0.895)] {
        let Ok(text) = fs::read_to_string(shared.join(name)) else {
            println!("skipped: there is no ../shared/treebanks/{name}");
            continue;
        };
        let gold = conllu::read(&text).expect("the treebank can be read");
        let (mut right, mut words) = (0, 0);
        for sentence in gold.iter().step_by(10) {
            let mut ours = sentence.clone();
            ours.fill(Parser::embedded());
            let universal = |label: &str| label.split(':').next().map(str::to_owned);
            let pairs = sentence.words.iter().zip(&ours.words);
            words += sentence.words.len();
            right += pairs.filter(|(a, b)| a.head == b.head && universal(&a.deprel) == universal(&b.deprel)).count();
        }
        let las = right as f64 / words as f64;
        assert!(las > floor, "{name}: LAS {las:.3} on every tenth sentence, expected more than {floor}");
    }
}
