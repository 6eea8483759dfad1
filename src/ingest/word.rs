//! DOCX: the paragraphs of the document; deleted words, notes and fields are left out.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::ingest::metadata::{self, Found};
use crate::ingest::{Reading, text};

/// The document in `xml`, the part `word/document.xml`, with the title that `core`, the part `docProps/core.xml`, gives.
pub(super) fn read(path: &str, stem: String, xml: impl BufRead, core: Option<&str>) -> Result<Vec<Reading>, String> {
    let content = paragraphs(xml)?;
    let title = core.and_then(title);
    let found = Found { title, ..Found::default() }.or(metadata::of_text(&content));
    Ok(text::finish(path, stem, found, content))
}

/// The text of each paragraph on a line of its own, blank lines between them.
fn paragraphs(xml: impl BufRead) -> Result<String, String> {
    let mut reader = Reader::from_reader(xml);
    let (mut buffer, mut out, mut line) = (Vec::new(), String::new(), String::new());
    // inside words that are shown, and inside what is not
    let (mut shown, mut hidden) = (false, 0_usize);
    loop {
        match reader.read_event_into(&mut buffer).map_err(|error| error.to_string())? {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => shown = true,
                "del" | "instrText" | "fldData" | "moveFrom" => hidden += 1,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => shown = false,
                "del" | "instrText" | "fldData" | "moveFrom" => hidden = hidden.saturating_sub(1),
                "p" => {
                    let text = line.trim();
                    if !text.is_empty() {
                        if !out.is_empty() {
                            out.push_str("\n\n");
                        }
                        out.push_str(text);
                    }
                    line.clear();
                }
                _ => {}
            },
            Event::Empty(empty) => match empty.local_name().as_ref() {
                "tab" => line.push(' '),
                "br" | "cr" => line.push('\n'),
                "noBreakHyphen" => line.push('-'),
                _ => {}
            },
            Event::Text(text) if shown && hidden == 0 => {
                line.push_str(&text);
            }
            Event::GeneralRef(name) if shown && hidden == 0 => {
                let character = name.resolve_char_ref().ok().flatten();
                match (character, name.as_ref()) {
                    (Some(c), _) => line.push(c),
                    (None, "amp") => line.push('&'),
                    (None, "lt") => line.push('<'),
                    (None, "gt") => line.push('>'),
                    (None, "quot") => line.push('"'),
                    (None, "apos") => line.push('\''),
                    _ => {}
                }
            }
            Event::Eof => return Ok(out),
            _ => {}
        }
        buffer.clear();
    }
}

/// The title in the document's properties.
fn title(core: &str) -> Option<String> {
    let rest = core.split_once("<dc:title>")?.1;
    let title = rest.split_once("</dc:title>")?.0.trim();
    let title = title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    Some(title).filter(|title| !title.is_empty())
}
