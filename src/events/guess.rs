//! What the grammar is silent about: the model and the reader of pairs say how probable each event between two actors is, for the events
//! that the rules found and for those that they did not; the reader also for actors whom only the sentences before name.

use smallvec::SmallVec;

use crate::actors::{EntityId, EntityKind};
use crate::events::extract::{event, implied, sense};
use crate::events::lexicon::Part;
use crate::events::pair_model::{Buffers, PairModel, Scores};
use crate::events::pair_reader::PairReader;
use crate::events::pairs::{Pair, is_place, pairs};
use crate::events::passage::Passage;
use crate::events::roles::Filled;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::events::suits::suits;
use crate::events::{Clues, Event, EventKind, Evidence, across, undoing};
use crate::syntax::Upos;
use crate::text::Document;

/// What the reader of pairs counts for beside the model of pairs.
const READ: f32 = 0.9;
/// A sentence in which the rules find nothing and the model of pairs nothing as probable as this is read only for actors in those before.
const WORTH_READING: f32 = 0.1;
/// Least probability of an event that only the two models tell of.
const SURE: f32 = 0.35;
/// The same where the rules have read the word that tells it as another event, or another event joins the two.
const SURE_THOUGH_TAKEN: f32 = 0.6;
/// The same where the caller has given the two actors, and so knows them joined.
const SURE_OF_GIVEN: f32 = 0.1;
/// What only the models tell of is left out below this confidence.
const SURE_ENOUGH: f32 = 0.47;
/// What the rules found is left out below this confidence.
const DOUBTFUL: f32 = 0.42;

/// What an event is called of which no word of the lexicon tells: its relation and CAMEO code.
const NAMES: [(EventKind, &str, &str); 16] = [
    (EventKind::Agree, "agreement", "030"),
    (EventKind::Consult, "contact", "040"),
    (EventKind::Support, "support", "051"),
    (EventKind::Concede, "concession", "080"),
    (EventKind::Cooperate, "cooperation", "060"),
    (EventKind::Aid, "aid", "070"),
    (EventKind::Retreat, "withdrawal", "087"),
    (EventKind::Request, "appeal", "020"),
    (EventKind::Accuse, "criticism", "111"),
    (EventKind::Reject, "rejection", "120"),
    (EventKind::Threaten, "threat", "130"),
    (EventKind::Protest, "protest", "140"),
    (EventKind::Sanction, "sanctions", "163"),
    (EventKind::Mobilize, "deployment", "154"),
    (EventKind::Coerce, "coercion", "170"),
    (EventKind::Assault, "military_attack", "190"),
];

/// Gives the events of a sentence their probability and adds those that only the model tells of.
pub(super) fn complete(
    scope: &Scope<'_>,
    document: &Document,
    hits: &[Hit],
    families: &[Option<u32>],
    evidence: Evidence,
    events: &mut Vec<Event>,
    start: usize,
) {
    let given = given(scope, document);
    let scored = scored(scope, hits, pairs(scope, hits, &events[start..], &given), events.len() > start);
    judge(&scored, &given, events, start);
    let (told, respective) = (events.len(), scope.is_respective());
    for [there, back] in scored.as_chunks::<2>().0 {
        let Pair { source, target, .. } = there.0;
        let is_given = given.contains(&source) && given.contains(&target);
        let no_party = |id| is_place(scope, id) || scope.is_excluded(id);
        if (no_party(source) || no_party(target)) && !is_given {
            continue;
        }
        for (pair, kind, sure) in likeliest(there, back) {
            let joined = |e: &&Event| [e.source, e.target].iter().all(|&id| id == source || id == target);
            let between: SmallVec<[EventKind; 4]> = events[start..].iter().filter(joined).map(|e| e.kind).collect();
            // "Bonn and Rome told Spain and Malta, respectively": the rules know who told whom
            let ordered = respective && events[start..told].iter().any(|e| e.kind == kind);
            if between.contains(&kind) || ordered || is_given && !between.is_empty() {
                continue;
            }
            let Some(event) = guessed(scope, hits, families, evidence, pair, kind, sure) else { continue };
            let same_word = |e: &&Event| e.evidence.trigger == event.evidence.trigger;
            // the rules have read this word of these two, as a promise perhaps
            if between.contains(&event.kind) || events[start..told].iter().any(|e| same_word(&e) && joined(&e)) {
                continue;
            }
            // who reports it is no third party to what the rules have read
            let reports = event.attributed_to.is_some_and(|who| who == source || who == target);
            let read = |e: &&Event| same_word(e) && e.kind == event.kind;
            if reports && !is_given && events[start..told].iter().any(|e| read(&e)) {
                continue;
            }
            // what the rules have given to others is theirs
            let taken = events[start..told].iter().any(|e| same_word(&e));
            let least = match (is_given, taken || !between.is_empty()) {
                (true, _) => SURE_OF_GIVEN,
                (_, true) => SURE_THOUGH_TAKEN,
                _ => SURE,
            };
            if sure >= least && (is_given || event.confidence >= SURE_ENOUGH) {
                events.push(event);
            }
        }
    }
}

