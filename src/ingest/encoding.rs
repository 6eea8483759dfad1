//! Bytes to text: byte order mark, then valid UTF-8, then the encoding that the bytes look like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// What files that are not text begin with.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"{\\rtf", "an RTF document"),
];

/// What the input that begins with `head` is, if it is not text.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(name);
    }
    if wide(head).is_some() {
        return None;
    }
    let control = |byte: &&u8| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x1a);
    let odd = head.iter().filter(control).count();
    (head.contains(&0) || odd * 20 > head.len()).then_some("binary data")
}

/// Whether the input that begins with `head` is UTF-16.
pub(super) fn is_wide(head: &[u8]) -> bool {
    wide(head).is_some()
}

/// The kind of UTF-16 that `head` is in, by its byte order mark or by where its zero bytes stand.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding).filter(|&encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 2 * 2 / 5;
    match (even > most, odd > most) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The text that `bytes` are, without byte order mark; what they seem to be when they are not text.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, &'static str> {
    if let Some(found) = binary(bytes) {
        return Err(found);
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding.decode_with_bom_removal(bytes).0);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && text.chars().filter(|&c| c == '\u{fffd}').count() * 10 > text.chars().count() {
        return Err("binary data");
    }
    Ok(text)
}

/// The text of a web page: as [`decode`], but what is not UTF-8 is in the encoding that the server, as `charset`, or the
/// page itself names.
pub(super) fn decode_page<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, &'static str> {
    if wide(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let meta = head.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'', ' ']));
    let meta = meta.and_then(|rest| rest.split(['"', '\'', ' ', '>', ';', '/']).next());
    let named = [charset, meta].into_iter().flatten().find_map(|label| Encoding::for_label(label.as_bytes()));
    match named.filter(|encoding| *encoding != encoding_rs::UTF_8) {
        Some(encoding) => Ok(encoding.decode_without_bom_handling(bytes).0),
        None => decode(bytes),
    }
}
