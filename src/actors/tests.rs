use crate::actors::tables::Tables;
use crate::actors::{Actors, Recognizer};
use crate::syntax::tree;
use crate::text::{Document, Segmentation, Sentence, Token, TokenRange};

/// Recognizes over hand-written trees, one a line.
fn actors(lines: &[&str], date: Option<&str>) -> (Document, Actors) {
    let mut text = String::new();
    let mut segmentation = Segmentation::default();
    let mut trees = Vec::new();
    for line in lines {
        let (sentence, parsed) = tree(line).expect("the case is a tree");
        let offset = text.len() as u32;
        text.push_str(&sentence);
        let first = segmentation.tokens.len() as u32;
        let mut nodes = parsed.nodes().to_vec();
        for node in &mut nodes {
            node.span.start += offset;
            node.span.end += offset;
            segmentation.tokens.push(Token { span: node.span, joined: false, space_after: true });
        }
        let span = nodes[0].span.cover(nodes[nodes.len() - 1].span);
        let tokens = TokenRange::new(first, segmentation.tokens.len() as u32);
        segmentation.sentences.push(Sentence { span, tokens, paragraph: 0, heading: false });
        trees.push(crate::syntax::Tree::new(nodes));
        text.push('\n');
    }
    let mut document = Document::new("test", text);
    document.date = date.map(|d| d.parse().expect("the case has a date"));
    let actors = Recognizer::embedded().recognize(&document, &segmentation, &trees);
    (document, actors)
}

/// The mentions as "words=key+key", in their order.
fn shown(lines: &[&str], date: Option<&str>) -> Vec<String> {
    let (document, actors) = actors(lines, date);
    let show = |m: &crate::actors::Mention| {
        let keys: Vec<&str> = m.entities.iter().map(|id| actors.entity(*id).key.as_str()).collect();
        format!("{}={}", m.span.of(&document.text), keys.join("+"))
    };
    actors.mentions.iter().map(show).collect()
}

#[test]
fn every_table_parses() {
    if let Err(error) = Tables::embedded() {
        panic!("{error}");
    }
}

#[test]
fn names_are_bound() {
    let cases: [(&[&str], &[&str]); 3] = [
        (&["Israel/PROPN/2:nsubj bombed/VERB/0:root Syria/PROPN/2:obj"], &["Israel=ISR", "Syria=SYR"]),
        (
            &[
                "Russian/ADJ/3:amod Defense/PROPN/3:compound Minister/PROPN/4:compound Sergei/PROPN/6:nsubj Shoigu/PROPN/4:flat visited/VERB/0:root Pyongyang/PROPN/6:obj",
                "Shoigu/PROPN/2:nsubj/Shoigu/NNP left/VERB/0:root/leave/VBD",
            ],
            &["Russian=RUS", "Sergei Shoigu=sergei-shoigu", "Pyongyang=PRK", "Shoigu=sergei-shoigu"],
        ),
        (
            &[
                "The/DET/3:det Russian/ADJ/3:amod military/NOUN/6:nsubj and/CCONJ/5:cc Moscow/PROPN/3:conj agreed/VERB/0:root",
            ],
            &["Russian military=russian-military", "Russian=RUS", "Moscow=RUS"],
        ),
    ];
    for (lines, expected) in cases {
        assert_eq!(shown(lines, None), expected, "{lines:?}");
    }
}

#[test]
fn family_names_alone_mean_who_is_in_office() {
    let line = |name: &str| {
        let words: Vec<String> = name.split(' ').map(|word| format!("{word}/PROPN/9:nsubj")).collect();
        let head = words.len() + 1;
        format!("{} spoke/VERB/0:root", words.join(" ")).replace("/9:", &format!("/{head}:"))
    };
    let cases = [
        ("Lavrov", "2018-05-01", "Lavrov=sergei-lavrov"),
        // long before his first office: another man
        ("Lavrov", "1951-05-01", "Lavrov=lavrov"),
        // many ministers have borne it
        ("Baker", "1991-01-01", "Baker=baker"),
        ("Von der Leyen", "2022-05-01", "Von der Leyen=ursula-von-der-leyen"),
        ("de Klerk", "1991-05-01", "de Klerk=f-w-de-klerk"),
        ("Al-Sisi", "2018-05-01", "Al-Sisi=abdel-fattah-el-sisi"),
    ];
    for (name, date, expected) in cases {
        assert_eq!(shown(&[&line(name)], Some(date)), [expected], "{name} {date}");
    }
}
