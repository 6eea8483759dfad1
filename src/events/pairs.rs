//! What the sentence shows about two of its actors: the features that the model of pairs weighs.
//!
//! In: a sentence with its tree, its mentions, the places of the lexicon's words and the events that the rules made of
//! them. Out: for each ordered pair of actors the hashes of what holds of it.

use smallvec::SmallVec;

use crate::actors::{EntityId, EntityKind, Mention, MentionKind};
use crate::events::Event;
use crate::events::scope::Scope;
use crate::events::sight::{Piece, Sight, text};
use crate::events::slots::Hit;
use crate::syntax::{Deprel, Upos, hash};

/// Longest way from an actor up to where the two ways meet.
const LONGEST: usize = 12;
/// Words of the lexicon that are told of, the nearest first.
const NEAREST: usize = 3;

/// Two actors of a sentence, in the order of who would do something to whom.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Who would do it.
    pub source: EntityId,
    /// Who would receive it.
    pub target: EntityId,
    /// Hashes of what holds of them.
    pub features: Vec<u32>,
    /// Index of the word where the ways up from the two meet.
    pub(super) meet: usize,
    /// Indices of the heads of the two mentions.
    pub(super) heads: [usize; 2],
    /// Index of the word of the lexicon, if any, that is nearest to both.
    pub(super) nearest: Option<usize>,
    /// Whether one of them or both are named in the sentences before only.
    pub(super) across: bool,
}

/// The mention of an actor that stands for it in a pair.
type Seat<'a> = (EntityId, &'a Mention);

/// The ordered pairs of actors of a sentence, each by the two mentions nearest to each other in the tree.
///
/// `given` are the actors that the caller has found himself.
pub(super) fn pairs(scope: &Scope<'_>, hits: &[Hit], events: &[Event], given: &[EntityId]) -> Vec<Pair> {
    let mut seats: Vec<Seat<'_>> = Vec::new();
    for mention in scope.mentions.iter().filter(|m| !is_inside(scope, m)) {
        seats.extend(mention.entities.iter().map(|&id| (id, mention)));
    }
    let mut ids: SmallVec<[EntityId; 8]> = seats.iter().map(|s| s.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Vec::new();
    }
    let sight = Sight::new(scope);
    let mut out = Vec::with_capacity(ids.len() * (ids.len() - 1));
    let joined = |a, b| events.iter().any(|e| [(a, b), (b, a)].contains(&(e.source, e.target)));
    for (i, &a) in ids.iter().enumerate() {
        for &b in &ids[i + 1..] {
            let both_given = given.contains(&a) && given.contains(&b);
            if (is_place(scope, a) || is_place(scope, b)) && !both_given && !joined(a, b) {
                continue;
            }
            let near = nearest_seats(&sight, &seats, a, b);
            let Some((from, to)) = near else { continue };
            out.push(pair(&sight, hits, events, given, (a, from), (b, to), ids.len()));
            out.push(pair(&sight, hits, events, given, (b, to), (a, from), ids.len()));
        }
    }
    out
}

/// Whether the actor is a place, of which only the rules or the caller tell something.
pub(super) fn is_place(scope: &Scope<'_>, actor: EntityId) -> bool {
    scope.actors.entity(actor).kind == EntityKind::Place
}

/// Whether a longer mention of others holds this one: "[[American] forces]".
fn is_inside(scope: &Scope<'_>, mention: &Mention) -> bool {
    scope.mentions.iter().any(|m| {
        m.tokens.len() > mention.tokens.len() && m.tokens.holds(mention.head as usize) && m.entities != mention.entities
    })
}

