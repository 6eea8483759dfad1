//! Lists of names by their commas: "the United States, South Korea and Japan".
//!
//! Parsers attach the members of long lists badly; the words between the names tell better.

use crate::actors::{Mention, MentionKind};
use crate::syntax::{Deprel, Node, Tree, Upos};

/// The lists among the mentions of a sentence, each as indices of its members; O(words).
///
/// A list ends in "and" or "or". Of two names only, the comma before "and" speaks against a list.
pub(super) fn find(text: &str, tree: &Tree, mentions: &[Mention]) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let last = list.last().map(|&l| &mentions[l as usize]);
        let inside = last.is_some_and(|l| mention.tokens.start < l.tokens.end);
        if mention.kind != MentionKind::Name || inside || modifies(tree, mention) {
            continue;
        }
        match last.and_then(|l| joint(text, tree, l, mention)) {
            Some(Joint::Comma) => list.push(i as u32),
            Some(Joint::And { comma }) => {
                list.push(i as u32);
                let members = std::mem::take(&mut list);
                if members.len() > 2 || !comma {
                    out.push(members);
                }
            }
            None => list = vec![i as u32],
        }
    }
    out
}

enum Joint {
    Comma,
    And { comma: bool },
}

/// What joins two neighbouring names, if they may be members of one list.
fn joint(text: &str, tree: &Tree, left: &Mention, right: &Mention) -> Option<Joint> {
    let (mut comma, mut and, mut joined) = (false, false, false);
    for node in &tree.nodes()[left.tokens.end as usize..right.tokens.start as usize] {
        match node.span.of(text) {
            "," if !comma && !and => comma = true,
            "and" | "or" | "&" if !and => and = true,
            // "Iran, as well as Syria": one list, whatever the comma
            "as" | "well" if !and || joined => (and, joined) = (true, true),
            "the" | "both" => {}
            // "and *North Korean leader* Kim Jong Un"
            _ if (comma || and) && is_title(node) => {}
            _ => return None,
        }
    }
    match (comma, and) {
        (comma, true) => Some(Joint::And { comma: comma && !joined }),
        (true, false) => Some(Joint::Comma),
        _ => None,
    }
}

/// Whether the name only describes the noun behind it: "*Russian* officials".
fn modifies(tree: &Tree, mention: &Mention) -> bool {
    let head = tree.node(mention.head as usize);
    let plain = matches!(head.deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc);
    let Some(noun) = head.head.filter(|&n| plain && n >= mention.tokens.end) else { return false };
    tree.nodes()[mention.tokens.end as usize..noun as usize].iter().all(|between| between.upos != Upos::Cconj)
}

fn is_title(node: &Node) -> bool {
    matches!(node.deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Appos | Deprel::Flat)
}
