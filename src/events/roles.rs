//! Who fills the roles of a predicate: by its slots, and by the wider rules when a slot stays empty.

use crate::actors::{EntityId, EntityKind};
use crate::events::lexicon::{Family, Part, Roles, Slot, Valency};
use crate::events::objects::has_object;
use crate::events::scope::{Nodes, Scope, Whom, extend};
use crate::events::slots::Hit;
use crate::events::{EventKind, Mode, Status, answers, beyond};
use crate::syntax::Deprel;

/// A role as it was filled.
pub(super) struct Filled {
    pub whom: Whom,
    pub nodes: Nodes,
    /// Rank of the slot among the choices.
    pub rank: usize,
}

impl Filled {
    /// The role of whom the nodes name, less who is `taken`; none if nobody is left.
    pub(super) fn of(scope: &Scope<'_>, nodes: Nodes, taken: &Whom, rank: usize) -> Option<Self> {
        let mut whom: Whom = nodes.iter().flat_map(|&n| scope.whom(n)).collect();
        whom.retain(|e| !taken.contains(e));
        (!whom.is_empty()).then_some(Self { whom, nodes, rank })
    }
}

/// Source and target of a predicate, if both are there.
pub(super) fn fill_roles(scope: &Scope<'_>, hit: &Hit, family: &Family, roles: &Roles) -> Option<(Filled, Filled)> {
    let talks = family.sense.event == EventKind::Consult;
    inside(scope, hit, family, roles).or_else(|| beyond::conversation(scope, hit).filter(|_| talks))
}

fn inside(scope: &Scope<'_>, hit: &Hit, family: &Family, roles: &Roles) -> Option<(Filled, Filled)> {
    let source = fill(scope, hit, &roles.source, &family.source_kinds, &Whom::new());
    if family.reciprocal {
        return fill_members(scope, hit, family, roles, source);
    }
    let source = source
        .or_else(|| in_attack(scope, hit, family))
        .or_else(|| withdrawn(scope, hit, family))
        .or_else(|| beyond::judged(scope, hit))
        .or_else(|| beyond::left(scope, hit, family.sense.mode))?;
    // "the incursion compelled Moscow to": a deed asks for nothing
    let deed = |n: &usize| scope.mention(*n).is_none() && scope.is_deed(*n);
    let causes = matches!(
        scope.lemma(hit.node),
        "compel" | "force" | "cause" | "prompt" | "oblige" | "drive" | "push" | "lead" | "press"
    );
    if hit.part == Part::Verb && causes && family.sense.event == EventKind::Request && source.nodes.iter().any(deed) {
        return None;
    }
    let asked = || fill(scope, hit, &[Slot::Obj], &family.target_kinds, &source.whom);
    let plain = (hit.part == Part::Verb && family.embeds == Some(Status::Urged)).then(asked).flatten();
    let mut target = plain
        .or_else(|| fill(scope, hit, &roles.target, &family.target_kinds, &source.whom))
        .or_else(|| suffering(scope, hit, family, &source.whom))
        .or_else(|| opposed(scope, hit, family, &source.whom))
        .or_else(|| answers::answerer(scope, hit, &source.whom))
        .or_else(|| through_complement(scope, hit, family, &source.whom))
        .or_else(|| confronted(scope, hit, family, &source.whom))
        .or_else(|| around(scope, hit, family, &source.whom))
        .or_else(|| among_objects(scope, hit, family, &source.whom))
        .or_else(|| beyond::thankful(scope, hit, &source.whom))
        .or_else(|| beyond::asked_by(scope, hit, family.sense.event, &source.whom))
        .or_else(|| for_asker(scope, hit, family, &source.whom))
        .or_else(|| on_condition(scope, hit, family, &source.whom))
        .or_else(|| beyond::doer_around(scope, hit, family.sense.event, &source.whom))
        .or_else(|| beyond::interlocutor(scope, hit, family.sense.event, &source.whom))
        .or_else(|| beyond::doer_of_clause(scope, hit, family.sense.event, &source.whom))
        .or_else(|| beyond::maker(scope, hit, family.sense.event, &source.whom))
        .or_else(|| beyond::other_owner(scope, hit, family, &source.whom))
        .or_else(|| beyond::alarming(scope, hit, family, &source.whom))
        .or_else(|| each_other(scope, hit, family, &source))?;
    for user in scope.users(hit) {
        extend(&mut target.whom, &scope.whom(user));
    }
    if source.whom.len() == 1 || target.whom[..] != source.whom[1..] {
        target.whom.retain(|e| !source.whom.contains(e));
    }
    target.whom.retain(|e| !is_water(scope, *e));
    Some((source, target))
}

