use std::fmt::Write as _;

use crate::syntax::Tree;

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// The tree as text: one word a line with its labels and the number of its head, and the arcs beside them.
pub(super) fn drawn(text: &str, tree: &Tree) -> String {
    let forms: Vec<&str> = tree.nodes().iter().map(|node| node.span.of(text)).collect();
    let width = forms.iter().map(|form| form.chars().count()).max().unwrap_or(0);
    let lemma_width = tree.nodes().iter().map(|node| node.lemma.chars().count()).max().unwrap_or(0);
    let arcs = arcs(tree);
    let mut out = String::new();
    for (i, (node, form)) in tree.nodes().iter().zip(forms).enumerate() {
        let head = node.head.map_or(0, |head| head + 1);
        let _ = write!(out, "{:4}  {form:width$}  {:lemma_width$}  {:5}", i + 1, node.lemma, node.upos);
        let _ = write!(out, " {:5} {:12} {head:3}  ", node.xpos, node.deprel);
        let line: String = arcs[i].iter().map(|&cell| glyph(cell)).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// For each word a row of cells, each the directions that lines leave it in.
fn arcs(tree: &Tree) -> Vec<Vec<u8>> {
    let mut pairs: Vec<(usize, usize)> = tree
        .nodes()
        .iter()
        .enumerate()
        .filter_map(|(i, node)| node.head.map(|head| (i.min(head as usize), i.max(head as usize))))
        .collect();
    pairs.sort_by_key(|&(first, last)| (last - first, first));
    let mut placed: Vec<(usize, usize, usize)> = Vec::new();
    for (first, last) in pairs {
        let inside = placed.iter().filter(|&&(f, l, _)| f < last && first < l);
        let level = inside.map(|&(_, _, level)| level + 1).max().unwrap_or(0);
        placed.push((first, last, level));
    }
    let levels = placed.iter().map(|&(_, _, level)| level + 1).max().unwrap_or(0);
    let mut cells = vec![vec![0; levels + 1]; tree.len()];
    for (first, last, level) in placed {
        for row in [first, last] {
            for cell in &mut cells[row][..=level] {
                *cell |= LEFT | RIGHT;
            }
        }
        cells[first][level + 1] |= LEFT | DOWN;
        cells[last][level + 1] |= LEFT | UP;
        for row in &mut cells[first + 1..last] {
            row[level + 1] |= UP | DOWN;
        }
    }
    cells
}

/// The box-drawing character of a cell.
fn glyph(cell: u8) -> char {
    const GLYPHS: [char; 16] = [' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'];
    GLYPHS[usize::from(cell & (UP | DOWN | LEFT | RIGHT))]
}

#[cfg(test)]
mod tests {
    use super::drawn;
    use crate::syntax::tree;

    #[test]
    fn arcs_join_words_and_heads() {
        let (text, tree) =
            tree("Israel/PROPN/2:nsubj bombed/VERB/0:root northern/ADJ/4:amod Syria/PROPN/2:obj").expect("a tree");
        insta::assert_snapshot!(drawn(&text, &tree));
    }
}
