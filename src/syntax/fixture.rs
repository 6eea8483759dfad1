//! Hand-written trees for tests, so that the rules above syntax do not hang on a trained parser.

use crate::syntax::{Deprel, Node, Tree, Upos, Xpos};
use crate::text::Span;

/// Reads a tree written word by word as `form/UPOS/head:relation`, heads from 1, 0 for the root; a lemma or a fine tag
/// may follow: `bombed/VERB/0:root/bomb/VBD`. Returns the text, words joined by spaces, and its tree.
///
/// # Errors
///
/// Names the word that cannot be read.
///
/// # Examples
///
/// ```
/// let (text, tree) = demarche::syntax::tree("Israel/PROPN/2:nsubj bombed/VERB/0:root Syria/PROPN/2:obj").unwrap();
/// assert_eq!(text, "Israel bombed Syria");
/// assert_eq!(tree.root(), 1);
/// ```
pub fn tree(words: &str) -> Result<(String, Tree), String> {
    let mut text = String::new();
    let mut nodes = Vec::new();
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len() as u32;
        let mut node = node(word, &mut text).ok_or_else(|| format!("cannot read `{word}`: form/UPOS/head:relation"))?;
        node.span = Span::new(start, text.len() as u32);
        nodes.push(node);
    }
    Ok((text, Tree::new(nodes)))
}

fn node(word: &str, text: &mut String) -> Option<Node> {
    let mut parts = word.split('/');
    let form = parts.next()?;
    let upos: Upos = parts.next()?.parse().ok()?;
    let (head, deprel) = parts.next()?.split_once(':')?;
    let head: u32 = head.parse().ok()?;
    let deprel: Deprel = deprel.parse().ok()?;
    let lower = form.to_lowercase();
    let lemma = parts.next().unwrap_or(if upos == Upos::Propn { form } else { &lower }).into();
    let xpos: Xpos = parts.next().map_or(Some(Xpos::default()), |tag| tag.parse().ok())?;
    text.push_str(form);
    Some(Node { lemma, upos, xpos, head: head.checked_sub(1), deprel, ..Node::default() })
}
