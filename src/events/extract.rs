//! From trees and actors to events.

use smallvec::SmallVec;

use crate::actors::{Actors, EntityId};
use crate::events::lexicon::{Family, Lexicon, Part, Sense};
use crate::events::matching::hits;
use crate::events::objects::{has_object, object, speaks_of};
use crate::events::operators::Operators;
use crate::events::pairs::Pair;
use crate::events::roles::{Filled, fill_roles};
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::events::status::Reading;
use crate::events::suits::suits;
use crate::events::{
    Affiliation, Clues, Event, EventKind, Evidence, Mode, Status, affiliations, contested, demands, domestic, gapping,
    given, guess, joint, judgements, pairs, recall, sport, threats, ties, undoing, when,
};
use crate::syntax::Tree;
use crate::text::{Document, Segmentation, Span};

/// Finds events and affiliations.
#[derive(Clone, Copy, Debug)]
pub struct Extractor<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) operators: &'a Operators,
    /// Whether the network that reads whole sentences has a say.
    pub(super) reads: bool,
}

impl Extractor<'static> {
    /// The extractor over the lexicon of `data/`.
    pub fn embedded() -> Self {
        Self::new(Lexicon::embedded(), Operators::embedded())
    }
}

impl<'a> Extractor<'a> {
    /// An extractor over a lexicon of one's own.
    pub fn new(lexicon: &'a Lexicon, operators: &'a Operators) -> Self {
        Self { lexicon, operators, reads: true }
    }

    /// The same extractor without the network that reads whole sentences: several times as fast, and less exact.
    #[must_use]
    pub fn without_reader(self) -> Self {
        Self { reads: false, ..self }
    }

    /// The events and affiliations of a document, in the order of the text.
    pub fn extract(
        &self,
        document: &Document,
        segmentation: &Segmentation,
        trees: &[Tree],
        actors: &Actors,
    ) -> (Vec<Event>, Vec<Affiliation>) {
        let (mut events, mut stated) = (Vec::new(), Vec::new());
        let mut played = false; // the sentence before was one of sport
        for (number, (sentence, tree)) in segmentation.sentences.iter().zip(trees).enumerate() {
            let two = has_two_actors(actors, number);
            let sport = sport::is_sport(tree);
            let contest = std::mem::replace(&mut played, sport) || sport;
            // who answers an event told before may be the only one named
            let recent = events.last().is_some_and(|e: &Event| e.evidence.sentence + 1 >= number as u32);
            let alone = actors.in_sentence(number).is_empty();
            if !two && alone && !recent || !self.reads && !two && events.is_empty() {
                continue;
            }
            let scope = Scope::new(&document.text, segmentation, number, tree, actors, self);
            let evidence = Evidence { sentence: number as u32, span: sentence.span, trigger: Span::default() };
            let start = events.len();
            let (hits, families) =
                if two { read_sentence(&scope, evidence, &mut events) } else { answers(&scope, evidence, &mut events) };
            guess::complete(&scope, document, &hits, &families, evidence, &mut events, start);
            if two {
                events.extend(silent(&scope, document, &hits, &families, evidence, &events[start..]));
                events.extend(contested::find(&scope, &events, evidence));
                stated.extend(ties::find(&scope, evidence));
            }
            if contest {
                let told = events.split_off(start);
                events.extend(told.into_iter().filter(|event| !sport::is_contest(event.kind)));
            }
            let mut told = events.split_off(start);
            let given = guess::given(&scope, document);
            domestic::left_out(&scope, &mut told, |e| given.contains(&e.source) && given.contains(&e.target));
            events.append(&mut told);
            events[start..].sort_by_key(|e| e.evidence.trigger);
            date(&scope, document, &mut events[start..]);
        }
        (events, affiliations::find(document, segmentation, actors, stated))
    }