/// Says of each pair how probable each category is, of the pairs across sentences as well; where something was told or may be, the
/// sentence is read for it.
fn scored(scope: &Scope<'_>, hits: &[Hit], mut pairs: Vec<Pair>, told: bool) -> Vec<(Pair, Scores)> {
    let (model, mut buffers) = (PairModel::embedded(), Buffers::default());
    let mut scores: Vec<Scores> = pairs.iter().map(|pair| model.scores(&pair.features, &mut buffers)).collect();
    if scope.reads {
        let passage = Passage::of(scope);
        let weighed = scores.len();
        if !scope.mentions.is_empty() && hits.iter().any(|hit| suits(scope, hit)) {
            pairs.extend(across::pairs(scope, &passage));
        }
        let worth = told || scores.as_flattened().iter().any(|&score| score >= WORTH_READING);
        if !pairs.is_empty() && (worth || pairs.len() > weighed) {
            let whom: Vec<_> = pairs.iter().map(|pair| (pair.source, pair.target)).collect();
            let read = PairReader::embedded().scores(&passage, &whom);
            for (score, read) in scores.as_flattened_mut().iter_mut().zip(read.as_flattened()) {
                *score += READ * (read - *score);
            }
            scores.extend(&read[weighed..]);
        }
    }
    pairs.into_iter().zip(scores).collect()
}

/// The categories that may hold between two actors, in one way or the other, the likeliest first.
fn likeliest<'p>(there: &'p (Pair, Scores), back: &'p (Pair, Scores)) -> SmallVec<[(&'p Pair, EventKind, f32); 4]> {
    let ways = [there, back].into_iter();
    let mut all: SmallVec<[(&Pair, EventKind, f32); 4]> = ways
        .flat_map(|(pair, scores)| scores.iter().zip(EventKind::ALL).map(move |(&sure, kind)| (pair, kind, sure)))
        .filter(|&(.., sure)| sure >= SURE_OF_GIVEN)
        .collect();
    all.sort_by(|a, b| b.2.total_cmp(&a.2));
    all
}

/// Gives the events of the rules their probability and confidence, and takes out the doubtful ones; whom the caller has
/// given he knows to be joined.
fn judge(scored: &[(Pair, Scores)], given: &[EntityId], events: &mut Vec<Event>, start: usize) {
    let probable = |source: EntityId, target: EntityId, kind: EventKind| {
        let way = scored.iter().find(|(pair, _)| pair.source == source && pair.target == target);
        way.map_or(0.0, |(_, scores)| scores[kind as usize])
    };
    let mut at = 0;
    events.retain_mut(|event| {
        at += 1;
        if at <= start {
            return true;
        }
        let there = probable(event.source, event.target, event.kind);
        let back = if event.reciprocal { probable(event.target, event.source, event.kind) } else { 0.0 };
        event.clues.probable = there.max(back);
        event.confidence = event.clues.confidence(event.kind, event.status);
        event.confidence >= DOUBTFUL || given.contains(&event.source) && given.contains(&event.target)
    });
}

/// The actors that the caller has given.
pub(super) fn given(scope: &Scope<'_>, document: &Document) -> SmallVec<[EntityId; 4]> {
    let exact = |span| document.mentions.iter().any(|g| g.span == span);
    scope.mentions.iter().filter(|m| exact(m.span)).filter_map(|m| m.entities.first().copied()).collect()
}

/// The event of a category between two actors, told by the word of the lexicon of that category that is nearest to both,
/// else by the word where their ways up the tree meet.
fn guessed(
    scope: &Scope<'_>,
    hits: &[Hit],
    families: &[Option<u32>],
    evidence: Evidence,
    pair: &Pair,
    kind: EventKind,
    sure: f32,
) -> Option<Event> {
    let family = |hit: &Hit| &scope.lexicon.families()[hit.family as usize];
    let far = |hit: &&Hit| pair.heads.iter().map(|&head| scope.tree.distance(hit.node, head)).sum::<usize>();
    let takes = |kinds: &[EntityKind], id: EntityId| kinds.is_empty() || kinds.contains(&scope.actors.entity(id).kind);
    let fits = |hit: &&Hit| {
        let family = family(hit);
        family.sense.event == kind
            && hit.part != Part::Adjective
            && takes(&family.source_kinds, pair.source)
            && takes(&family.target_kinds, pair.target)
            && suits(scope, hit)
    };
    // "has not lifted its sanctions": the rules know that they are no event
    if hits.iter().any(|hit| family(hit).sense.event == kind && undoing::stays(scope, hit)) {
        return None;
    }
    let own = hits.iter().filter(fits);
    let clues = Clues {
        guessed: true,
        across: pair.across,
        probable: sure,
        length: scope.tree.len() as u16,
        read: scope.reads,
        ..Clues::default()
    };
    let (source, target) = (pair.source, pair.target);
    let made = if let Some(hit) = own.min_by_key(|hit| (far(hit), hit.node)) {
        let [from, to] =
            [source, target].map(|id| Filled { whom: Whom::from_slice(&[id]), nodes: Nodes::new(), rank: 3 });
        let reading = scope.reading(hit, families);
        let sense = sense(scope, hit, family(hit), &from.whom, &to.whom);
        event(scope, hit, family(hit), sense, &reading, (source, target), (&from, &to), evidence)
    } else {
        let node = teller(scope, pair)?;
        let (_, relation, cameo) = NAMES.into_iter().find(|name| name.0 == kind)?;
        let made = implied(scope, (source, target), evidence, node, (kind, None, relation, cameo), "no entry");
        let standing = scope.standing(node, families);
        let rules = made.rules.iter().cloned().chain(standing.rules).collect();
        Event { status: standing.status, rules, ..made }
    };
    let mut rules = made.rules;
    let by = if pair.across { "reader, across sentences" } else { "model of pairs" };
    rules.push(format!("{by}: {} {sure:.2}", kind.as_str()));
    Some(Event { confidence: clues.confidence(made.kind, made.status), clues, rules, ..made })
}

/// The word that joins two actors where the lexicon has none: the nearest verb or noun above both.
fn teller(scope: &Scope<'_>, pair: &Pair) -> Option<usize> {
    let tells = |n: &usize| matches!(scope.upos(*n), Upos::Verb | Upos::Noun) && scope.mention(*n).is_none();
    scope.tree.ancestors(pair.meet).find(tells).or(pair.nearest)
}
