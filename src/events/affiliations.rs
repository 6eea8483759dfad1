//! Standing ties that a text states: offices from titles and appositions.

use crate::actors::{Actors, EntityId, RoleStatus};
use crate::events::{Affiliation, AffiliationKind, Evidence};
use crate::text::{Document, Segmentation, Span};

/// Titles that lead, rather than hold an office of, what they are of.
const LEADERS: &[&str] = &["leader", "head", "chief", "founder", "boss", "commander", "chairman", "director", "ruler"];

/// The affiliations that the roles of the actors tell of and those that sentences state, each once, in the order of the
/// text.
pub(super) fn find(
    document: &Document,
    segmentation: &Segmentation,
    actors: &Actors,
    stated: Vec<Affiliation>,
) -> Vec<Affiliation> {
    let mut out: Vec<Affiliation> = Vec::new();
    for (i, entity) in actors.entities.iter().enumerate() {
        for role in &entity.roles {
            let Some(of) = role.of.filter(|of| of.0 as usize != i) else { continue };
            let lower = role.title.to_lowercase();
            let kind = match role.status {
                RoleStatus::Former => AffiliationKind::Former,
                _ if lower.contains("spokes") => AffiliationKind::Spokesperson,
                _ if LEADERS.iter().any(|word| lower.ends_with(word)) => AffiliationKind::Leads,
                _ => AffiliationKind::Office,
            };
            let sentence = segmentation.sentences.get(role.sentence as usize).map_or(Span::default(), |s| s.span);
            let trigger = trigger(&document.text, role.span, &role.title);
            let evidence = Evidence { sentence: role.sentence, span: sentence, trigger };
            let source = EntityId(i as u32);
            let new =
                Affiliation { source, target: of, kind, title: Some(role.title.clone()), evidence, confidence: 0.9 };
            let twice = |a: &Affiliation| (a.source, a.target, a.kind) == (source, of, kind);
            if !out.iter().any(twice) {
                out.push(new);
            }
        }
    }
    for tie in stated {
        let twice = |a: &Affiliation| (a.source, a.target) == (tie.source, tie.target) && a.kind == tie.kind;
        if !out.iter().any(twice) {
            out.push(tie);
        }
    }
    out.sort_by_key(|a| (a.evidence.trigger, a.source, a.target));
    out
}

/// The words of the title inside the words that give it, or all of those.
fn trigger(text: &str, span: Span, title: &str) -> Span {
    match span.of(text).find(title) {
        Some(at) => Span::new(span.start + at as u32, span.start + (at + title.len()) as u32),
        None => span,
    }
}
