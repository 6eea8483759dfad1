//! The rules on hand-written trees, so that a new parser cannot break them.

use crate::actors::{Actors, Entity, EntityId, EntityKind, Mention, MentionKind};
use crate::events::{Event, Extractor, Lexicon, Operators, Sources};
use crate::syntax::{Tree, tree};
use crate::text::{Document, Segmentation, Sentence, Span, Token, TokenRange};

/// A small lexicon, so that a change of the big one cannot break the rules' tests.
const PREDICATES: &str = r#"
[[predicate]]
id = "bomb"
event = "ASSAULT"
mode = "aerial"
relation = "air_strike"
cameo = "195"
frame = "attack"
verbs = ["bomb", "attack"]
nouns = ["attack", "invasion"]

[[predicate]]
id = "talks"
event = "CONSULT"
mode = "talks"
relation = "talks"
cameo = "036"
frame = "meet"
verbs = ["meet"]
nouns = ["talk", "summit"]

[[predicate]]
id = "urge"
event = "REQUEST"
relation = "demand"
cameo = "020"
frame = "ask"
verbs = ["urge", "call on"]

[[predicate]]
id = "deny"
event = "REJECT"
mode = "deny"
relation = "denial"
cameo = "120"
frame = "refuse"
verbs = ["deny"]
noun_source = ["poss"]

[[predicate]]
id = "sell"
event = "COOPERATE"
mode = "trade"
relation = "trade"
cameo = "061"
frame = "give"
verbs = ["sell"]
nouns = ["deal"]
variants = [{ object = "arms", relation = "arms_deal", mode = "arms_deal" }]

[[predicate]]
id = "pressure"
event = "REQUEST"
relation = "pressure"
cameo = "020"
frame = "act"
verbs = ["put pressure on"]
"#;

const STATES: &[(&str, &str)] = &[
    ("Israel", "ISR"),
    ("Israeli", "ISR"),
    ("Syria", "SYR"),
    ("Syrian", "SYR"),
    ("Russia", "RUS"),
    ("Russian", "RUS"),
    ("Iran", "IRN"),
    ("Iranian", "IRN"),
    ("China", "CHN"),
    ("Chinese", "CHN"),
    ("US", "USA"),
    ("Cuba", "CUB"),
];

fn actors(text: &str, tree: &Tree) -> Actors {
    let mut actors = Actors::default();
    for (i, node) in tree.nodes().iter().enumerate() {
        let Some((_, key)) = STATES.iter().find(|(name, _)| *name == node.span.of(text)) else { continue };
        let known = actors.entities.iter().position(|e| e.key == *key);
        let id = known.unwrap_or_else(|| {
            actors.entities.push(Entity {
                key: (*key).to_owned(),
                name: (*key).to_owned(),
                kind: EntityKind::Country,
                country: Some((*key).to_owned()),
                wikipedia: None,
                roles: Vec::new(),
                part_of: None,
            });
            actors.entities.len() - 1
        });
        actors.mentions.push(Mention {
            entities: vec![EntityId(id as u32)],
            sentence: 0,
            tokens: TokenRange::new(i as u32, i as u32 + 1),
            head: i as u32,
            span: node.span,
            kind: MentionKind::Name,
        });
    }
    actors
}

fn extract(words: &str) -> Vec<String> {
    let (text, tree) = tree(words).expect("a readable tree");
    let sources = Sources { predicates: &[("test", PREDICATES)], ..Sources::EMBEDDED };
    let lexicon = Lexicon::read(sources).expect("the test lexicon");
    let actors = actors(&text, &tree);
    let tokens: Vec<Token> =
        tree.nodes().iter().map(|n| Token { span: n.span, joined: false, space_after: true }).collect();
    let range = TokenRange::new(0, tokens.len() as u32);
    let sentence = Sentence { span: Span::new(0, text.len() as u32), tokens: range, paragraph: 0, heading: false };
    let segmentation = Segmentation { tokens, sentences: vec![sentence] };
    let extractor = Extractor::new(&lexicon, Operators::embedded());
    let (events, _) = extractor.extract(&Document::new("t", text.clone()), &segmentation, &[tree], &actors);
    events.iter().map(|event| spell(&text, &actors, event)).collect()
}

fn spell(text: &str, actors: &Actors, e: &Event) -> String {
    let (s, t) = (&actors.entity(e.source).key, &actors.entity(e.target).key);
    format!("{s} {} {t} {} {:?}", e.kind, e.status.as_str(), e.evidence.trigger.of(text))
}

