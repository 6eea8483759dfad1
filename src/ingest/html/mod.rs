//! Web pages: the article without what stands around it, and what the page says of it.
//!
//! In: the page. Out: a document whose text is the headline and then the paragraphs, a blank line between them; or that
//! the page holds no article. The main text is found by Readability (`dom_smoothie`) after everything that
//! `data/web.toml` lists was taken away; JSON-LD, meta tags, the page itself and its address tell date and publisher.

mod about;
mod blocks;
mod linked;
mod noise;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability};
use jiff::civil::Date;

use crate::ingest::metadata::{self, Found};
use crate::ingest::{IngestError, Reading};
use crate::text::guard;
use blocks::{Block, blocks, depth};
use noise::{Noise, noise};

/// Letters an article has at least, unless the page says that it is one.
const SHORTEST: usize = 120;
/// Letters it has at least if the page says so.
const STUB: usize = 40;
/// Lines at the beginning of an article that may tell its date.
const HEAD: usize = 8;
/// Elements inside elements beyond which Readability is not asked.
const DEEPEST: usize = 400;

/// What a page says of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct About {
    title: Option<String>,
    date: Option<Date>,
    updated: Option<Date>,
    source: Option<String>,
    author: Option<String>,
    url: Option<String>,
    /// The whole text, which some pages give to machines only.
    body: Option<String>,
    is_article: bool,
}

impl About {
    /// Fills what is unknown from `other`.
    fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            date: self.date.or(other.date),
            updated: self.updated.or(other.updated),
            source: self.source.or(other.source),
            author: self.author.or(other.author),
            url: self.url.or(other.url),
            body: self.body.or(other.body),
            is_article: self.is_article || other.is_article,
        }
    }
}

/// The article of the page `content`, found at `address` if that is known.
pub(super) fn read(path: &str, stem: String, content: &str, address: Option<&str>) -> Reading {
    let page = Page::from(content);
    let mut about = about::read(&page, content);
    about.url = about.url.or_else(|| address.map(str::to_owned));
    let noise = noise();
    about::strip(&page, noise);
    let all = page.body().map(blocks).unwrap_or_default();
    let mut lines = main_text(&page, &all, noise);
    let length = |lines: &[Block]| lines.iter().map(|line| line.text.len()).sum::<usize>();
    if let Some(body) = about.body.as_deref().filter(|body| body.len() > 2 * length(&lines)) {
        lines = body_lines(body);
    }
    about::without_prefix(&mut about, &all);
    about.source = about.source.or_else(|| about.url.as_deref().and_then(about::host));
    let title = about.title.take().or_else(|| lines.iter().find(|l| l.heading).map(|l| l.text.clone()));
    let text = text(&lines, title.as_deref(), noise);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let least = if about.is_article { STUB } else { SHORTEST };
    if letters < least || !text.contains(['.', '!', '?', '”']) {
        return Err(IngestError::NoArticle { path: path.to_owned() });
    }
    let url_date = about.url.as_deref().and_then(about::date_in_address);
    let head: Vec<&str> = lines.iter().take(HEAD).map(|line| line.text.as_str()).collect();
    let head = metadata::of_text(&head.join("\n"));
    let date = about.date.or(url_date).or(head.date).or(about.updated);
    let text = match &title {
        Some(title) => format!("{title}\n\n{text}"),
        None => text,
    };
    let found = Found { title, date, source: about.source, url: about.url, author: about.author, ..Found::default() };
    Ok(found.document(stem, text))
}

/// The words of the piece of a page `content`, such as a feed carries: paragraphs with blank lines between them.
pub(super) fn fragment(content: &str) -> String {
    let page = Page::fragment(content);
    let noise = noise();
    about::strip(&page, noise);
    text(&blocks(page.root()), None, noise)
}

/// The lines of the part of the page that is the article.
fn main_text(page: &Page, all: &[Block], noise: &Noise) -> Vec<Block> {
    let deep = depth(page.root()) > DEEPEST;
    let config = Config { disable_json_ld: true, ..Config::default() };
    let found = Some(page.html())
        .filter(|_| !deep)
        .and_then(|html| {
            let parse = || Readability::new(html, None, Some(config)).ok()?.parse().ok();
            guard::caught(parse).ok().flatten()
        })
        .map(|article| blocks(Page::fragment(article.content).root()));
    let prose = |lines: &[Block]| {
        let is_prose = |line: &&Block| !line.is_link() && !noise.is_noise(&line.text);
        lines.iter().filter(is_prose).map(|line| line.text.len()).sum::<usize>()
    };
    let article = page.select("article, [itemprop=articleBody], main");
    let marked = article.nodes().iter().map(|node| blocks(*node)).max_by_key(|lines| prose(lines)).unwrap_or_default();
    let mut best = found.unwrap_or_default();
    // Readability drops short lists and lone paragraphs that the page itself marks as part of its article
    if prose(&marked) * 10 > prose(&best) * 11 {
        best = marked;
    }
    // in pages laid out as tables one cell holds the article, and Readability runs cells together
    let cells = page.select("td");
    let cell = cells.nodes().iter().filter(|cell| cell.find(&["table"]).is_empty());
    let cell = cell.map(|node| blocks(*node)).max_by_key(|lines| prose(lines)).unwrap_or_default();
    if !cell.is_empty() && prose(&cell) * 10 >= prose(&best) * 9 {
        best = cell;
    }
    if best.is_empty() { all.to_vec() } else { best }
}

/// The paragraphs of a text that came without markup, or with some.
fn body_lines(body: &str) -> Vec<Block> {
    if body.contains("</p>") || body.contains("<br") {
        return blocks(Page::fragment(body).root());
    }
    let unescaped = unescaped(body);
    let line = |text: &str| Block { text: text.split_whitespace().collect::<Vec<_>>().join(" "), ..Block::default() };
    unescaped.lines().map(line).filter(|block| !block.text.is_empty()).collect()
}

/// `lines` as a text, without `title` and without what is no part of the article.
fn text(lines: &[Block], title: Option<&str>, noise: &Noise) -> String {
    let mut out: Vec<&str> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let words = line.text.split_whitespace().count();
        let title_again = i < 6 && title.is_some_and(|title| same_words(title, &line.text));
        let navigation = line.is_link() && (line.item || words < 16);
        let address = words == 1 && line.text.contains("://");
        let bare = address || !line.text.contains(char::is_alphabetic);
        if title_again || navigation || bare || noise.is_noise(&line.text) || about::is_byline(&line.text) {
            continue;
        }
        if out.last() != Some(&line.text.as_str()) {
            out.push(&line.text);
        }
    }
    // a heading with nothing under it announces what was left out
    while let Some(last) = out.last()
        && lines.iter().any(|line| line.heading && line.text == *last)
        && out.len() > 1
    {
        out.pop();
    }
    out.join("\n\n")
}

fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let letters = |c: char| c.is_alphanumeric() || c.is_whitespace();
        text.chars().filter(|c| letters(*c)).collect::<String>().to_lowercase()
    };
    words(one).split_whitespace().eq(words(other).split_whitespace())
}

/// `text` with the HTML entities in it as the characters they stand for.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // markup in a title is shown as such, so only what names a character is read
    Page::fragment(text.replace('<', "&lt;")).root().text().to_string()
}
