use std::path::Path;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One article as plain text.
    Text,
    /// One article in Markdown.
    Markdown,
    /// A record, an array of records, or records one after the other.
    Json,
    /// A record a line.
    JsonLines,
}

/// The extensions and their formats.
const EXTENSIONS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
];

impl Format {
    /// The format that `extension` (without dot, any case) stands for.
    pub fn of_extension(extension: &str) -> Option<Self> {
        EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension)).map(|&(_, format)| format)
    }

    /// The format that the name of `path` tells, and whether the file is packed with gzip.
    pub fn of_path(path: &Path) -> (Option<Self>, bool) {
        let packed = extension(path).is_some_and(|found| found.eq_ignore_ascii_case("gz"));
        let stem = if packed { path.with_extension("") } else { path.to_owned() };
        (extension(&stem).and_then(Self::of_extension), packed)
    }
}

/// The extension of `path`, without the dot.
pub(super) fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}

/// The known extensions as a message lists them.
pub(super) fn extensions() -> String {
    EXTENSIONS.iter().map(|(extension, _)| format!(".{extension}")).collect::<Vec<_>>().join(", ")
}
