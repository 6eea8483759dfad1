//! Standing ties that a sentence states: who leads, belongs to or holds what.
//!
//! "is led by Commodore Burns", "was a member of its war committee", "Coalition nations include Jordan and Canada", "militants
//! from the group", "a port held by the Houthis".

use crate::actors::{EntityId, EntityKind};
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::{Affiliation, AffiliationKind, Evidence};
use crate::syntax::{Deprel, Upos};

/// Verbs whose subject is at the head of their object.
const LEADING: &[&str] = &[
    "lead",
    "head",
    "command",
    "run",
    "chair",
    "direct",
    "govern",
    "rule",
    "oversee",
    "found",
    "co-found",
    "own",
    "operate",
    "administer",
    "preside",
    "manage",
];
/// Verbs whose subject holds the place that is their object.
const HOLDING: &[&str] = &["control", "hold", "occupy", "administer", "govern", "rule"];
/// Verbs and prepositions by which somebody belongs to a body.
const BELONGING: &[(&str, &[&str])] = &[
    ("belong", &["to"]),
    ("serve", &["in", "with"]),
    ("assign", &["to"]),
    ("attach", &["to"]),
    ("affiliate", &["with", "to"]),
    ("enlist", &["in"]),
    ("second", &["to"]),
];

/// A tie as the rules find it.
struct Found {
    source: Whom,
    target: Whom,
    kind: AffiliationKind,
    node: usize,
}

/// The ties that a sentence states, in the order of the words.
pub(super) fn find(scope: &Scope<'_>, evidence: Evidence) -> Vec<Affiliation> {
    let mut out: Vec<Affiliation> = Vec::new();
    let rules = [headed, held, belonging, membership, partly, including, from_body, body_of_body];
    for node in 0..scope.tree.len() {
        for found in rules.iter().filter_map(|rule| rule(scope, node)) {
            for &source in &found.source {
                for &target in found.target.iter().filter(|&&target| target != source) {
                    if !fits(scope, source, target, found.kind) {
                        continue;
                    }
                    let trigger = scope.tree.node(found.node).span;
                    let twice = |a: &Affiliation| (a.source, a.target, a.kind) == (source, target, found.kind);
                    if !out.iter().any(twice) {
                        out.push(Affiliation {
                            source,
                            target,
                            kind: found.kind,
                            title: None,
                            evidence: Evidence { trigger, ..evidence },
                            confidence: 0.75,
                        });
                    }
                }
            }
        }
    }
    out
}

/// Whether actors of these kinds can be so tied.
fn fits(scope: &Scope<'_>, source: EntityId, target: EntityId, kind: AffiliationKind) -> bool {
    use EntityKind as K;
    let [from, to] = [source, target].map(|id| scope.actors.entity(id).kind);
    let body = |kind: K| matches!(kind, K::Organization | K::ArmedGroup);
    match kind {
        AffiliationKind::Controls => matches!(from, K::Country | K::Organization | K::ArmedGroup) && to == K::Place,
        AffiliationKind::Leads => from != K::Place && body(to) || from == K::Person && to == K::Country,
        AffiliationKind::PartOf => body(from) && body(to),
        _ => from != K::Place && body(to),
    }
}

fn whom(scope: &Scope<'_>, nodes: Nodes) -> Whom {
    nodes
        .into_iter()
        .filter(|&n| scope.is_direct(n) || scope.antecedent(n).is_some())
        .flat_map(|n| scope.whom(n))
        .collect()
}

/// Said of something that is so: neither negated nor to come.
fn holds(scope: &Scope<'_>, verb: usize) -> bool {
    let modal = |c: usize| scope.rel(c) == Deprel::Aux && !matches!(scope.lemma(c), "have" | "be" | "do");
    !scope.is_negated(verb) && !scope.tree.children(verb).any(modal)
}

fn headed(scope: &Scope<'_>, verb: usize) -> Option<Found> {
    let leads = scope.is_verb(verb) && LEADING.contains(&scope.lemma(verb)) && holds(scope, verb);
    leads.then(|| Found {
        source: whom(scope, scope.subjects(verb)),
        target: whom(scope, scope.objects(verb)),
        kind: AffiliationKind::Leads,
        node: verb,
    })
}

fn held(scope: &Scope<'_>, verb: usize) -> Option<Found> {
    let verbal = matches!(scope.upos(verb), Upos::Verb | Upos::Adj)
        && HOLDING.contains(&scope.lemma(verb))
        && holds(scope, verb);
    if verbal {
        let object = if scope.hyphened(verb).is_some() {
            scope.tree.head(verb).into_iter().collect()
        } else {
            scope.objects(verb)
        };
        let kind = AffiliationKind::Controls;
        return Some(Found {
            source: whom(scope, scope.subjects(verb)),
            target: whom(scope, object),
            kind,
            node: verb,
        });
    }
    // "has control of Mosul", "is in control of", "under the control of"
    let control = scope.upos(verb) == Upos::Noun && scope.lemma(verb) == "control";
    let head = scope.tree.head(verb).filter(|&head| {
        control && scope.is_verb(head) && matches!(scope.lemma(head), "have" | "keep" | "take" | "gain")
    })?;
    let place: Nodes = scope.tree.children(verb).filter(|&c| matches!(scope.case(c), Some("of" | "over"))).collect();
    let kind = AffiliationKind::Controls;
    Some(Found { source: whom(scope, scope.subjects(head)), target: whom(scope, place), kind, node: verb })
}