/// "came under fire from Hezbollah": who suffers it is the subject.
fn suffering(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    use EventKind as K;
    let harms =
        matches!(family.sense.event, K::Assault | K::Coerce | K::Sanction | K::Accuse | K::Request | K::Threaten);
    let nodes = if harms && hit.part == Part::Noun { scope.suffering(hit.node) } else { Nodes::new() };
    Filled::of(scope, nodes, taken, 2)
}

/// What forces are sent for.
const AIMS: &[&str] = &[
    "confront",
    "deter",
    "challenge",
    "intercept",
    "intimidate",
    "face",
    "counter",
    "repel",
    "oppose",
    "warn",
    "fight",
    "contain",
];

/// "sent a gunboat to Guyana to deter Venezuela", "massed troops to confront Chile": whom the forces are meant for.
fn confronted(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    use Deprel as D;
    let mobilizes = hit.part == Part::Verb && family.sense.event == EventKind::Mobilize;
    let aims = |&c: &usize| matches!(scope.rel(c), D::Advcl | D::Xcomp | D::Acl) && AIMS.contains(&scope.lemma(c));
    let objects = scope.objects(hit.node);
    let below = scope.tree.children(hit.node).chain(objects.into_iter().flat_map(|o| scope.tree.children(o)));
    let verb = below.into_iter().find(aims).filter(|_| mobilizes)?;
    let nodes = scope.objects(verb);
    Filled::of(scope, nodes, taken, 6)
}

/// "anti-American riots in Pakistan": whom a noun of protest is against by its prefix.
fn opposed(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    let against =
        matches!(family.sense.event, EventKind::Protest | EventKind::Accuse | EventKind::Assault | EventKind::Coerce);
    let nodes = if against && hit.part == Part::Noun { scope.opposed(hit.node) } else { Nodes::new() };
    Filled::of(scope, nodes, taken, 1)
}

/// Whether an actor is of a kind that the family takes as target.
fn suits(scope: &Scope<'_>, family: &Family, id: EntityId) -> bool {
    family.target_kinds.is_empty() || family.target_kinds.contains(&scope.actors.entity(id).kind)
}

/// "hit ships in the Indian Ocean": waters suffer nothing.
fn is_water(scope: &Scope<'_>, id: EntityId) -> bool {
    let entity = scope.actors.entity(id);
    let last = entity.name.rsplit(' ').next().unwrap_or_default();
    let first = entity.name.split(' ').next().unwrap_or_default();
    entity.kind == EntityKind::Place
        && (matches!(last, "Ocean" | "Sea" | "Gulf" | "Strait" | "Channel" | "Bay" | "River")
            || matches!(first, "Gulf" | "Strait" | "Bay" | "Sea"))
}

