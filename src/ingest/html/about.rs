//! What the head, the address and the visible lines of a page say of its article.

use dom_query::Document as Page;
use jiff::civil::Date;

use super::blocks::Block;
use super::noise::{Noise, noise};
use super::{About, linked, unescaped};
use crate::text::{find_date, parse_date};

/// Longest text of an element that tells the date, in characters.
const LONGEST_DATE: usize = 120;

/// What `page`, whose source is `content`, says.
pub(super) fn read(page: &Page, content: &str) -> About {
    let blocks: Vec<String> =
        page.select("script[type='application/ld+json']").nodes().iter().map(|node| node.text().to_string()).collect();
    let linked = linked::read(blocks.iter().map(String::as_str));
    let meta = meta(page);
    let elements = About {
        title: heading(page),
        date: date_element(page),
        url: canonical(page).or_else(|| saved_from(content)),
        ..About::default()
    };
    let mut about = linked.or(meta).or(elements);
    let (title, site) = window_title(page);
    about.title = about.title.or(title);
    about.source = about.source.or(site).filter(|source| source.len() < 80);
    if let (Some(title), Some(source)) = (&mut about.title, &about.source) {
        without_site(title, source);
    }
    about
}

/// What the meta tags say.
fn meta(page: &Page) -> About {
    let mut tags: Vec<(String, String)> = Vec::new();
    for node in page.select("meta[content]").nodes() {
        let content = node.attr("content").unwrap_or_default();
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = node.attr(key) {
                tags.push((name.to_lowercase(), unescaped(content.trim())));
            }
        }
    }
    let values = |names: &[String]| -> Vec<&str> {
        names
            .iter()
            .flat_map(|name| tags.iter().filter(move |(tag, _)| tag == name))
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
            .collect()
    };
    let first = |names: &[String]| values(names).first().map(|value| (*value).to_owned());
    let date = |names: &[String]| values(names).into_iter().find_map(parse_date);
    let names = &noise().meta;
    let kind = tags.iter().any(|(tag, value)| tag == "og:type" && value == "article");
    About {
        title: first(&names.title),
        date: date(&names.date),
        updated: date(&names.updated),
        source: first(&names.source).filter(|source| !source.starts_with("http")),
        author: first(&names.author).filter(|author| !author.starts_with("http")),
        url: first(&names.url).filter(|url| url.starts_with("http")),
        body: None,
        is_article: kind,
    }
}

/// The one main heading of the page, or that of its article.
fn heading(page: &Page) -> Option<String> {
    let text = |selector: &str| -> Vec<String> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        page.select(selector).nodes().iter().map(|node| words(&node.text())).filter(|text| !text.is_empty()).collect()
    };
    let inner = text("article h1, main h1, [itemprop=headline]");
    let found = if inner.is_empty() { text("h1") } else { inner };
    found.into_iter().find(|text| text.split_whitespace().nth(2).is_some())
}

/// The date that an element of the page tells.
fn date_element(page: &Page) -> Option<Date> {
    for selector in [
        "[itemprop=datePublished]",
        "time[pubdate]",
        "article header time[datetime]",
        "header time[datetime]",
        "article time[datetime]",
        "main time[datetime]",
        "time[datetime]",
        "abbr.published[title]",
    ] {
        for node in page.select(selector).nodes() {
            let value = ["datetime", "content", "title"].iter().find_map(|name| node.attr(name));
            let date = value.as_deref().and_then(parse_date).or_else(|| find_date(&node.text()));
            if date.is_some() {
                return date;
            }
        }
    }
    for node in page.select("[class], [id]").nodes() {
        let names = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""));
        if noise().tells_date(&names) {
            let text = node.text();
            let short = text.chars().nth(LONGEST_DATE).is_none();
            if let Some(date) = Some(()).filter(|()| short).and_then(|()| spaced(&text)) {
                return Some(date);
            }
        }
    }
    None
}

/// The date in a text where words may be set apart by marks.
fn spaced(text: &str) -> Option<Date> {
    let words = text.replace(['|', '•', '·', '—', '–'], " ");
    let words = words.trim().trim_start_matches("Published").trim_start_matches(':');
    find_date(words)
}

fn canonical(page: &Page) -> Option<String> {
    let node = page.select_single("link[rel=canonical]");
    node.attr("href").map(|href| href.to_string()).filter(|href| href.starts_with("http"))
}

