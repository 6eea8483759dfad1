mod containers;

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use proptest::prelude::*;

use crate::ingest::{Documents, Format, Options, open, read, read_str};
use crate::text::{Document, Span};

/// What came in, one line each: `id | title | date | source | url | text` (absent parts left out), or `error: …`.
fn shown(documents: Documents, folder: &str) -> Vec<String> {
    let parts = |document: Document| {
        let date = document.date.map(|date| date.to_string());
        let parts = [Some(document.id), document.title, date, document.source, document.url, Some(document.text)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" | ")
    };
    let line = |result: Result<Document, crate::ingest::IngestError>| match result {
        Ok(document) => parts(document),
        Err(error) => format!("error: {error}"),
    };
    documents.map(|result| line(result).replace(folder, "FOLDER")).collect()
}

#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) {
    assert_eq!(shown(read_str(name, text, None, &Options::default()), "\0"), expected, "{name}: {text:?}");
}

#[track_caller]
fn check_bytes(name: &str, bytes: &[u8], expected: &[&str]) {
    let reader = std::io::Cursor::new(bytes.to_vec());
    assert_eq!(shown(read(name, reader, None, &Options::default()), "\0"), expected, "{name}: {bytes:?}");
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

#[test]
fn text_files() {
    check("a/note.txt", "The army moved.\n", &["note | The army moved.\n"]);
    check("note.v2.txt", "The army moved.", &["note.v2 | The army moved."]);
    check("note", "The army moved.", &["note | The army moved."]);
    check(
        "n.txt",
        "---\ntitle: \"Talks: day two\"\ndate: 3 March 2024\nsource: Example Wire\nurl: https://example.org/1\n\
                    id: wire-1\ntags:\n  - a\n---\nThe army moved.",
        &["wire-1 | Talks: day two | 2024-03-03 | Example Wire | https://example.org/1 | The army moved."],
    );
    check("n.txt", "---\nno end\nThe army moved.", &["n | --- | ---\nno end\nThe army moved."]);
}

#[test]
fn heads_of_articles() {
    for (text, expected) in [
        (
            "Army moves\nBy Jana Novak\nPublished: Aug. 30, 2023\nSource: Example Wire\nIt moved.",
            "Army moves | 2023-08-30 | Example Wire",
        ),
        ("Army moves\n30 August 2023\nIt moved.", "Army moves | 2023-08-30"),
        ("Wednesday, August 30, 2023\nArmy moves\nIt moved.", "2023-08-30"),
        ("Army moves\nKYIV, March 3, 2024 — It moved.", "Army moves | 2024-03-03"),
        ("WASHINGTON (Aug. 30, 2023) – It moved.", "2023-08-30"),
        ("New Delhi, 2 May 2022: It moved.", "2022-05-02"),
        ("Army moves\nExample Wire — 30 August 2023\n\nIt moved.", "Army moves | 2023-08-30 | Example Wire"),
        ("Army moves\nSource: Example Wire, August 30, 2023\nIt moved.", "Army moves | 2023-08-30 | Example Wire"),
        ("WASHINGTON (Aug. 30) – It moved.", ""),
        ("The treaty of March 3, 2024 — a text of ten pages — was read.", ""),
        ("It moved on March 3, 2024. Nobody saw it.", ""),
    ] {
        let document = read_str("n.txt", text, None, &Options::default()).next().expect("one").expect("readable");
        let date = document.date.map(|date| date.to_string());
        let found = [document.title, date, document.source].into_iter().flatten().collect::<Vec<_>>().join(" | ");
        assert_eq!(found, expected, "{text:?}");
        assert_eq!(document.text, text);
    }
}

#[test]
fn options_fill_what_is_unknown() {
    let options = Options { date: Some(date(2020, 1, 2)), source: Some("Desk".to_owned()), ..Options::default() };
    let text = "{\"text\": \"It moved.\", \"source\": \"Wire\"}\n{\"text\": \"It left.\", \"date\": \"2021-01-01\"}";
    assert_eq!(
        shown(read_str("r.jsonl", text, None, &options), "\0"),
        ["r#1 | 2020-01-02 | Wire | It moved.", "r#2 | 2021-01-01 | Desk | It left.",]
    );
}

#[test]
fn markdown_without_its_markup() {
    check(
        "n.md",
        "---\ndate: 2024-03-03\n---\n# Army *moves*\n\nThe **army** of [Chad](https://example.org) moved\nnorth.\n\n\
         ![A tank](tank.png)\n\n- one `item`\n- two\n\n> It left.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| c | d |\n",
        &[
            "n | Army moves | 2024-03-03 | Army moves\n\nThe army of Chad moved north.\n\n- one item\n- two\n\nIt left.\n\na | b\nc | d",
        ],
    );
}

#[test]
fn records() {
    let one = "{\"id\": 7, \"title\": \"T\", \"date\": \"Aug. 30, 2023\", \"source\": [{\"a\": 1}], \"url\": null,\n \
               \"body\": \"It moved.\", \"event\": {\"x\": [1, 2]}}";
    check("r.json", one, &["7 | T | 2023-08-30 | It moved."]);
    check("r.json", "{\"content\": \"It moved.\"}", &["r | It moved."]);
    check(
        "r.json",
        &format!("[{one}, {{\"text\": \"It left.\"}}]"),
        &["7 | T | 2023-08-30 | It moved.", "r#2 | It left."],
    );
    check(
        "r.json",
        "{\"text\": \"A.\"}\n{\"text\": \"B.\"}\n{\"tex\n{\"text\": \"C.\"}",
        &[
            "r | A.",
            "r#2 | B.",
            "error: r.json:3:5: broken JSON: found the end of the record, expected the rest of a string",
            "r#4 | C.",
        ],
    );
    check("r.json", " [ ] ", &[]);
    check(
        "r.jsonl",
        "\u{feff}{\"text\": \"A.\"}\r\n\r\n{\"text\": \"B.\", \"source\": {\"name\": \"Wire\"}}",
        &["r#1 | A.", "r#2 | Wire | B."],
    );
    check(
        "r.jsonl",
        "{\"text\": \"KYIV, March 3, 2024 — It moved.\"}",
        &["r#1 | 2024-03-03 | KYIV, March 3, 2024 — It moved."],
    );
}

#[test]
fn given_mentions_become_bytes() {
    let text = "{\"text\": \"Łódź moved.\", \"mentions\": [{\"start\": 0, \"end\": 4, \"name\": \"Lodz\", \"type\": \"place\"}]}";
    let document = read_str("r.jsonl", text, None, &Options::default()).next().expect("one").expect("readable");
    assert_eq!(document.mentions[0].span, Span::new(0, 7));
    assert_eq!(document.mentions[0].span.of(&document.text), "Łódź");
    assert_eq!(document.mentions[0].kind.as_deref(), Some("place"));
}

#[test]
fn formats_told_by_content() {
    check("standard input", "{\"text\": \"It moved.\"}", &["standard input | It moved."]);
    check("standard input", "[{\"text\": \"It moved.\"}]", &["standard input#1 | It moved."]);
    check("standard input", "[The army] moved.", &["standard input | [The army] moved."]);
    check_bytes("x", &packed(b"It moved."), &["x | It moved."]);
    check_bytes("x.txt.gz", &packed(b"It moved."), &["x | It moved."]);
    check_bytes("x.jsonl.gz", &packed(b"{\"text\": \"It moved.\"}"), &["x#1 | It moved."]);
}

#[test]
fn encodings() {
    let wide = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    check_bytes("n.txt", b"\xef\xbb\xbfIt moved.", &["n | It moved."]);
    check_bytes("n.txt", &wide("\u{feff}Łódź moved.", false), &["n | Łódź moved."]);
    check_bytes("n.txt", &wide("\u{feff}Łódź moved.", true), &["n | Łódź moved."]);
    check_bytes("n.txt", &wide("It moved north.", false), &["n | It moved north."]);
    check_bytes("n.jsonl", &wide("\u{feff}{\"text\": \"It moved.\"}", false), &["n#1 | It moved."]);
    check_bytes("n.txt", b"The caf\xe9 \x93reopened\x94 in M\xfcnster.", &["n | The café “reopened” in Münster."]);
    check_bytes("n.jsonl", b"{\"text\": \"M\xfcnster and Z\xfcrich.\"}", &["n#1 | Münster and Zürich."]);
    let cyrillic = encoding_rs::WINDOWS_1251.encode("Президент приехал в Минск на переговоры.").0;
    let options = Options { any_language: true, ..Options::default() };
    let found = read("n.txt", std::io::Cursor::new(cyrillic.to_vec()), None, &options);
    assert_eq!(shown(found, "\0"), ["n | Президент приехал в Минск на переговоры."]);
}

#[test]
fn messages() {
    for (name, bytes, expected) in [
        ("a.txt", &b""[..], "error: a.txt: the file is empty; expected an article"),
        ("a.txt", b" \n\n", "error: a.txt: the file is empty; expected an article"),
        ("a.jsonl", b"", "error: a.jsonl: the file is empty; expected an article"),
        ("a.md", b"---\ntitle: x\n---\n", "error: a.md: the file is empty; expected an article"),
        ("a.txt", b"\x00\x01\x02\x03abc", "error: a.txt: found binary data, expected text; convert it to text first"),
        ("a.txt", b"%PDF-1.7 ...", "error: a.txt: found a PDF document, expected text; convert it to text first"),
        ("a.rtf", b"{\\rtf1 x}", "error: a.rtf: found an RTF document, expected text; convert it to text first"),
        ("a.jsonl", b"{\"text\" \"x\"}", "error: a.jsonl:1:9: broken JSON: found `\"`, expected `:`"),
        (
            "a.jsonl",
            b"\n  {\"text\": \"x\" \"id\": 1}",
            "error: a.jsonl:2:16: broken JSON: found `\"`, expected `,` or `}`",
        ),
        (
            "a.jsonl",
            b"{\"text\": \"x\"",
            "error: a.jsonl:1:12: broken JSON: found the end of the record, expected the rest of an object",
        ),
        ("a.jsonl", b"Hello", "error: a.jsonl:1:1: broken JSON: found `H`, expected value"),
        ("a.json", b"[1]", "error: a.json:1: found a number, expected a record, `{\"text\": …}`"),
        ("a.jsonl", b"[[]]", "error: a.jsonl:1: found an array, expected a record, `{\"text\": …}`"),
        (
            "a.json",
            b"{\"id\": \"k\", \"text\": 5}",
            "error: a.json:1: record `k` has no text; expected `text`, `body` or `content`",
        ),
        (
            "a.json",
            b"{\"text\": \" \"}",
            "error: a.json:1: record `a` has no text; expected `text`, `body` or `content`",
        ),
        (
            "a.txt.gz",
            b"plain text, not packed",
            "error: a.txt.gz: cannot be read: found neither gzip nor Zstandard data, which its extension promises",
        ),
    ] {
        check_bytes(name, bytes, &[expected]);
    }
}

#[test]
fn messages_amid_records() {
    check(
        "a.json",
        "[{\"text\": \"A.\"} {\"text\": \"B.\"}, {\"tex: 1},\n {\"text\": \"C.\"}",
        &[
            "a#1 | A.",
            "error: a.json:1:17: broken JSON: found `{`, expected `,` or `]`",
            "a#2 | B.",
            "error: a.json:1:42: broken JSON: found the end of the record, expected the rest of a string",
            "a#4 | C.",
            "error: a.json:2:16: broken JSON: found the end of the file, expected `,` or `]`",
        ],
    );
    for broken in ["{\"a\": [1}", "{\"a\": 1", "{\"a\": \"x", "{\"a\": {\"b\": 1}"] {
        let text = format!("[{{\"text\": \"A.\"}},\n{broken},\n{{\"text\": \"B.\"}},\n{{\"text\": \"C.\"}}]");
        let found = shown(read_str("a.json", &text, None, &Options::default()), "\0");
        assert_eq!([&found[0], &found[2], &found[3]], ["a#1 | A.", "a#3 | B.", "a#4 | C."], "{broken}: {found:?}");
        assert!(found.len() == 4 && found[1].starts_with("error: a.json:"), "{broken}: {found:?}");
    }
    check(
        "a.jsonl",
        "{\"text\": \"A.\", \"date\": \"03/04/2023\", \"mentions\": [{\"start\": 1, \"end\": 9}, 3]}",
        &[
            "error: a.jsonl:1: found the date `03/04/2023`, expected one like 2023-08-30; read without its date",
            "error: a.jsonl:1: mention 1 of record `a#1` is at 1..9, expected `start` < `end` within the 2 characters of its \
         text; read without it",
            "error: a.jsonl:1: mention 2 of record `a#1` is at nothing..nothing, expected `start` < `end` within the 2 \
         characters of its text; read without it",
            "a#1 | A.",
        ],
    );
}

#[test]
fn folders() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/.git")).expect("made");
    fs::create_dir_all(at("empty")).expect("made");
    for (name, bytes) in [
        ("b/x.txt", &b"B."[..]),
        ("a.txt", b"A."),
        ("x.md", b"X."),
        (".hidden.txt", b"H."),
        ("b/.git/y.txt", b"Y."),
        ("c.doc", b"C."),
        ("d.json", b"[{\"text\": \"D.\"}]"),
    ] {
        fs::write(at(name), bytes).expect("written");
    }
    fs::write(at("z.jsonl.gz"), packed(b"{\"text\": \"Z.\"}\n{\"text\": \"Z2.\"}")).expect("written");
    let paths = [folder.path().to_owned(), at("none.txt"), at("a.txt")];
    assert_eq!(
        shown(open(&paths, &Options::default()), &folder.path().display().to_string()),
        [
            "a | A.",
            "x | B.",
            "error: FOLDER/c.doc: unknown extension `.doc`; expected .txt, .text, .md, .markdown, .json, .jsonl, .ndjson, .html, \
         .htm, .xhtml, .rss, .atom, .xml, .warc, .csv, .tsv, .pdf, .docx, .eml, .zip, each also with .gz or .zst",
            "d#1 | D.",
            "x-2 | X.",
            "z#1 | Z.",
            "z#2 | Z2.",
            "error: FOLDER/none.txt: no such file or folder",
            "a-2 | A.",
        ]
    );
    let options = Options { format: Some(Format::Text), ..Options::default() };
    assert_eq!(shown(open(&[at("c.doc")], &options), "\0"), ["c.doc | C."]);
}

