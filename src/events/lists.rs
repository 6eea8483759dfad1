//! Lists of names by their commas: "the United States, South Korea and Japan".
//!
//! Parsers attach the members of long lists badly; the words between the names tell better.

use crate::actors::{Mention, MentionKind};
use crate::syntax::Tree;

/// The lists among the mentions of a sentence, each as indices of its members; O(words).
///
/// A list ends in "and" or "or". Of two names only, the comma before "and" speaks against a list.
pub(super) fn find(text: &str, tree: &Tree, mentions: &[Mention]) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let mut list: Vec<u32> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        let last = list.last().map(|&l| &mentions[l as usize]);
        if mention.kind != MentionKind::Name || last.is_some_and(|l| mention.tokens.start < l.tokens.end) {
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
    let (mut comma, mut and) = (false, false);
    for node in &tree.nodes()[left.tokens.end as usize..right.tokens.start as usize] {
        match node.span.of(text) {
            "," if !comma && !and => comma = true,
            "and" | "or" | "&" if !and => and = true,
            "the" | "both" => {}
            _ => return None,
        }
    }
    match (comma, and) {
        (comma, true) => Some(Joint::And { comma }),
        (true, false) => Some(Joint::Comma),
        _ => None,
    }
}
