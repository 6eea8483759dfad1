//! Markdown: front matter, and the text without its markup.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::ingest::{Reading, front_matter, metadata, text};

/// The document in `content`, and what is wrong with it.
pub(super) fn read(path: &str, stem: String, content: &str) -> Vec<Reading> {
    let (found, body) = front_matter::split(content);
    let stripped = strip(body);
    let found = found.or(metadata::of_text(&stripped));
    text::finish(path, stem, found, stripped)
}

/// `markdown` as plain text: a paragraph, heading, list item or table row a line, blank lines between blocks; images,
/// code blocks and HTML are left out.
pub(super) fn strip(markdown: &str) -> String {
    let mut out = Stripped::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        out.take(event);
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

#[derive(Default)]
struct Stripped {
    text: String,
    /// Depth inside images and code blocks.
    skipped: usize,
    /// Depth inside lists.
    lists: usize,
}

impl Stripped {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_)) => self.skipped += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock) => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::List(_)) => {
                self.lists += 1;
                self.end_line();
            }
            Event::Start(Tag::Item) => self.text.push_str("- "),
            Event::Start(Tag::TableCell) if !self.text.is_empty() && !self.text.ends_with('\n') => {
                self.text.push_str(" | ");
            }
            Event::End(TagEnd::List(_)) => {
                self.lists -= 1;
                self.end_block();
            }
            Event::End(TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow) => self.end_line(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Table) => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        if self.lists == 0 && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