    /// What the models of pairs see of each sentence: for their training.
    pub fn pairs(
        &self,
        document: &Document,
        segmentation: &Segmentation,
        trees: &[Tree],
        actors: &Actors,
    ) -> Vec<Seen> {
        let mut out = Vec::new();
        for (number, (sentence, tree)) in segmentation.sentences.iter().zip(trees).enumerate() {
            let (mut events, mut pairs) = (Vec::new(), Vec::new());
            if has_two_actors(actors, number) {
                let scope = Scope::new(&document.text, segmentation, number, tree, actors, self);
                let evidence = Evidence { sentence: number as u32, span: sentence.span, trigger: Span::default() };
                let (hits, _) = read_sentence(&scope, evidence, &mut events);
                pairs = pairs::pairs(&scope, &hits, &events, &guess::given(&scope, document));
            }
            out.push(Seen { sentence: number, events, pairs });
        }
        out
    }
}

/// What the model of pairs sees of a sentence.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its number.
    pub sentence: usize,
    /// What the rules find in it, before the model has its say.
    pub events: Vec<Event>,
    /// Its ordered pairs of actors.
    pub pairs: Vec<Pair>,
}

/// Adds the events that the rules find in one sentence; gives the places where the words of the lexicon stand, and the
/// entry of each word.
fn read_sentence(scope: &Scope<'_>, evidence: Evidence, events: &mut Vec<Event>) -> (Vec<Hit>, Vec<Option<u32>>) {
    let found = hits(scope);
    let mut families: Vec<Option<u32>> = vec![None; scope.tree.len()];
    for hit in &found {
        families[hit.node].get_or_insert(hit.family);
    }
    let mut done: SmallVec<[(usize, Part); 8]> = SmallVec::new();
    let mut used: Vec<(usize, EntityId)> = Vec::new();
    let start = events.len();
    for hit in &found {
        if done.contains(&(hit.node, hit.part)) {
            continue;
        }
        let mut made = realize(scope, hit, evidence, &families);
        if hit.part == Part::Noun
            && let Some((_, source)) = used.iter().find(|(n, _)| *n == hit.node)
        {
            // "ignored an appeal by the union": the noun of the pattern is another's act
            let others = |e: &Event| e.kind == EventKind::Consult && e.target != *source;
            made.retain(|event| (is_word(event.kind) || others(event)) && event.source != *source);
        }
        gapping::share(scope, hit, &mut made);
        let Some(source) = made.first().map(|event| event.source) else { continue };
        done.push((hit.node, hit.part));
        used.extend(hit.with.iter().map(|&n| (n, source)));
        for event in made {
            keep(&mut events.drain(start..).collect::<Vec<_>>(), events, event);
        }
    }
    recalled(scope, (&found, &families), &mut done, evidence, events, start);
    let told = events.split_off(start);
    events.extend(told.iter().filter(|event| !told.iter().any(|other| is_repeated(event, other))).cloned());
    let threats = threats::find(scope, &events[start..]);
    let words = demands::find(scope, evidence).into_iter().chain(judgements::find(scope, evidence));
    let words = words.chain(joint::find(scope, evidence));
    for event in words.chain(threats) {
        keep(&mut events.drain(start..).collect::<Vec<_>>(), events, event);
    }
    (found, families)
}

/// "sent soldiers to help Russia": what is meant by a deed that the sentence tells as done.
fn is_repeated(event: &Event, other: &Event) -> bool {
    let same = [event.source, event.target] == [other.source, other.target] && event.kind == other.kind;
    same && event.kind != EventKind::Agree && event.status == Status::Planned && other.status == Status::Actual
}

/// Adds the answers to events told before that a sentence of one actor gives: "Trump denied the request"; gives what `read_sentence` does.
fn answers(scope: &Scope<'_>, evidence: Evidence, events: &mut Vec<Event>) -> (Vec<Hit>, Vec<Option<u32>>) {
    let found = hits(scope);
    let mut families: Vec<Option<u32>> = vec![None; scope.tree.len()];
    for hit in &found {
        families[hit.node].get_or_insert(hit.family);
    }
    let start = events.len();
    recalled(scope, (&found, &families), &mut SmallVec::new(), evidence, events, start);
    (found, families)
}

