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
    /// A web page.
    Html,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A web archive.
    Warc,
    /// A table, an article a row; the delimiter is told by its first line.
    Csv,
    /// A table with tabs.
    Tsv,
    /// PDF.
    Pdf,
    /// DOCX.
    Word,
    /// Mail.
    Mail,
    /// An archive of files of any of these formats.
    Zip,
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
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("xml", Format::Feed),
    ("warc", Format::Warc),
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("pdf", Format::Pdf),
    ("docx", Format::Word),
    ("eml", Format::Mail),
    ("zip", Format::Zip),
];
/// Extensions of packed files.
const PACKED: &[&str] = &["gz", "zst", "zstd"];
/// Extensions of what lies beside saved pages and is no article.
const FURNITURE: &[&str] = &[
    "avif", "bmp", "css", "eot", "gif", "ico", "jpeg", "jpg", "js", "map", "mjs", "mp3", "mp4", "otf", "png", "svg",
    "ttf", "wasm", "webm", "webp", "woff", "woff2",
];

impl Format {
    /// The format that `extension` (without dot, any case) stands for.
    pub fn of_extension(extension: &str) -> Option<Self> {
        EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension)).map(|&(_, format)| format)
    }

    /// The format that the name of `path` tells, and whether the file is packed with gzip or Zstandard.
    pub fn of_path(path: &Path) -> (Option<Self>, bool) {
        let packed = is_in(path, PACKED);
        let stem = if packed { path.with_extension("") } else { path.to_owned() };
        (extension(&stem).and_then(Self::of_extension), packed)
    }
}

/// Whether the file at `path` is a picture, style sheet or the like, which saved pages bring along.
pub(super) fn is_furniture(path: &Path) -> bool {
    is_in(path, FURNITURE)
}

fn is_in(path: &Path, list: &[&str]) -> bool {
    extension(path).is_some_and(|found| list.iter().any(|known| found.eq_ignore_ascii_case(known)))
}

/// The extension of `path`, without the dot.
pub(super) fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}

/// The known extensions as a message lists them.
pub(super) fn extensions() -> String {
    EXTENSIONS.iter().map(|(extension, _)| format!(".{extension}")).collect::<Vec<_>>().join(", ")
}
