//! Feeds, tables, archives, documents and mail.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::{check, check_bytes, packed, shown};
use crate::ingest::{Columns, Options, open, read, read_str};

const PAGE: &str = "<html><head><title>Army moves north</title><meta name=date content=2024-03-03></head><body><nav>Home \
    </nav><article><h1>Army moves north</h1><p>The army of Chad moved north on Sunday, and nobody in the capital could \
    say why it did so or when it would come back.</p><p>The president spoke of an exercise. The opposition spoke of a \
    warning, and asked the government to explain itself.</p></article></body></html>";
const ARTICLE: &str = "Army moves north | 2024-03-03 | Army moves north\n\nThe army of Chad moved north on Sunday, and nobody \
    in the capital could say why it did so or when it would come back.\n\nThe president spoke of an exercise. The \
    opposition spoke of a warning, and asked the government to explain itself.";

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory takes all");
        writer.write_all(bytes).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

#[test]
fn pages() {
    check("army.html", PAGE, &[&format!("army | {ARTICLE}")]);
    check("standard input", PAGE, &[&format!("standard input | {ARTICLE}")]);
    check(
        "links.html",
        "<p><a href=x>One</a> <a href=y>Two</a></p>",
        &["error: links.html: no article found; skipped"],
    );
    let deep = format!("{}Words.{}", "<div>".repeat(5000), "</div>".repeat(5000));
    check("deep.html", &deep, &["error: deep.html: no article found; skipped"]);
}

#[test]
fn feeds() {
    let rss = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Example Wire</title><link>https://example.org</link>\
        <description>d</description><item><title>Army moves</title><link>https://example.org/1</link>\
        <guid>wire-1</guid><pubDate>Sun, 03 Mar 2024 08:00:00 GMT</pubDate>\
        <description>&lt;p&gt;It moved &lt;b&gt;north&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;</description></item>\
        <item><title>It left</title></item></channel></rss>";
    let expected = [
        "wire-1 | Army moves | 2024-03-03 | Example Wire | https://example.org/1 | Army moves\n\nIt moved north.",
        "f#2 | It left | Example Wire | It left",
    ];
    check("f.rss", rss, &expected);
    check("f.xml", rss, &expected);
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Example Wire</title><id>x</id>\
        <updated>2024-03-03T08:00:00Z</updated><entry><id>tag:1</id><title>Army moves</title>\
        <updated>2024-03-03T08:00:00Z</updated><link href=\"https://example.org/1\"/><content type=\"html\">\
        &lt;p&gt;It moved.&lt;/p&gt;</content></entry></feed>";
    check(
        "f.atom",
        atom,
        &["tag:1 | Army moves | 2024-03-03 | Example Wire | https://example.org/1 | Army moves\n\nIt moved."],
    );
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Example Wire\", \"items\": [{\"id\": \"7\", \
        \"title\": \"Army moves\", \"url\": \"https://example.org/1\", \"content_text\": \"It moved.\", \
        \"date_published\": \"2024-03-03T08:00:00Z\"}]}";
    check(
        "f.json",
        json,
        &["7 | Army moves | 2024-03-03 | Example Wire | https://example.org/1 | Army moves\n\nIt moved."],
    );
    let broken = shown(read_str("f.rss", "<rss><channel><item>", None, &Options::default()), "\0");
    assert!(broken.len() == 1 && broken[0].starts_with("error: f.rss: "), "{broken:?}");
}

#[test]
fn tables() {
    check(
        "t.csv",
        "ID,Headline,Full_Text,Publish Date,Outlet\n1,Army moves,\"It moved,\nthen left.\",2024-03-03,Wire\n2,,It left.,soon,\n3,x,,,\n",
        &[
            "1 | Army moves | 2024-03-03 | Wire | It moved,\nthen left.",
            "error: t.csv:4: found the date `soon`, expected one like 2023-08-30; read without its date",
            "2 | It left.",
            "error: t.csv:5: record `3` has no text; expected `text`, `body` or `content`",
        ],
    );
    check("t.tsv", "text\tdate\nIt moved.\t2024-03-03\n", &["t#1 | 2024-03-03 | It moved."]);
    check("t.csv", "text;date\nIt moved.;2024-03-03\n", &["t#1 | 2024-03-03 | It moved."]);
    check_bytes("t.csv", b"\xef\xbb\xbftext\nM\xfcnster.\n", &["t#1 | Münster."]);
    check("t.csv", "a,b\n1,2\n", &["error: t.csv: no column `text` among `a`, `b`; name it, as in --column text=NAME"]);
    let columns = Columns([("text".to_owned(), "b".to_owned())].into());
    let options = Options { columns, ..Options::default() };
    assert_eq!(shown(read_str("t.csv", "a,b\n1,It moved.\n", None, &options), "\0"), ["t#1 | It moved."]);
}