/// "shot at each other's drones", "pledged to deepen their ties": what several do to each other, or promise where it is
/// common to them.
fn each_other(scope: &Scope<'_>, hit: &Hit, family: &Family, source: &Filled) -> Option<Filled> {
    if source.whom.len() < 2 || hit.part != Part::Verb {
        return None;
    }
    let promises = family.sense.event == EventKind::Agree && family.embeds == Some(Status::Planned);
    let other = |n: usize| {
        let next = (n + 1 < scope.tree.len()).then(|| scope.lemma(n + 1));
        matches!((scope.lemma(n), next), ("each", Some("other")) | ("one", Some("another")))
            && scope.tree.ancestors(n).skip(1).take(2).any(|above| above == hit.node)
    };
    let common = |n: usize| {
        promises
            && (matches!(scope.lemma(n), "bilateral" | "mutual" | "joint" | "jointly" | "together")
                || scope.rel(n) == Deprel::NmodPoss && scope.whom(n)[..] == source.whom[..])
    };
    let mut below = (hit.node + 1..scope.tree.len()).filter(|&n| scope.tree.is_under(n, hit.node));
    let node = below.find(|&n| other(n) || common(n))?;
    let whom = Whom::from_slice(&source.whom[1..]);
    Some(Filled { whom, nodes: std::iter::once(node).collect(), rank: 6 })
}

/// "Iraq asked Jordan to extradite her", "requested Colombia's help": what is asked for or promised is for who asks, or
/// for whom it was promised to.
fn for_asker(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    use Deprel as D;
    let gives =
        matches!(family.sense.event, EventKind::Aid | EventKind::Cooperate | EventKind::Support | EventKind::Retreat);
    let below = matches!(scope.rel(hit.node), D::Xcomp | D::Ccomp | D::Obj | D::Acl);
    let verb = scope.tree.head(hit.node).filter(|&verb| gives && below && scope.is_verb(verb))?;
    let patterns = scope.lexicon.patterns(Part::Verb, &scope.tree.node(verb).lemma);
    let embeds = patterns.iter().filter(|p| p.with.is_empty()).find_map(|p| scope.lexicon.of(p).embeds)?;
    let nodes = match embeds {
        Status::Urged => scope.subjects(verb),
        Status::Planned => {
            scope.tree.children(verb).filter(|&c| matches!(scope.rel(c), D::Obj | D::Iobj) && c != hit.node).collect()
        }
        _ => return None,
    };
    Filled::of(scope, nodes, taken, 6)
}

/// "Unless Serbia pulled out, NATO would bomb": harm on a condition is for whoever has to meet it.
fn on_condition(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    let harm = matches!(
        family.sense.event,
        EventKind::Assault | EventKind::Sanction | EventKind::Threaten | EventKind::Coerce
    );
    if hit.part != Part::Verb || !harm {
        return None;
    }
    let verbs = std::iter::once(hit.node).chain(scope.tree.children_by(hit.node, Deprel::Xcomp));
    let clause = verbs.flat_map(|v| scope.tree.children_by(v, Deprel::Advcl)).find(|&c| scope.is_condition(c))?;
    let nodes = scope.subjects(clause);
    let mut whom: Whom = nodes.iter().flat_map(|&n| scope.whom(n)).collect();
    whom.retain(|e| !taken.contains(e) && suits(scope, family, *e));
    (!whom.is_empty()).then_some(Filled { whom, nodes, rank: 9 })
}

/// "he will pull American troops out of Niger": where the subject is nobody known, the troops withdraw.
fn withdrawn(scope: &Scope<'_>, hit: &Hit, family: &Family) -> Option<Filled> {
    if hit.part != Part::Verb || family.sense.event != EventKind::Retreat || family.sense.mode != Some(Mode::Withdraw) {
        return None;
    }
    let nodes = scope.objects(hit.node);
    let kind = |e: &EntityId| scope.actors.entity(*e).kind;
    let whom: Whom = nodes
        .iter()
        .flat_map(|&n| scope.whom(n))
        .filter(|e| matches!(kind(e), EntityKind::Organization | EntityKind::ArmedGroup))
        .collect();
    (!whom.is_empty()).then_some(Filled { whom, nodes, rank: 4 })
}