#[cfg(unix)]
#[test]
fn unreadable_folders_are_reported() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).expect("linked");
    fs::write(folder.path().join("a.txt"), "A.").expect("written");
    let found = shown(open(&[PathBuf::from(folder.path())], &Options::default()), &folder.path().display().to_string());
    assert_eq!(found, ["a | A.", "error: FOLDER/loop: cannot be read: the folder contains itself"]);
}

/// Records without end.
struct Endless(Vec<u8>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let taken = self.0.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&self.0[..taken]);
        self.0.rotate_left(taken);
        Ok(taken)
    }
}

#[test]
fn records_come_one_by_one() {
    for (name, cycle) in [("e.jsonl", "{\"text\": \"A.\"}\n"), ("e.json", "{\"text\":\n\"A.\"},\n")] {
        let start = if name == "e.json" { "[" } else { "" };
        let reader = start.as_bytes().chain(Endless(cycle.as_bytes().to_vec()));
        let texts: Vec<String> = read(name, reader, None, &Options::default())
            .take(2000)
            .map(|document| document.expect("readable").text)
            .collect();
        assert_eq!(texts, vec!["A."; 2000], "{name}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_safe(bytes in proptest::collection::vec(any::<u8>(), 0..200), name in "x\\.(txt|md|json|jsonl|txt\\.gz|html|rss|warc|csv|pdf|docx|eml|zip|jsonl\\.zst)") {
        for document in read(&name, std::io::Cursor::new(bytes), None, &Options::default()).flatten() {
                prop_assert!(!document.text.trim().is_empty());
        }
    }

    #[test]
    fn any_json_like_text_is_safe(text in "([\\[\\]{}:,\"\n 1\\\\]|\"text\"|\"a\"|\\{\"text\":\"a\"\\}){0,30}", name in "x\\.jsonl?") {
        read_str(&name, &text, None, &Options::default()).for_each(drop);
    }
}
