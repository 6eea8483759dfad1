//! What an input is, told by its first characters.

use crate::ingest::Format;

/// The format that the beginning of an input tells.
pub(super) fn format(head: &str) -> Format {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if is_json_feed(head) {
        return Format::Feed;
    }
    let second = |first: char| head.strip_prefix(first).map(str::trim_start);
    let object = second('{').is_some_and(|rest| rest.is_empty() || rest.starts_with(['"', '}']));
    let array = second('[').is_some_and(|rest| rest.is_empty() || rest.starts_with(['{', ']']));
    if object || array {
        return Format::Json;
    }
    if head.starts_with("WARC/") {
        return Format::Warc;
    }
    let lower = head.to_ascii_lowercase();
    if lower.starts_with('<') {
        let feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root));
        let page = ["<html", "<!doctype html", "<head", "<body", "<article", "<title", "<div", "<p>"];
        if feed && !lower.contains("<html") {
            return Format::Feed;
        }
        if page.iter().any(|tag| lower.contains(tag)) {
            return Format::Html;
        }
    }
    if is_mail(&lower) { Format::Mail } else { Format::Text }
}

/// Whether the beginning of a JSON file is that of a feed.
pub(super) fn is_json_feed(head: &str) -> bool {
    head.trim_start().starts_with('{') && head.contains("jsonfeed.org/version/")
}

/// Whether an input begins with the header of a mail.
fn is_mail(lower: &str) -> bool {
    let header = lower.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let holds = |name: &str| header.lines().any(|line| line.starts_with(name));
    holds("subject:")
        && holds("from:")
        && (holds("message-id:") || holds("mime-version:") || holds("received:") || holds("delivered-to:"))
}