/// "Four soldiers killed in a PKK ambush": who did it is whose attack it was.
fn in_attack(scope: &Scope<'_>, hit: &Hit, family: &Family) -> Option<Filled> {
    if hit.part != Part::Verb || family.sense.event != EventKind::Assault || !scope.subjects(hit.node).is_empty() {
        return None;
    }
    let attack = |&n: &usize| {
        let patterns = scope.lexicon.patterns(Part::Noun, &scope.tree.node(n).lemma);
        matches!(scope.case(n), Some("in" | "during" | "by" | "from" | "after" | "with"))
            && patterns.iter().any(|p| scope.lexicon.of(p).sense.event == EventKind::Assault)
    };
    let noun =
        scope.tree.children(hit.node).filter(|&c| matches!(scope.rel(c), Deprel::Obl | Deprel::Nmod)).find(attack)?;
    let nodes: Nodes = scope.possessors(noun).into_iter().chain(scope.adjectival(noun)).collect();
    Filled::of(scope, nodes, &Whom::new(), 3)
}

/// Whom another phrase of the verb names, when none of its roles is filled.
fn around(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    if hit.part != Part::Verb {
        return None;
    }
    // "shelled a hospital in Mariupol"
    let things = family.sense.event == EventKind::Assault && has_object(scope, hit, "buildings");
    scope.any_phrase(hit, things).into_iter().find_map(|node| {
        let mut whom = scope.whom(node);
        whom.retain(|e| !taken.contains(e) && suits(scope, family, *e));
        (!whom.is_empty()).then(|| Filled { whom, nodes: std::iter::once(node).collect(), rank: 9 })
    })
}

/// "sanctioned companies that trade with Iran": whom the objects of a punishment have to do with.
fn among_objects(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    let punishes = matches!(family.sense.event, EventKind::Sanction | EventKind::Coerce);
    if hit.part != Part::Verb || !punishes {
        return None;
    }
    let mut row = scope.objects(hit.node);
    for _ in 0..5 {
        row = row.iter().flat_map(|&n| scope.tree.children(n)).collect();
        for &node in row.iter().filter(|&&n| scope.is_direct(n)) {
            let mut whom = scope.whom(node);
            whom.retain(|e| !taken.contains(e) && suits(scope, family, *e));
            if !whom.is_empty() {
                return Some(Filled { whom, nodes: std::iter::once(node).collect(), rank: 9 });
            }
        }
    }
    None
}

/// "refused to sell arms to Iran", "vetoed a resolution on Syria": whom a promise, threat, refusal or request concerns
/// stands inside what is promised, threatened, refused or requested.
fn through_complement(scope: &Scope<'_>, hit: &Hit, family: &Family, taken: &Whom) -> Option<Filled> {
    use Deprel as D;
    family.embeds.filter(|status| *status != Status::Urged)?;
    if family.valency == Valency::Own && !announces(scope, hit, taken) {
        return None;
    }
    if family.sense.mode == Some(Mode::Deny) {
        return None; // who denies a deed answers the accuser, not the other party of the deed
    }
    let mut row: Nodes = std::iter::once(hit.node).chain(hit.with.iter().copied()).chain(hit.carrier).collect();
    for depth in 0..4 {
        let mut below = Nodes::new();
        for &node in &row {
            below.extend(scope.tree.children(node).filter(|&c| {
                let clause = matches!(scope.rel(c), D::Xcomp | D::Ccomp | D::Acl);
                let inside = matches!(
                    scope.rel(c),
                    D::Iobj
                        | D::Obl
                        | D::OblAgent
                        | D::Nmod
                        | D::NmodPoss
                        | D::Nsubj
                        | D::NsubjPass
                        | D::Amod
                        | D::Compound
                );
                clause || scope.rel(c) == D::Obj || (depth > 0 && inside && !scope.is_circumstance(c))
            }));
        }
        below.sort_by_key(|&n| (!matches!(scope.rel(n), D::Obj | D::Iobj), n));
        for &node in &below {
            let mut whom = scope.whom(node);
            whom.retain(|e| !taken.contains(e) && suits(scope, family, *e));
            if !whom.is_empty() && depth > 0 {
                return Some(Filled { whom, nodes: std::iter::once(node).collect(), rank: 5 });
            }
        }
        row = below;
    }
    None
}