/// Adds the answers to events told before, by words that nothing is made of yet.
fn recalled(
    scope: &Scope<'_>,
    (found, families): (&[Hit], &[Option<u32>]),
    done: &mut SmallVec<[(usize, Part); 8]>,
    evidence: Evidence,
    events: &mut Vec<Event>,
    start: usize,
) {
    for hit in found {
        let family = &scope.lexicon.families()[hit.family as usize];
        if done.contains(&(hit.node, hit.part)) {
            continue;
        }
        let Some(roles) = recall::answered(scope, hit, family, events, evidence.sentence) else { continue };
        done.push((hit.node, hit.part));
        for event in make(scope, hit, roles, evidence, families) {
            let clues = Clues { recalled: true, ..event.clues };
            let event = Event { confidence: clues.confidence(event.kind, event.status), clues, ..event };
            keep(&mut events.drain(start..).collect::<Vec<_>>(), events, event);
        }
    }
}

/// The event of two actors whom the caller has given and nothing joins yet.
fn silent(
    scope: &Scope<'_>,
    document: &Document,
    hits: &[Hit],
    families: &[Option<u32>],
    evidence: Evidence,
    events: &[Event],
) -> Option<Event> {
    let suitable: Vec<Hit> = hits.iter().filter(|hit| suits(scope, hit)).cloned().collect();
    let (hit, source, target) = given::silent(scope, document, &suitable, events)?;
    let family = &scope.lexicon.families()[hit.family as usize];
    let reading = scope.reading(hit, families);
    let [from, to] = [source, target].map(|id| Filled { whom: Whom::from_slice(&[id]), nodes: Nodes::new(), rank: 5 });
    let sense = sense(scope, hit, family, &from.whom, &to.whom);
    let made = event(scope, hit, family, sense, &reading, (source, target), (&from, &to), evidence);
    let mut rules = made.rules.clone();
    rules.push("given actors, grammar silent".to_owned());
    let clues = Clues { silent: true, ..made.clues };
    Some(Event { confidence: clues.confidence(made.kind, made.status), clues, rules, ..made })
}

/// Gives each event the expression of time that hangs on its words, or on the verb that carries them.
fn date(scope: &Scope<'_>, document: &Document, events: &mut [Event]) {
    if events.is_empty() {
        return;
    }
    let spans: Vec<Span> = scope.tree.nodes().iter().map(|n| n.span).collect();
    let found = when::dates(scope.text, &spans, document.date);
    for event in events {
        let Some(trigger) = spans.iter().position(|s| s.start == event.evidence.trigger.start) else { continue };
        let carrier = scope.tree.head(trigger).filter(|&h| scope.operators.is_light(scope.lemma(h)));
        let near = |d: &&when::Dated| {
            let anchor = (d.first..=d.last).find(|&n| scope.tree.head(n).is_none_or(|h| h < d.first || h > d.last));
            let mut above = scope.tree.ancestors(anchor.unwrap_or(d.first)).skip(1).take(2);
            above.any(|n| n == trigger || Some(n) == carrier)
        };
        event.date = found.iter().find(near).map(|d| d.date);
    }
}

/// Adds `event` after `old`, unless one of them says the same already.
fn keep(old: &mut Vec<Event>, out: &mut Vec<Event>, event: Event) {
    let same = |e: &Event| {
        e.source == event.source && e.target == event.target && e.relation == event.relation && e.status == event.status
    };
    let twice = old.iter().any(same);
    out.append(old);
    if !twice {
        out.push(event);
    }
}

fn has_two_actors(actors: &Actors, sentence: usize) -> bool {
    let mut all = actors.in_sentence(sentence).iter().flat_map(|m| &m.entities);
    all.next().is_some_and(|first| all.any(|other| other != first))
}

