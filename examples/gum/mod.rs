//! What GUM writes into the column MISC.

/// The brackets of one `Entity` cell: content, whether it opens, whether it closes.
pub(crate) fn pieces(cell: &str) -> Vec<(&str, bool, bool)> {
    let mut out = Vec::new();
    let mut rest = cell;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('(') {
            let end = inner.find(['(', ')']).unwrap_or(inner.len());
            let closes = inner[end..].starts_with(')');
            out.push((&inner[..end], true, closes));
            rest = &inner[end + usize::from(closes)..];
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            out.push((&rest[..end], false, true));
            rest = rest.get(end + 1..).unwrap_or("");
        }
    }
    out
}