#[test]
fn rules_of_composition() {
    let rows: &[(&str, &[&str])] = &[
        ("Israel/PROPN/2:nsubj bombed/VERB/0:root/bomb/VBD Syria/PROPN/2:obj", &["ISR ASSAULT SYR actual \"bombed\""]),
        (
            "Syria/PROPN/3:nsubj:pass was/AUX/3:aux:pass/be bombed/VERB/0:root/bomb/VBN by/ADP/5:case Israel/PROPN/3:obl:agent",
            &["ISR ASSAULT SYR actual \"bombed\""],
        ),
        (
            "Israel/PROPN/5:nsubj did/AUX/5:aux/do not/PART/5:advmod ever/ADV/5:advmod bomb/VERB/0:root/bomb/VB Syria/PROPN/5:obj",
            &["ISR ASSAULT SYR denied \"bomb\""],
        ),
        (
            "Israel/PROPN/3:nsubj may/AUX/3:aux bomb/VERB/0:root/bomb/VB Syria/PROPN/3:obj",
            &["ISR ASSAULT SYR possible \"bomb\""],
        ),
        (
            "Israel/PROPN/2:nsubj plans/VERB/0:root/plan/VBZ to/PART/4:mark bomb/VERB/2:xcomp/bomb/VB Syria/PROPN/4:obj",
            &["ISR ASSAULT SYR planned \"bomb\""],
        ),
        (
            "Russia/PROPN/2:nsubj urged/VERB/0:root/urge/VBD Israel/PROPN/2:obj not/PART/6:advmod to/PART/6:mark bomb/VERB/2:xcomp/bomb/VB Syria/PROPN/6:obj",
            &["RUS REQUEST ISR actual \"urged\"", "ISR ASSAULT SYR urged \"bomb\""],
        ),
        (
            "the/DET/3:det Russian/ADJ/3:amod invasion/NOUN/0:root of/ADP/5:case Syria/PROPN/3:nmod",
            &["RUS ASSAULT SYR actual \"invasion\""],
        ),
        (
            "Russia/PROPN/4:nsubj and/CCONJ/3:cc Iran/PROPN/1:conj held/VERB/0:root/hold/VBD talks/NOUN/4:obj/talk/NNS",
            &["IRN CONSULT RUS actual \"talks\""],
        ),
        (
            "talks/NOUN/0:root/talk/NNS between/ADP/3:case Russia/PROPN/1:nmod and/CCONJ/5:cc Iran/PROPN/3:conj",
            &["IRN CONSULT RUS actual \"talks\""],
        ),
        (
            "the/DET/4:det US/PROPN/3:compound Iran/PROPN/4:compound summit/NOUN/0:root",
            &["IRN CONSULT USA actual \"summit\""],
        ),
        (
            "Iran/PROPN/2:nsubj denied/VERB/0:root/deny/VBD selling/VERB/2:xcomp/sell/VBG weapons/NOUN/3:obj/weapon/NNS to/ADP/6:case Russia/PROPN/3:obl",
            &["IRN COOPERATE RUS denied \"selling\""],
        ),
        (
            "China/PROPN/2:nsubj put/VERB/0:root/put/VBD pressure/NOUN/2:obj on/ADP/5:case Iran/PROPN/2:obl",
            &["CHN REQUEST IRN actual \"put\""],
        ),
        (
            "Israel/PROPN/0:root ,/PUNCT/4:punct which/PRON/4:nsubj/which/WDT bombed/VERB/1:acl:relcl/bomb/VBD Syria/PROPN/4:obj",
            &["ISR ASSAULT SYR actual \"bombed\""],
        ),
        (
            "Syria/PROPN/0:root ,/PUNCT/3:punct bombed/VERB/1:acl/bomb/VBN by/ADP/5:case Israel/PROPN/3:obl:agent",
            &["ISR ASSAULT SYR actual \"bombed\""],
        ),
    ];
    for (words, expected) in rows {
        assert_eq!(extract(words), *expected, "{words}");
    }
}

#[test]
fn embedded_files_are_sound() {
    let lexicon = Lexicon::read(Sources::EMBEDDED).expect("the embedded lexicon");
    for family in lexicon.families() {
        for sense in std::iter::once(&family.sense).chain(family.variants.iter().map(|v| &v.sense)) {
            assert!(
                lexicon.about(&sense.relation).is_some(),
                "`{}`: relation `{}` is not in data/relations.toml",
                family.id,
                sense.relation
            );
            assert!(
                sense.mode.is_none_or(|m| sense.event.modes().contains(&m)),
                "`{}`: no mode {:?} of {}",
                family.id,
                sense.mode,
                sense.event
            );
            assert!(
                lexicon.score(&sense.cameo) != 0.0 || sense.cameo.starts_with("01"),
                "`{}`: no score for CAMEO {}",
                family.id,
                sense.cameo
            );
        }
        assert!(!family.examples.is_empty() || !family.pending.is_empty(), "`{}` has no examples", family.id);
    }
    Operators::read(include_str!("../../data/operators.toml")).expect("the embedded operators");
}
