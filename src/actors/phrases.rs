//! Noun phrases of the vocabulary: officials, forces, bodies of a state.

use crate::actors::tables::{NounClass, Tables};
use crate::actors::view::View;
use crate::syntax::Upos;

/// The noun phrase of the vocabulary whose last word is at `i`: its first word and class.
pub(crate) fn noun_at(view: &View<'_>, tables: &Tables, i: usize) -> Option<(usize, NounClass)> {
    let (start, class, _) = noun_phrase(view, tables, i)?;
    Some((start, class))
}

/// The same, and whether it may stand without a state.
pub(crate) fn noun_phrase(view: &View<'_>, tables: &Tables, i: usize) -> Option<(usize, NounClass, bool)> {
    if !matches!(view.upos(i), Upos::Noun | Upos::Propn | Upos::X | Upos::Adj) {
        return None;
    }
    let list = tables.vocabulary.phrases.get(view.low(i))?;
    list.iter().find_map(|phrase| {
        let len = phrase.before.len();
        let start = i.checked_sub(len)?;
        let small = !phrase.small || !view.is_capital(i);
        let fits = small && phrase.before.iter().zip(start..i).all(|(word, at)| view.low(at) == word);
        fits.then_some((start, phrase.class, phrase.alone))
    })
}
