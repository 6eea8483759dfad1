use std::sync::LazyLock;

use serde::Deserialize;

/// What `data/web.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noise {
    pub(super) drop: Vec<String>,
    drop_names: Vec<String>,
    line_starts: Vec<String>,
    line_holds: Vec<String>,
    longest: usize,
    date_names: Vec<String>,
    pub(super) meta: Meta,
}

/// Names of meta tags, the best first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meta {
    pub(super) date: Vec<String>,
    pub(super) updated: Vec<String>,
    pub(super) title: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) author: Vec<String>,
    pub(super) url: Vec<String>,
}

/// The embedded lists.
pub(super) fn noise() -> &'static Noise {
    static NOISE: LazyLock<Noise> = LazyLock::new(|| {
        toml::from_str(include_str!("../../../data/web.toml")).expect("the embedded list is well-formed")
    });
    &NOISE
}

impl Noise {
    /// Whether an element with these class names or this id is no part of an article.
    pub(super) fn is_dropped(&self, names: &str) -> bool {
        holds(&self.drop_names, names)
    }

    /// Whether an element with these class names or this id tells when the page was published.
    pub(super) fn tells_date(&self, names: &str) -> bool {
        holds(&self.date_names, names)
    }

    /// Whether `line` is what sites put around articles.
    pub(super) fn is_noise(&self, line: &str) -> bool {
        if line.split_whitespace().nth(self.longest).is_some() {
            return false;
        }
        let lower = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(')).to_lowercase();
        let begins = |start: &String| {
            lower.strip_prefix(start.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let short = |words: usize| line.split_whitespace().nth(words).is_none();
        let sentence = line.ends_with('.') && !short(12);
        !sentence && self.line_starts.iter().any(begins) || self.line_holds.iter().any(|part| lower.contains(part))
    }
}

/// Whether one of the words of `names`, or two of them side by side, is in `list`.
fn holds(list: &[String], names: &str) -> bool {
    names.split_whitespace().any(|name| {
        let name = name.to_ascii_lowercase();
        list.iter().any(|word| {
            name.match_indices(word.as_str()).any(|(at, _)| {
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                edge(name[..at].chars().next_back()) && edge(name[at + word.len()..].chars().next())
            })
        })
    })
}