fn nearest_seats<'a>(
    sight: &Sight<'_>,
    seats: &[Seat<'a>],
    a: EntityId,
    b: EntityId,
) -> Option<(&'a Mention, &'a Mention)> {
    let of = |id: EntityId| seats.iter().filter(move |s| s.0 == id).map(|s| s.1);
    let all = of(a).flat_map(|m| of(b).map(move |n| (m, n))).filter(|(m, n)| m.head != n.head);
    all.min_by_key(|(m, n)| (sight.steps(m.head as usize, n.head as usize), m.head, n.head))
}

/// The way from one word to another: up to where they meet, and down.
struct Way {
    up: SmallVec<[usize; 8]>,
    meet: usize,
    down: SmallVec<[usize; 8]>,
}

impl Way {
    fn new(sight: &Sight<'_>, from: usize, to: usize) -> Self {
        let meet = sight.meet(from, to);
        let below = |n: usize| sight.scope.tree.ancestors(n).take_while(|&n| n != meet).collect();
        Self { up: below(from), meet, down: below(to) }
    }

    fn steps(&self) -> usize {
        self.up.len() + self.down.len()
    }
}

/// Hashes features as they are told.
struct Sheet<'a> {
    sight: &'a Sight<'a>,
    out: Vec<u32>,
}

/// A part of a feature.
#[derive(Clone, Copy)]
enum P {
    N(usize),
    /// A number that stands for a text.
    T(Piece),
    /// The lemma of a word, names left out.
    W(usize),
    /// The relation of a word to its head.
    R(usize),
    /// Its preposition.
    C(usize),
}

/// What stands for something that is missing.
const NONE: P = P::N(usize::MAX);

impl Sheet<'_> {
    fn add(&mut self, template: u32, parts: &[P]) {
        let mut h = 0x811c_9dc5 ^ template.wrapping_mul(0x9e37_79b1);
        for part in parts {
            let piece = match *part {
                P::N(n) => n as u32,
                P::T(piece) => piece,
                P::W(n) => self.sight.word(n),
                P::R(n) => self.sight.scope.rel(n) as u32,
                P::C(n) => self.sight.case(n),
            };
            h = (h.rotate_left(5) ^ piece).wrapping_mul(0x2722_0a95);
        }
        self.out.push(hash::mix(h));
    }
}