/// The events that a predicate makes with the actors around it.
fn realize(scope: &Scope<'_>, hit: &Hit, evidence: Evidence, families: &[Option<u32>]) -> Vec<Event> {
    if !suits(scope, hit) {
        return Vec::new();
    }
    let family = &scope.lexicon.families()[hit.family as usize];
    let roles = if hit.part == Part::Noun { &family.noun } else { &family.verb };
    match fill_roles(scope, hit, family, roles) {
        Some(roles) => make(scope, hit, roles, evidence, families),
        None => Vec::new(),
    }
}

/// Whether the act is one of words.
fn is_word(kind: EventKind) -> bool {
    matches!(kind, EventKind::Request | EventKind::Accuse | EventKind::Agree | EventKind::Threaten)
}

/// The events of a predicate whose roles are filled.
fn make(
    scope: &Scope<'_>,
    hit: &Hit,
    (source, target): (Filled, Filled),
    evidence: Evidence,
    families: &[Option<u32>],
) -> Vec<Event> {
    let family = &scope.lexicon.families()[hit.family as usize];
    let sense = sense(scope, hit, family, &source.whom, &target.whom);
    let reading = scope.reading(hit, families);
    let mut out = Vec::new();
    let in_order = source.whom.len() == target.whom.len() && scope.is_respective();
    for (i, &s) in source.whom.iter().enumerate() {
        for (j, &t) in target.whom.iter().enumerate().filter(|&(_, &t)| t != s) {
            if in_order && i != j {
                continue;
            }
            if family.reciprocal && target.whom.contains(&s) && source.whom.contains(&t) && s > t {
                continue;
            }
            out.push(event(scope, hit, family, sense, &reading, (s, t), (&source, &target), evidence));
        }
    }
    out
}

/// What the words of a family say with this object between these actors.
pub(super) fn sense<'f>(scope: &Scope<'_>, hit: &Hit, family: &'f Family, source: &Whom, target: &Whom) -> &'f Sense {
    let kinds = |whom: &Whom, wanted: &[_]| {
        wanted.is_empty() || whom.iter().any(|&e| wanted.contains(&scope.actors.entity(e).kind))
    };
    let variant = family.variants.iter().find(|v| {
        v.object.as_deref().is_none_or(|class| has_object(scope, hit, class))
            && v.setting.as_deref().is_none_or(|class| speaks_of(scope, class))
            && kinds(source, &v.source_kinds)
            && kinds(target, &v.target_kinds)
    });
    variant.map_or(&family.sense, |v| &v.sense)
}

#[expect(clippy::too_many_arguments, reason = "the parts of one event, gathered in one place")]
pub(super) fn event(
    scope: &Scope<'_>,
    hit: &Hit,
    family: &Family,
    sense: &Sense,
    reading: &Reading,
    (mut source, mut target): (EntityId, EntityId),
    (from, to): (&Filled, &Filled),
    evidence: Evidence,
) -> Event {
    if family.reciprocal && scope.actors.entity(source).key > scope.actors.entity(target).key {
        std::mem::swap(&mut source, &mut target);
    }
    let mut rules = vec![family.id.clone()];
    rules.extend(reading.rules.iter().cloned());
    // "would be willing": who says so agrees already
    let ready = reading.willing || hit.part == Part::Adjective && sense.event == EventKind::Agree;
    let willing = ready && reading.status == Status::Planned && is_kind(sense.event);
    let refused = undoing::refused(scope, hit, sense, reading.status);
    let undone = refused.or_else(|| undoing::undone(scope, hit, sense.event, source));
    let ended = undone.is_some() && reading.status == Status::Denied;
    let status = if willing || ended { Status::Actual } else { reading.status };
    let (kind, mode, cameo) = if let Some(undone) = &undone {
        (undone.kind, undone.mode, undone.cameo)
    } else if willing {
        (EventKind::Agree, None, "030")
    } else {
        in_prospect(sense, status, reading.purpose)
    };
    let attributed_to = reading.claimant.filter(|c| *c != source || status != Status::Actual);
    let clues = Clues {
        claimed: attributed_to.is_some(),
        operators: reading.rules.len().min(3) as u8,
        ..clues(scope, hit, from, to)
    };
    Event {
        source,
        target,
        relation: undone.map_or_else(|| sense.relation.clone(), |undone| undone.relation.to_owned()),
        kind,
        mode,
        cameo: cameo.to_owned(),
        score: scope.lexicon.score(cameo),
        status,
        reciprocal: family.reciprocal,
        attributed_to,
        date: None,
        place: None,
        object: object(scope, hit),
        evidence: Evidence { trigger: trigger(scope, hit), ..evidence },
        confidence: clues.confidence(kind, status),
        clues,
        rules,
    }
}

