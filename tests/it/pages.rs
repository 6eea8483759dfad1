use std::fs;
use std::path::{Path, PathBuf};

use demarche::ingest::{self, Options};

/// What a page should give, and what must not come out of it.
struct Expected {
    /// Title, date, source, author and address, in this order; "-" for none.
    about: Vec<(String, String)>,
    never: Vec<String>,
    text: String,
}

fn expected(path: &Path) -> Expected {
    let content = fs::read_to_string(path).expect("every page has a file of what it should give");
    let (head, text) = content.split_once("\n\n").expect("a head, an empty line, the text");
    let mut about = Vec::new();
    let mut never = Vec::new();
    for line in head.lines() {
        let (name, value) = line.split_once(": ").unwrap_or((line.trim_end_matches(':'), ""));
        if name == "never" {
            never = value.split(" | ").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        } else {
            about.push((name.to_owned(), value.to_owned()));
        }
    }
    Expected { about, never, text: text.trim_end().to_owned() }
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<_> = fs::read_dir(folder).expect("the pages").flatten().map(|entry| entry.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    pages
}

#[test]
fn saved_pages_give_their_article() {
    let mut faults = Vec::new();
    let mut count = 0;
    for page in pages() {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("none_") {
            continue;
        }
        count += 1;
        let read: Vec<_> = ingest::open(std::slice::from_ref(&page), &Options::default()).collect();
        let [Ok(document)] = &read[..] else {
            faults.push(format!("{name}: {read:?}"));
            continue;
        };
        let expected = expected(&page.with_extension("txt"));
        let date = document.date.map(|date| date.to_string());
        let found = [&document.title, &date, &document.source, &document.author, &document.url];
        for ((what, wanted), found) in expected.about.iter().zip(found) {
            let found = found.as_deref().unwrap_or("-");
            if found != wanted {
                faults.push(format!("{name}: {what} is `{found}`, not `{wanted}`"));
            }
        }
        let title = document.title.as_deref().unwrap_or_default();
        let text = document.text.strip_prefix(title).unwrap_or(&document.text).trim();
        if text != expected.text {
            faults.push(format!("{name}: the text is\n{text}\nand not\n{}", expected.text));
        }
        for part in expected.never.iter().filter(|part| document.text.contains(part.as_str())) {
            faults.push(format!("{name}: the text holds `{part}`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(count >= 20, "only {count} pages");
}

#[test]
fn pages_without_article_are_skipped() {
    let mut count = 0;
    for page in pages() {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        if name.starts_with("none_") {
            count += 1;
            let read: Vec<_> = ingest::open(&[page], &Options::default()).collect();
            let [Err(error)] = &read[..] else { panic!("{name}: {read:?}") };
            assert!(error.is_notice() && error.to_string().ends_with("no article found; skipped"), "{name}: {error}");
        }
    }
    assert!(count > 0, "no pages without article");
}