fn belonging(scope: &Scope<'_>, verb: usize) -> Option<Found> {
    if !scope.is_verb(verb) || !holds(scope, verb) {
        return None;
    }
    let (_, cases) = BELONGING.iter().find(|(lemma, _)| *lemma == scope.lemma(verb))?;
    let who = if scope.is_passive(verb) { scope.objects(verb) } else { scope.subjects(verb) };
    let phrases: Nodes =
        scope.tree.children(verb).filter(|&c| scope.case(c).is_some_and(|case| cases.contains(&case))).collect();
    Some(Found { source: whom(scope, who), target: whom(scope, phrases), kind: AffiliationKind::Member, node: verb })
}

/// "X is a member of Y", "X, a founding member of Y", "members of Y, including X".
fn membership(scope: &Scope<'_>, noun: usize) -> Option<Found> {
    if scope.upos(noun) != Upos::Noun
        || !matches!(
            scope.lemma(noun),
            "member" | "part" | "branch" | "wing" | "arm" | "affiliate" | "offshoot" | "unit"
        )
    {
        return None;
    }
    let body: Nodes = scope.tree.children(noun).filter(|&c| scope.case(c) == Some("of")).collect();
    let predicate = scope.tree.children_by(noun, Deprel::Cop).next().is_some();
    let who: Nodes = if predicate {
        scope.tree.children(noun).filter(|&c| matches!(scope.rel(c), Deprel::Nsubj | Deprel::NsubjOuter)).collect()
    } else if scope.rel(noun) == Deprel::Appos {
        scope.tree.head(noun).into_iter().collect()
    } else {
        scope
            .tree
            .children_by(noun, Deprel::Nmod)
            .filter(|&c| matches!(scope.case(c), Some("include" | "including" | "like" | "such")))
            .collect()
    };
    let before = |c: usize| matches!(scope.lemma(c), "former" | "previous" | "ex" | "onetime");
    let kind = match scope.lemma(noun) {
        _ if scope.is_negated(noun) => return None,
        _ if scope.tree.children(noun).any(before) => AffiliationKind::Former,
        "member" | "part" => AffiliationKind::Member,
        _ => AffiliationKind::PartOf,
    };
    Some(Found { source: whom(scope, who), target: whom(scope, body), kind, node: noun })
}

/// "is working as part of the coalition".
fn partly(scope: &Scope<'_>, noun: usize) -> Option<Found> {
    let as_part = scope.lemma(noun) == "part" && scope.rel(noun) == Deprel::Obl && scope.case(noun) == Some("as");
    let verb = scope.tree.head(noun).filter(|&verb| as_part && scope.is_verb(verb))?;
    let body: Nodes = scope.tree.children(noun).filter(|&c| scope.case(c) == Some("of")).collect();
    let who = if scope.is_passive(verb) { scope.objects(verb) } else { scope.subjects(verb) };
    Some(Found { source: whom(scope, who), target: whom(scope, body), kind: AffiliationKind::Member, node: noun })
}

/// "Coalition nations that took part include Australia and Belgium".
fn including(scope: &Scope<'_>, verb: usize) -> Option<Found> {
    if scope.lemma(verb) != "include" || !scope.is_verb(verb) || !holds(scope, verb) {
        return None;
    }
    let gathers = |&n: &usize| matches!(scope.lemma(n), "member" | "nation" | "country" | "state" | "partner" | "ally");
    let members: Nodes = scope.subjects(verb).into_iter().filter(gathers).collect();
    let of = |n: usize| scope.tree.children(n).filter(|&c| scope.case(c) == Some("of")).collect::<Nodes>();
    let body: Nodes =
        members.iter().flat_map(|&n| of(n).into_iter().chain(scope.adjectival(n)).chain(scope.possessors(n))).collect();
    Some(Found {
        source: whom(scope, scope.objects(verb)),
        target: whom(scope, body),
        kind: AffiliationKind::Member,
        node: verb,
    })
}

/// "militants from the group", "preservationists from the board".
fn from_body(scope: &Scope<'_>, phrase: usize) -> Option<Found> {
    let from = scope.rel(phrase) == Deprel::Nmod && scope.case(phrase) == Some("from");
    let people = scope.tree.head(phrase).filter(|&head| from && scope.upos(head) == Upos::Noun)?;
    let kind = AffiliationKind::Member;
    Some(Found {
        source: whom(scope, [people].into_iter().collect()),
        target: whom(scope, [phrase].into_iter().collect()),
        kind,
        node: people,
    })
}

/// "the Office of Museums of the ministry", "the command's task force".
fn body_of_body(scope: &Scope<'_>, owner: usize) -> Option<Found> {
    let owns = scope.rel(owner) == Deprel::NmodPoss
        || scope.rel(owner) == Deprel::Nmod && matches!(scope.case(owner), Some("of" | "at"));
    let body = scope.tree.head(owner).filter(|_| owns && scope.is_direct(owner))?;
    let kind = AffiliationKind::PartOf;
    Some(Found {
        source: whom(scope, [body].into_iter().collect()),
        target: whom(scope, [owner].into_iter().collect()),
        kind,
        node: body,
    })
}