/// "warned that it will resume its attacks on Israel": whether what is said is the speaker's own deed to come.
fn announces(scope: &Scope<'_>, hit: &Hit, speakers: &Whom) -> bool {
    let clauses = scope.tree.children(hit.node).filter(|&c| matches!(scope.rel(c), Deprel::Ccomp | Deprel::Xcomp));
    clauses.into_iter().any(|clause| {
        let own: Whom = scope.subjects(clause).iter().flat_map(|&n| scope.whom(n)).collect();
        let will = |c: usize| matches!(scope.lemma(c), "will" | "would" | "shall" | "'ll");
        !own.is_empty()
            && own.iter().all(|who| speakers.contains(who))
            && scope.tree.children_by(clause, Deprel::Aux).any(will)
    })
}

/// Among equals: two sides in two roles, or both in one.
fn fill_members(
    scope: &Scope<'_>,
    hit: &Hit,
    family: &Family,
    roles: &Roles,
    source: Option<Filled>,
) -> Option<(Filled, Filled)> {
    // "sparred over Gibraltar": what it is about is no side
    let topic = |word: &usize| scope.rel(*word) == Deprel::Case && matches!(scope.lemma(*word), "over" | "about");
    let slots = match roles.target.split_first() {
        Some((Slot::Prep, others)) if hit.with.last().is_some_and(topic) => others,
        _ => &roles.target,
    };
    let Some(source) = source else {
        let source = beside(scope, hit)?;
        let target = fill(scope, hit, slots, &family.target_kinds, &source.whom)?;
        return Some((source, target));
    };
    if let Some(target) = fill(scope, hit, slots, &family.target_kinds, &source.whom) {
        return Some((source, target));
    }
    if source.whom.len() < 2 {
        let target = through_complement(scope, hit, family, &source.whom)?;
        return Some((source, target));
    }
    // "the three called a meeting to discuss it": one calls another, or something else
    if hit.part == Part::Verb && matches!(scope.lemma(hit.node), "call" | "phone" | "telephone" | "ring" | "dial") {
        return None;
    }
    let again = Filled { whom: source.whom.clone(), nodes: source.nodes.clone(), rank: source.rank };
    Some((source, again))
}

/// "Speaking after talks with Iran, the minister said": who took part in a meeting that is told as a circumstance is who
/// the clause is about.
fn beside(scope: &Scope<'_>, hit: &Hit) -> Option<Filled> {
    let circumstance = hit.part == Part::Noun
        && scope.rel(hit.node) == Deprel::Obl
        && matches!(scope.case(hit.node), Some("after" | "following" | "during" | "at" | "in" | "before" | "on"));
    let verb = scope.tree.head(hit.node).filter(|&verb| circumstance && scope.is_verb(verb))?;
    let nodes = scope.subjects(verb);
    let whom: Whom = nodes.iter().filter(|&&n| scope.is_direct(n)).flat_map(|&n| scope.whom(n)).collect();
    (!whom.is_empty()).then_some(Filled { whom, nodes, rank: 4 })
}

pub(super) fn fill(scope: &Scope<'_>, hit: &Hit, slots: &[Slot], kinds: &[EntityKind], taken: &Whom) -> Option<Filled> {
    for (rank, slot) in slots.iter().enumerate() {
        let nodes = scope.fill(slot, hit);
        let mut whom = Whom::new();
        for &node in &nodes {
            extend(&mut whom, &scope.whom(node));
            if whom.is_empty() && scope.is_event_noun(node) {
                // "killed 48 people in two attacks in Chad"
                let inside = scope.tree.children_by(node, Deprel::Nmod);
                let places = inside.filter(|&c| matches!(scope.case(c), Some("in" | "on" | "at" | "near" | "against")));
                places.for_each(|place| extend(&mut whom, &scope.whom(place)));
            }
        }
        whom.retain(|e| !taken.contains(e) && (kinds.is_empty() || kinds.contains(&scope.actors.entity(*e).kind)));
        if !whom.is_empty() {
            return Some(Filled { whom, nodes, rank });
        }
    }
    None
}
