//! Mail: the message without quotations and signature; subject, date and sender are headline, date and publisher.

use mail_parser::{MessageParser, MimeHeaders, PartType};

use crate::ingest::metadata::Found;
use crate::ingest::{IngestError, Reading, html};
use crate::text::parse_date;

/// The document in the mail `bytes`.
pub(super) fn read(path: &str, stem: String, bytes: &[u8]) -> Reading {
    let damaged = |found: &str| IngestError::Damaged {
        path: path.to_owned(),
        expected: "a mail with headers such as `Subject:` and `Date:`",
        found: found.to_owned(),
    };
    let message = MessageParser::default().parse(bytes).ok_or_else(|| damaged("no header"))?;
    if message.headers().is_empty() {
        return Err(damaged("no header"));
    }
    let plain = message.text_part(0).filter(|part| matches!(part.body, PartType::Text(_)));
    let text = match plain {
        Some(part) => part.text_contents().unwrap_or_default().to_owned(),
        None => {
            let page = message.html_part(0).and_then(|part| part.text_contents()).unwrap_or_default();
            html::fragment(page)
        }
    };
    let text = own_words(&text);
    if text.is_empty() {
        let attached = message.attachments().filter_map(|part| part.attachment_name()).collect::<Vec<_>>().join(", ");
        let found = if attached.is_empty() { "no text".to_owned() } else { format!("no text, only {attached}") };
        return Err(damaged(&found));
    }
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|address| address.name().or_else(|| address.address())).map(str::to_owned);
    let title = message.subject().map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    let text = match &title {
        Some(title) if !text.starts_with(title.as_str()) => format!("{title}\n\n{text}"),
        _ => text,
    };
    let date = message.date().and_then(|date| parse_date(&date.to_rfc3339()));
    let id = message.message_id().map(str::to_owned);
    Ok(Found { id, title, date, source: name, ..Found::default() }.document(stem, text))
}

/// `text` without the lines of others and without what follows the signature's dashes.
fn own_words(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line == "-- " || line == "--" {
            break;
        }
        if !line.starts_with('>') {
            lines.push(line.trim_end());
        }
    }
    lines.join("\n").trim().to_owned()
}