/// Small numbers as they are, large ones by their size.
fn size(n: usize) -> usize {
    match n {
        0..=4 => n,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

fn pair(
    sight: &Sight<'_>,
    hits: &[Hit],
    events: &[Event],
    given: &[EntityId],
    (source, from): Seat<'_>,
    (target, to): Seat<'_>,
    actors: usize,
) -> Pair {
    let (a, b) = (from.head as usize, to.head as usize);
    let way = Way::new(sight, a, b);
    let mut sheet = Sheet { sight, out: Vec::with_capacity(256) };
    outline(&mut sheet, (source, from), (target, to), &way, actors);
    words(&mut sheet, a, b, &way);
    surroundings(&mut sheet, a, b, &way);
    let near = nearest_hits(sight, hits, a, b);
    lexicon(&mut sheet, &near, hits, a, b, &way);
    found(&mut sheet, events, source, target);
    if given.contains(&source) && given.contains(&target) {
        told_by_caller(&mut sheet, &near, events, (source, a), (target, b));
    }
    let nearest = near.first().map(|n| n.1.node);
    Pair { source, target, features: sheet.out, meet: way.meet, heads: [a, b], nearest, across: false }
}

/// Who they are, how they are named, how far they stand from each other.
fn outline(sheet: &mut Sheet<'_>, (source, from): Seat<'_>, (target, to): Seat<'_>, way: &Way, actors: usize) {
    use P::{C, N, R, W};
    let scope = sheet.sight.scope;
    let (a, b) = (from.head as usize, to.head as usize);
    let (s, t) = (scope.actors.entity(source), scope.actors.entity(target));
    let (ks, kt) = (N(s.kind as usize), N(t.kind as usize));
    let order = N(usize::from(a < b));
    sheet.add(0, &[]);
    sheet.add(1, &[order, N(size(a.abs_diff(b)))]);
    sheet.add(2, &[ks, kt]);
    sheet.add(3, &[N(from.kind as usize), N(to.kind as usize)]);
    sheet.add(4, &[order, N(size(way.up.len())), N(size(way.down.len()))]);
    sheet.add(5, &[N(size(actors))]);
    if s.country.is_some() && s.country == t.country {
        sheet.add(6, &[]);
    }
    if way.steps() <= 7 {
        let mut parts: SmallVec<[P; 16]> = way.up.iter().map(|&n| R(n)).collect();
        parts.push(NONE);
        parts.extend(way.down.iter().rev().map(|&n| R(n)));
        sheet.add(7, &parts);
        parts.push(N(scope.upos(way.meet) as usize));
        parts.push(order);
        sheet.add(8, &parts);
    }
    for (side, node, mention) in [(0, a, from), (1, b, to)] {
        sheet.add(9, &[N(side), R(node), C(node)]);
        let head = scope.tree.head(node);
        if let Some(head) = head {
            sheet.add(10, &[N(side), R(node), W(head)]);
            sheet.add(11, &[N(side), C(node), W(head)]);
        }
        if mention.kind != MentionKind::Pronoun {
            sheet.add(12, &[N(side), W(node)]);
        }
        if mention.tokens.len() > 1 {
            sheet.add(13, &[N(side)]);
        }
    }
}

/// The words on the way.
fn words(sheet: &mut Sheet<'_>, a: usize, b: usize, way: &Way) {
    use P::{C, N, R, W};
    let scope = sheet.sight.scope;
    let (up, down) = (way.up.last().copied(), way.down.last().copied());
    let rel = |n: Option<usize>| n.map_or(NONE, R);
    let case = |n: Option<usize>| n.map_or(NONE, C);
    let meet = way.meet;
    sheet.add(20, &[W(meet)]);
    sheet.add(21, &[W(meet), rel(up), rel(down)]);
    sheet.add(22, &[rel(up), rel(down), N(scope.upos(meet) as usize)]);
    sheet.add(23, &[rel(up), case(up), rel(down), case(down)]);
    sheet.add(24, &[W(meet), case(up), case(down)]);
    sheet.add(25, &[N(usize::from(meet == a)), N(usize::from(meet == b))]);
    sheet.add(32, &[R(a), C(a), W(meet), R(b), C(b)]);
    if let (Some(above), Some(other)) = (scope.tree.head(a), scope.tree.head(b)) {
        sheet.add(33, &[R(a), W(above), R(b), W(other)]);
    }
    if way.steps() <= 5 {
        let mut parts: SmallVec<[P; 16]> = SmallVec::new();
        for &n in way.up.iter().chain([&meet]).chain(way.down.iter().rev()) {
            parts.push(R(n));
            if n != a && n != b {
                parts.push(W(n));
            }
        }
        sheet.add(34, &parts);
    }
    for (side, row, end) in [(0, &way.up, a), (1, &way.down, b)] {
        for &n in row.iter().take(LONGEST).filter(|&&n| n != end) {
            sheet.add(26, &[N(side), W(n)]);
            sheet.add(27, &[N(side), R(n), W(n)]);
            sheet.add(28, &[W(n)]);
            sheet.add(29, &[N(side), C(n)]);
        }
    }
    let (first, last) = (a.min(b), a.max(b));
    if last - first <= 12 {
        for n in first + 1..last {
            if matches!(scope.upos(n), Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Adp) {
                sheet.add(30, &[N(usize::from(a < b)), W(n)]);
            }
        }
    }
    if last - first <= 4 {
        let mut parts: SmallVec<[P; 16]> = (first + 1..last).map(W).collect();
        parts.push(N(usize::from(a < b)));
        sheet.add(31, &parts);
    }
}

/// What hangs on the meeting of the ways, and what it hangs on.
fn surroundings(sheet: &mut Sheet<'_>, a: usize, b: usize, way: &Way) {
    use P::{C, N, R, W};
    let scope = sheet.sight.scope;
    for child in scope.tree.children(way.meet).filter(|c| !way.up.contains(c) && !way.down.contains(c)) {
        match scope.rel(child) {
            Deprel::Punct => {}
            Deprel::Aux | Deprel::Advmod | Deprel::Mark | Deprel::CompoundPrt | Deprel::Case => {
                sheet.add(40, &[R(child), W(child)]);
            }
            Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp | Deprel::Obl | Deprel::Nmod | Deprel::Advcl => {
                sheet.add(41, &[R(child), W(child)]);
                sheet.add(42, &[W(way.meet), W(child)]);
            }
            _ => sheet.add(43, &[R(child)]),
        }
    }
    if scope.is_passive(way.meet) {
        sheet.add(44, &[]);
    }
    for (d, n) in scope.tree.ancestors(way.meet).skip(1).take(2).enumerate() {
        sheet.add(45, &[N(d), W(n)]);
    }
    sheet.add(46, &[R(way.meet)]);
    let verb = |node: usize| scope.tree.ancestors(node).skip(1).find(|&n| scope.upos(n) == Upos::Verb);
    if let (Some(one), Some(other)) = (verb(a), verb(b)) {
        let (ra, rb) = (reach(scope, one, a), reach(scope, other, b));
        sheet.add(50, &[N(usize::from(one == other)), ra, C(a), rb, C(b)]);
        sheet.add(51, &[W(one), ra, W(other), rb]);
    }
    for (side, node) in [(0, a), (1, b)] {
        if let Some(verb) = verb(node) {
            sheet.add(47, &[N(side), W(verb)]);
            let reach = reach(scope, verb, node);
            sheet.add(48, &[N(side), reach, W(verb)]);
            sheet.add(49, &[N(side), reach]);
        }
    }
}

/// The words of the lexicon, nearest to the two actors first.
fn nearest_hits<'h>(sight: &Sight<'_>, hits: &'h [Hit], a: usize, b: usize) -> Vec<(usize, &'h Hit)> {
    let mut near: Vec<(usize, &Hit)> = Vec::with_capacity(hits.len());
    for hit in hits {
        if hit.node == a || hit.node == b || near.iter().any(|n| n.1.node == hit.node && n.1.family == hit.family) {
            continue;
        }
        near.push((sight.steps(hit.node, a) + sight.steps(hit.node, b), hit));
    }
    near.sort_by_key(|&(steps, hit)| (steps, hit.node));
    near
}

/// What stands for the relation where none leads to the other word: it is the word itself, above it, or elsewhere.
const ITSELF: usize = 1000;
const UNDER: usize = 1001;
const BESIDE: usize = 1002;

/// Through which of its dependents a word reaches another; whether it is above it at all.
fn reach(scope: &Scope<'_>, from: usize, to: usize) -> P {
    let mut below = None;
    for n in scope.tree.ancestors(to) {
        if n == from {
            return below.map_or(P::N(ITSELF), P::R);
        }
        below = Some(n);
    }
    P::N(if scope.tree.is_under(from, to) { UNDER } else { BESIDE })
}

fn lexicon(sheet: &mut Sheet<'_>, near: &[(usize, &Hit)], hits: &[Hit], a: usize, b: usize, way: &Way) {
    use P::{C, N, T, W};
    let scope = sheet.sight.scope;
    let family = |hit: &Hit| &scope.lexicon.families()[hit.family as usize];
    let category = |hit: &Hit| N(family(hit).sense.event as usize);
    for (rank, (steps, hit)) in near.iter().take(NEAREST).enumerate() {
        let (ra, rb) = (reach(scope, hit.node, a), reach(scope, hit.node, b));
        let part = N(hit.part as usize);
        sheet.add(60, &[N(rank), category(hit)]);
        sheet.add(61, &[N(rank), category(hit), ra, rb]);
        sheet.add(62, &[category(hit), ra, C(a), rb, C(b)]);
        sheet.add(63, &[W(hit.node), ra, rb]);
        sheet.add(64, &[part, ra, C(a), rb, C(b)]);
        sheet.add(65, &[category(hit), N(size(*steps))]);
        sheet.add(66, &[N(rank), T(text(&family(hit).sense.relation))]);
    }
    spoken(sheet, a, b, way);
    for hit in hits {
        let place = if hit.node == way.meet {
            0
        } else if way.up.contains(&hit.node) {
            1
        } else if way.down.contains(&hit.node) {
            2
        } else if scope.tree.head(hit.node) == Some(way.meet) {
            3
        } else if scope.tree.is_under(way.meet, hit.node) {
            4
        } else {
            5
        };
        sheet.add(67, &[category(hit), N(place)]);
        sheet.add(68, &[category(hit), N(place), N(hit.part as usize), N(usize::from(a < b))]);
    }
}

/// Of the words on the way and beside the meeting: the categories in which the lexicon has them, alone or with others.
fn spoken(sheet: &mut Sheet<'_>, a: usize, b: usize, way: &Way) {
    use P::N;
    let sight = sheet.sight;
    let beside = sight.scope.tree.children(way.meet).filter(|c| !way.up.contains(c) && !way.down.contains(c));
    let sides = [(0, way.meet)].into_iter().chain(way.up.iter().map(|&n| (1, n)));
    for (place, n) in sides.chain(way.down.iter().map(|&n| (2, n))).chain(beside.map(|n| (3, n))) {
        if n == a || n == b {
            continue;
        }
        for &(kind, alone) in sight.senses(n) {
            sheet.add(70, &[N(place), N(kind as usize), N(usize::from(alone))]);
            sheet.add(71, &[N(kind as usize), N(usize::from(a < b))]);
        }
    }
}

/// What tells the category where the caller has chosen the two, and so knows that something holds between them.
fn told_by_caller(
    sheet: &mut Sheet<'_>,
    near: &[(usize, &Hit)],
    events: &[Event],
    (source, a): (EntityId, usize),
    (target, b): (EntityId, usize),
) {
    use P::{N, T, W};
    let scope = sheet.sight.scope;
    sheet.add(90, &[]);
    for event in events.iter().filter(|e| [e.source, e.target].iter().all(|id| *id == source || *id == target)) {
        sheet.add(91, &[N(event.kind as usize), N(usize::from(event.source == source))]);
        sheet.add(92, &[T(text(&event.relation))]);
    }
    for (_, hit) in near.iter().take(NEAREST) {
        let category = scope.lexicon.families()[hit.family as usize].sense.event;
        sheet.add(93, &[W(hit.node)]);
        sheet.add(94, &[N(category as usize), reach(scope, hit.node, a), reach(scope, hit.node, b)]);
    }
}

/// What the rules made of the two, and of either with others.
fn found(sheet: &mut Sheet<'_>, events: &[Event], source: EntityId, target: EntityId) {
    use P::N;
    let mut none = true;
    for event in events {
        let (s, t) = (event.source, event.target);
        let place = match (s == source, t == target, s == target, t == source) {
            (true, true, ..) => 0,
            (.., true, true) if event.reciprocal => 0,
            (.., true, true) => 1,
            (true, ..) => 2,
            (_, true, ..) => 3,
            (.., true, _) => 4,
            (.., true) => 5,
            _ => continue,
        };
        none &= place > 1;
        sheet.add(80, &[N(place), N(event.kind as usize)]);
        sheet.add(81, &[N(place), N(event.kind as usize), N(event.status as usize)]);
        sheet.add(82, &[N(place), N(usize::from(event.reciprocal))]);
    }
    if none {
        sheet.add(84, &[]);
    }
}