fn warc(records: &[(&str, &str)]) -> String {
    let record = |(head, body): &(&str, &str)| {
        format!("WARC/1.0\r\n{head}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n", body.len())
    };
    records.iter().map(record).collect()
}

#[test]
fn web_archives() {
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}");
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n{:x}\r\n{}\r\n0\r\n\r\n",
        100,
        &PAGE[..100],
        PAGE.len() - 100,
        &PAGE[100..]
    );
    let page = "WARC-Type: response\r\nWARC-Target-URI: https://example.org/1";
    let archive = warc(&[
        ("WARC-Type: warcinfo", "software: x"),
        ("WARC-Type: request", "GET / HTTP/1.1\r\n\r\n"),
        (page, &response),
        (page, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nGone"),
        (page, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}PNG"),
        (page, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=x>Front page</a>"),
        ("WARC-Type: response\r\nWARC-Target-URI: https://example.org/2", &chunked),
        ("WARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Target-URI: https://example.org/3", "It moved."),
    ]);
    let with_url = |number: usize, url: usize| {
        format!(
            "w#{number} | {}",
            ARTICLE.replacen("2024-03-03 |", &format!("2024-03-03 | example.org | https://example.org/{url} |"), 1)
        )
    };
    let expected = [
        with_url(3, 1),
        with_url(7, 2),
        "w#8 | https://example.org/3 | It moved.".to_owned(),
        "error: w.warc: no article found on 1 of its pages; skipped".to_owned(),
    ];
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check("w.warc", &archive, &expected);
    // as crawlers write it: each record packed by itself
    let members: Vec<u8> = [&archive[..300], &archive[300..]].iter().flat_map(|part| packed(part.as_bytes())).collect();
    let expected: Vec<String> = expected.iter().map(|line| line.replace("w.warc:", "w.warc.gz:")).collect();
    check_bytes("w.warc.gz", &members, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    let cut = &archive[..archive.len() - 12];
    let found = shown(read_str("w.warc", cut, None, &Options::default()), "\0");
    assert_eq!(found[2], "error: w.warc: cannot be read: record 8 is cut off");
}

#[test]
fn packed_files_and_archives() {
    let zstd = zstd::encode_all(&b"{\"text\": \"It moved.\"}"[..], 1).expect("memory takes all");
    check_bytes("x.jsonl.zst", &zstd, &["x#1 | It moved."]);
    let inner = zipped(&[("deep.txt", b"It stayed.")]);
    let archive = zipped(&[
        ("b/page.html", PAGE.as_bytes()),
        ("b/page_files/style.css", b"h1 {}"),
        ("a.jsonl", b"{\"text\": \"It moved.\"}\n{\"text\": \"It left.\"}"),
        ("__MACOSX/a.jsonl", b"x"),
        ("c.txt.gz", &packed(b"It slept.")),
        ("d.zip", &inner),
        ("e.xyz", b"?"),
    ]);
    let expected = [
        "x/a#1 | It moved.".to_owned(),
        "x/a#2 | It left.".to_owned(),
        format!("x/b/page | {ARTICLE}"),
        "x/c | It slept.".to_owned(),
        "x/d/deep | It stayed.".to_owned(),
    ];
    let found = shown(read("x.zip", Cursor::new(archive.clone()), None, &Options::default()), "\0");
    assert_eq!(found[..5], expected);
    assert!(found[5].starts_with("error: x.zip/e.xyz: unknown extension `.xyz`"), "{found:?}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("x.zip");
    std::fs::write(&path, &archive).expect("written");
    assert_eq!(shown(open(&[path], &Options::default()), "\0")[..5], expected);
    let mut damaged = archive;
    let at = damaged.windows(7).position(|bytes| bytes == b"a.jsonl").expect("the file's name") + 12;
    damaged[at] ^= 0xff;
    let found = shown(read("x.zip", Cursor::new(damaged), None, &Options::default()), "\0");
    assert!(found[0].starts_with("error: x.zip/a.jsonl"), "{found:?}");
    assert!(expected[2..].iter().all(|line| found.contains(line)), "the others go on: {found:?}");
}

#[test]
fn bombs_are_given_up() {
    let zeros = vec![b' '; 70 << 20];
    let limit = "larger than 64 MiB, the most that an article, record or archive may have";
    check_bytes(
        "b.txt.gz",
        &packed(&[b"It ".as_slice(), &zeros].concat()),
        &[&format!("error: b.txt.gz: cannot be read: {limit}")],
    );
    let record = [b"{\"text\": \"".as_slice(), &zeros].concat();
    let found = shown(read("b.jsonl.gz", Cursor::new(packed(&record)), None, &Options::default()), "\0");
    assert!(found.len() == 1 && found[0].ends_with(limit), "{:?}", found.iter().map(|f| &f[..80]).collect::<Vec<_>>());
    let mut nested = zipped(&[("a.txt", b"It moved.")]);
    for _ in 0..6 {
        nested = zipped(&[("a.zip", &nested)]);
    }
    check_bytes(
        "n.zip",
        &nested,
        &["error: n.zip/a.zip/a.zip/a.zip/a.zip: cannot be read: archives lie in each other more than 4 deep"],
    );
}

#[test]
fn word_documents() {
    let xml = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Army moves</w:t></w:r></w:p>\
        <w:p><w:r><w:t>30 August 2023</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">It moved </w:t></w:r><w:del><w:r><w:t>south</w:t></w:r></w:del>\
        <w:r><w:t>north &amp; left.</w:t></w:r></w:p></w:body></w:document>";
    let bytes = zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", xml.as_bytes())]);
    let expected = "d | Army moves | 2023-08-30 | Army moves\n\n30 August 2023\n\nIt moved north & left.";
    check_bytes("d.docx", &bytes, &[expected]);
    check_bytes("d", &bytes, &[expected]);
    check_bytes("d.docx", b"not a document", &["error: d.docx: found another kind of file; expected a DOCX document"]);
}

/// A PDF of one page with these lines.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let text = lines.iter().map(|line| ["(", line, ") Tj 0 -14 Td "].concat()).collect::<Vec<_>>().concat();
    let stream = format!("BT /F1 12 Tf 72 720 Td {text}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let table = out.len();
    out.push_str("xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    out.into_bytes()
}

#[test]
fn pdf_documents() {
    let bytes = pdf(&["The army of Chad moved north on Sunday, and", "nobody could say why it did so."]);
    let found = shown(read("p.pdf", Cursor::new(bytes.clone()), None, &Options::default()), "\0");
    assert_eq!(found, ["p | The army of Chad moved north on Sunday, and nobody could say why it did so."]);
    let half = &bytes[..bytes.len() / 2];
    let found = shown(read("p.pdf", Cursor::new(half.to_vec()), None, &Options::default()), "\0");
    assert!(found.len() == 1 && found[0].starts_with("error: p.pdf: found "), "{found:?}");
}

#[test]
fn mails() {
    let mail = "Message-ID: <m1@example.org>\r\nFrom: Desk <desk@example.org>\r\nTo: x@example.org\r\nSubject: Army moves\r\n\
        Date: Sun, 03 Mar 2024 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        It moved north.\r\n\r\n> Where is it?\r\n-- \r\nThe desk\r\n";
    let expected = "m1@example.org | Army moves | 2024-03-03 | Desk | Army moves\n\nIt moved north.";
    check("m.eml", mail, &[expected]);
    check("standard input", mail, &[expected]);
}

#[test]
fn other_languages() {
    let german = "Der Außenminister reiste am Dienstag nach Oslo, um mit der Regierung über die Fischerei zu sprechen. \
        Die Gespräche dauerten zwei Tage und endeten ohne Ergebnis, wie sein Sprecher am Abend mitteilte.";
    let expected =
        "error: g.txt: `g` is in German, and only English is read; skipped (--any-language reads it all the same)";
    check("g.txt", german, &[expected]);
    let options = Options { any_language: true, ..Options::default() };
    assert_eq!(shown(read_str("g.txt", german, None, &options), "\0"), [format!("g | {german}")]);
    check("n.txt", "Łódź, Gdańsk, Kraków.", &["n | Łódź, Gdańsk, Kraków."]);
}

#[test]
fn ids_that_come_twice() {
    check(
        "r.jsonl",
        "{\"id\": \"a\", \"text\": \"It moved.\"}\n{\"id\": \"a\", \"text\": \"It left.\"}\n{\"id\": \"a\", \"text\": \"It moved.\"}\n\
         {\"id\": \"a\", \"text\": \"It slept.\"}",
        &[
            "a | It moved.",
            "error: r.jsonl: another document has the id `a` and another text; this one is called `a-2`",
            "a-2 | It left.",
            "error: r.jsonl: `a` was read before; skipped",
            "error: r.jsonl: another document has the id `a` and another text; this one is called `a-3`",
            "a-3 | It slept.",
        ],
    );
}