/// The address that a browser notes when it saves a page: `<!-- saved from url=(0030)https://… -->`.
fn saved_from(content: &str) -> Option<String> {
    let mut end = content.len().min(2048);
    while !content.is_char_boundary(end) {
        end -= 1;
    }
    let rest = content[..end].split_once("saved from url=(")?.1;
    let url = rest.split_once(')')?.1.split_whitespace().next()?;
    Some(url.to_owned()).filter(|url| url.starts_with("http"))
}

/// The two parts of the window's title: headline, site.
fn window_title(page: &Page) -> (Option<String>, Option<String>) {
    let title = page.select_single("head title, title").text();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return (None, None);
    }
    for separator in [" | ", " — ", " – ", " - ", " :: ", " » "] {
        if let Some((headline, site)) = title.rsplit_once(separator) {
            let few = site.split_whitespace().count() <= 5 && headline.split_whitespace().count() >= 3;
            if few {
                let headline = headline.split(" | ").next().unwrap_or(headline);
                return (Some(headline.to_owned()), Some(site.to_owned()));
            }
        }
    }
    (Some(title), None)
}

/// Takes the name of the site off the end of a headline.
fn without_site(title: &mut String, source: &str) {
    for separator in [" | ", " — ", " – ", " - ", " :: ", " » "] {
        if let Some((headline, site)) = title.rsplit_once(separator)
            && site.trim().eq_ignore_ascii_case(source.trim())
        {
            *title = headline.trim().to_owned();
            return;
        }
    }
}

/// Takes what a site puts before headlines off the headline, if a line of the page is the headline without it.
pub(super) fn without_prefix(about: &mut About, lines: &[Block]) {
    let Some(title) = &about.title else { return };
    let Some((prefix, headline)) = title.split_once(": ") else { return };
    if !lines.iter().any(|line| line.text == headline) {
        return;
    }
    if about.source.is_none() && prefix.contains(' ') {
        about.source = Some(prefix.to_owned());
    }
    about.title = Some(headline.to_owned());
}

/// The host of an address.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| host.contains('.'))
}

/// The date in an address: `…/2023/08/30/…`, `…/2023-08-30-…`.
pub(super) fn date_in_address(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_']).collect();
    parts.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        let number = |text: &str, most: usize| {
            let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<i16>().ok().filter(|_| plain)
        };
        let year = number(year, 4).filter(|year| (1990..=2100).contains(year))?;
        let (month, day) = (number(month, 2)?, number(day, 2)?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    })
}

/// Takes away what is no part of any article.
pub(super) fn strip(page: &Page, noise: &Noise) {
    for selector in &noise.drop {
        // a header inside the article holds its headline
        page.select(selector).remove();
    }
    for node in page.select("body [class], body [id]").nodes() {
        let name = node.node_name().unwrap_or_default();
        if matches!(&*name, "body" | "html" | "main" | "article") {
            continue;
        }
        let names = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""));
        // a wrapper of everything is not noise, whatever its name
        if noise.is_dropped(&names) && node.text().chars().take(3000).count() < 3000 {
            node.remove_from_parent();
        }
    }
}

/// Whether a short line only says who wrote the article, or when.
pub(super) fn is_byline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words > 14 || line.ends_with('.') && words > 8 {
        return false;
    }
    let lower = line.to_lowercase();
    let rest =
        ["published", "updated", "last updated", "last modified", "posted", "first published", "modified", "date"]
            .iter()
            .find_map(|start| lower.strip_prefix(start));
    if let Some(rest) = rest {
        let rest = rest.trim_start_matches([':', ' ']);
        let rest = rest.trim_start_matches("on ").trim_start_matches("at ");
        if rest.is_empty() || find_date(rest).is_some() || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
    }
    let mut rest = line.split_whitespace();
    let by = rest.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let names = |mut words: std::str::SplitWhitespace| {
        words.all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) || matches!(word, "and" | "in")
        })
    };
    is_day(line)
        || by && words > 1 && !line.ends_with('.') && names(rest)
        || parse_date(line).is_some()
        || is_clock(line)
}

/// Whether a short line begins with a date, and is no sentence: "Mon 4 July 2022 07.00 BST".
fn is_day(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let date = || (2..=4).any(|count| words.get(..count).is_some_and(|words| parse_date(&words.join(" ")).is_some()));
    words.len() <= 8 && !line.ends_with(['.', '!', '?', ':', ';']) && date()
}

/// Whether a line is a time of day: "10:42", "10.42am GMT".
fn is_clock(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    line.len() <= 14
        && (3..=4).contains(&digits)
        && line.starts_with(|c: char| c.is_ascii_digit())
        && line.contains([':', '.'])
}