/// How the roles of a predicate were filled.
fn clues(scope: &Scope<'_>, hit: &Hit, from: &Filled, to: &Filled) -> Clues {
    let behind = |filled: &Filled| !filled.nodes.iter().all(|&n| scope.is_direct(n));
    let far = |filled: &Filled| filled.nodes.iter().map(|&n| n.abs_diff(hit.node)).min().unwrap_or(0);
    Clues {
        source_place: from.rank.min(3) as u8,
        target_place: to.rank.min(3) as u8,
        source_behind: behind(from),
        target_behind: behind(to),
        noun: hit.part == Part::Noun,
        adjective: hit.part == Part::Adjective,
        further_words: hit.with.len().min(2) as u8,
        distance: far(from).max(far(to)) as u16,
        length: scope.tree.len() as u16,
        read: scope.reads,
        ..Clues::default()
    }
}

/// An act of words that no entry of the lexicon expresses, on the word `node`: its category, mode, relation and CAMEO
/// code in `sense`, and the rule that found it.
pub(super) fn implied(
    scope: &Scope<'_>,
    (source, target): (EntityId, EntityId),
    evidence: Evidence,
    node: usize,
    (kind, mode, relation, cameo): (EventKind, Option<Mode>, &str, &str),
    rule: &str,
) -> Event {
    let clues = Clues { implied: true, length: scope.tree.len() as u16, read: scope.reads, ..Clues::default() };
    Event {
        source,
        target,
        relation: relation.to_owned(),
        kind,
        mode,
        cameo: cameo.to_owned(),
        score: scope.lexicon.score(cameo),
        status: Status::Actual,
        reciprocal: false,
        attributed_to: None,
        date: None,
        place: None,
        object: None,
        evidence: Evidence { trigger: scope.tree.node(node).span, ..evidence },
        confidence: clues.confidence(kind, Status::Actual),
        clues,
        rules: vec![rule.to_owned()],
    }
}

fn trigger(scope: &Scope<'_>, hit: &Hit) -> Span {
    scope.tree.node(hit.node).span
}

/// Whether who is ready for it agrees already.
fn is_kind(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(kind, K::Agree | K::Consult | K::Support | K::Cooperate | K::Aid | K::Concede | K::Retreat)
}

/// Category, mode and CAMEO code of a deed in prospect: PLOVER counts help, meetings and concessions to come as
/// agreement, and a withdrawal to come as concession.
fn in_prospect(sense: &Sense, status: Status, purpose: bool) -> (EventKind, Option<Mode>, &str) {
    match (status, sense.event) {
        // "was deployed to protect civilians": what is done already is for that
        (Status::Planned, EventKind::Aid) if purpose => (sense.event, sense.mode, &sense.cameo),
        (Status::Planned, EventKind::Consult) => (EventKind::Agree, None, "036"),
        (Status::Planned, EventKind::Aid) => (EventKind::Agree, None, "033"),
        (Status::Planned, EventKind::Concede) => (EventKind::Agree, None, "035"),
        (Status::Planned, EventKind::Support) => (EventKind::Agree, None, "030"),
        (Status::Planned, EventKind::Retreat) if matches!(sense.mode, Some(Mode::Withdraw | Mode::Ceasefire)) => {
            (EventKind::Concede, None, "080")
        }
        (Status::Planned, EventKind::Retreat) => (EventKind::Agree, None, "030"),
        _ => (sense.event, sense.mode, &sense.cameo),
    }
}
