//! A page as lines: paragraphs, headings, list items and table cells, without their markup.

use dom_query::NodeRef;

/// A paragraph, heading, list item or table cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    /// Letters of it that are links.
    pub(super) linked: usize,
    pub(super) heading: bool,
    pub(super) item: bool,
}

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// Elements whose text is not shown.
const SILENT: &[&str] = &["script", "style", "noscript", "template", "head", "title", "textarea", "option"];

/// The blocks below `root`, in order.
pub(super) fn blocks(root: NodeRef) -> Vec<Block> {
    let mut out = Blocks::default();
    // an own stack: pages may nest deeper than that of the thread
    let mut stack = vec![(root, false)];
    while let Some((node, done)) = stack.pop() {
        if node.is_text() {
            out.text(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if done {
            out.leave(name);
            continue;
        }
        if SILENT.contains(&name) {
            continue;
        }
        out.enter(name);
        stack.push((node, true));
        stack.extend(node.children_it(true).map(|child| (child, false)));
    }
    out.end();
    out.done
}

/// How deep elements lie in each other below `root`.
pub(super) fn depth(root: NodeRef) -> usize {
    let mut deepest = 0;
    let mut stack = vec![(root, 0)];
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    now: Block,
    space: bool,
    links: usize,
    headings: usize,
    items: usize,
}

impl Blocks {
    fn enter(&mut self, name: &str) {
        if BLOCKS.contains(&name) || name == "br" {
            self.end();
        }
        match name {
            "a" => self.links += 1,
            "li" => self.items += 1,
            _ if HEADINGS.contains(&name) => self.headings += 1,
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end();
        }
        match name {
            "a" => self.links -= 1,
            "li" => self.items -= 1,
            _ if HEADINGS.contains(&name) => self.headings -= 1,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            // soft hyphens and zero-width marks are hints for line breaks, no letters
            if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
                continue;
            }
            if c.is_whitespace() {
                self.space = !self.now.text.is_empty();
                continue;
            }
            if std::mem::take(&mut self.space) {
                self.now.text.push(' ');
            }
            self.now.text.push(c);
            self.now.linked += usize::from(self.links > 0);
            self.now.heading = self.headings > 0;
            self.now.item = self.items > 0;
        }
    }

    fn end(&mut self) {
        self.space = false;
        if !self.now.text.is_empty() {
            self.done.push(std::mem::take(&mut self.now));
        }
    }
}

impl Block {
    /// Whether nearly all of it is links.
    pub(super) fn is_link(&self) -> bool {
        let letters = self.text.chars().filter(|c| !c.is_whitespace()).count();
        self.linked * 10 >= letters * 8
    }
}
