//! Roles that stand outside the phrase of a predicate: in the clause that it is a circumstance of ("at the request of
//! Seoul, *Beijing* freed them"), or with the verb that it goes on from ("rang *Zarif* to ask").

use crate::actors::{EntityId, EntityKind, MentionKind};
use crate::events::lexicon::{Family, Part, Slot};
use crate::events::roles::Filled;
use crate::events::scope::{Nodes, Scope, Whom};
use crate::events::slots::Hit;
use crate::events::stand_ins::StandIns;
use crate::events::{EventKind, Mode};
use crate::syntax::Deprel;

/// Who does what a clause tells, named outright.
fn doers(scope: &Scope<'_>, verb: usize) -> Nodes {
    scope.subjects(verb).into_iter().filter(|&n| scope.is_direct(n)).collect()
}

/// "to the anger of Vanuatu", "at Washington's request", "over the objections of Belgrade", "with help from Kigali": what
/// is said, done or given by the one concerns whoever does what the clause tells.
pub(super) fn doer_around(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: &Whom) -> Option<Filled> {
    use EventKind as K;
    if hit.part != Part::Noun || scope.rel(hit.node) != Deprel::Obl {
        return None;
    }
    let verb = scope.tree.head(hit.node).filter(|&verb| scope.is_verb(verb))?;
    let fits = match scope.case(hit.node)? {
        "to" => matches!(kind, K::Accuse | K::Support | K::Protest),
        "at" | "on" | "upon" => matches!(kind, K::Request | K::Agree),
        "with" | "without" => matches!(kind, K::Support | K::Aid | K::Agree),
        "over" | "against" => matches!(kind, K::Accuse | K::Reject),
        "under" => matches!(kind, K::Request | K::Assault | K::Threaten | K::Coerce | K::Sanction),
        "despite" | "amid" | "after" | "following" => {
            matches!(kind, K::Request | K::Accuse | K::Threaten | K::Support | K::Reject)
        }
        _ => false,
    };
    Filled::of(scope, doers(scope, verb), source, 7).filter(|_| fits)
}

/// "jailed him, a verdict that Norway called a tragedy", "pulled out, which Paris deplored": who judges what a clause tells
/// judges whoever did it.
pub(super) fn doer_of_clause(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: &Whom) -> Option<Filled> {
    use Deprel as D;
    let judges = matches!(kind, EventKind::Accuse | EventKind::Support | EventKind::Reject);
    if hit.part != Part::Verb || !judges {
        return None;
    }
    let above = scope.tree.head(hit.node)?;
    let verb = match scope.rel(hit.node) {
        D::AdvclRelcl => Some(above).filter(|&verb| scope.is_verb(verb)),
        D::AclRelcl if matches!(scope.rel(above), D::Appos | D::Parataxis | D::Dep | D::OblUnmarked) => {
            scope.tree.ancestors(above).skip(1).find(|&n| scope.is_verb(n))
        }
        _ => None,
    }?;
    Filled::of(scope, doers(scope, verb), source, 8)
}

/// "denounced the accord that Israel signed", "vetoed a resolution drafted by Britain": who judges a work judges whoever
/// made it.
pub(super) fn maker(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: &Whom) -> Option<Filled> {
    use Deprel as D;
    if hit.part != Part::Verb || !matches!(kind, EventKind::Accuse | EventKind::Support | EventKind::Reject) {
        return None;
    }
    let works = scope.objects(hit.node).into_iter().filter(|&n| scope.mention(n).is_none());
    let clauses = works.flat_map(|n| scope.tree.children(n).map(move |c| (n, c)));
    let nodes: Nodes = clauses
        .filter(|&(noun, clause)| match scope.rel(clause) {
            D::Acl => scope.is_passive(clause),
            D::AclRelcl => scope.is_passive(clause) || scope.objects(clause).contains(&noun),
            _ => false,
        })
        .flat_map(|(_, clause)| doers(scope, clause))
        .collect();
    Filled::of(scope, nodes, source, 8)
}

/// "broke with Paraguay, accusing *its* president", "promised Ukraine to arm *its* soldiers": one seldom does so to one's own,
/// so that the owner is the only other actor named before.
pub(super) fn other_owner(scope: &Scope<'_>, hit: &Hit, family: &Family, source: &Whom) -> Option<Filled> {
    use EventKind as K;
    // what is given stands before the receiver: "sent its police"
    let received = family.verb.target.iter().take(2).any(|slot| *slot == Slot::Obj);
    let asks = scope.tree.children(hit.node).any(|c| matches!(scope.rel(c), Deprel::Xcomp | Deprel::Ccomp));
    let fits = match family.sense.event {
        K::Accuse | K::Threaten => true,
        K::Aid => !asks,
        _ => false,
    };
    if hit.part != Part::Verb || !fits || !received {
        return None;
    }
    let owned = scope.objects(hit.node).into_iter().find(|&n| {
        let own = |&p: &usize| p > hit.node && matches!(scope.lemma(p), "its" | "their" | "it" | "they");
        StandIns::embedded().aspects.contains(scope.lemma(n)) && scope.possessors(n).iter().any(own)
    })?;
    let sides = [EntityKind::Country, EntityKind::Organization, EntityKind::ArmedGroup];
    only_other(scope, source, &sides, hit.node, owned)
}

/// The only actor of these kinds that is named before word `end` and not of the source's side; `node` stands for it.
fn only_other(scope: &Scope<'_>, source: &Whom, kinds: &[EntityKind], end: usize, node: usize) -> Option<Filled> {
    let named = scope.mentions.iter().filter(|m| (m.head as usize) < end && m.kind == MentionKind::Name);
    let other = |id: &EntityId| {
        kinds.contains(&scope.actors.entity(*id).kind) && !source.iter().any(|&s| scope.is_one_side(s, *id))
    };
    let mut whom: Whom = named.flat_map(|m| m.entities.iter().copied()).filter(other).collect();
    whom.sort_unstable();
    whom.dedup();
    (whom.len() == 1).then(|| Filled { whom, nodes: Nodes::from_slice(&[node]), rank: 9 })
}

/// The verb that thanks, praises or blames for what an event noun tells: "thanked Lithuania for the *gift*".
fn judging(scope: &Scope<'_>, hit: &Hit) -> Option<usize> {
    let circumstance = hit.part == Part::Noun && scope.rel(hit.node) == Deprel::Obl;
    let case = scope.case(hit.node).filter(|_| circumstance)?;
    let verb = scope.tree.head(hit.node).filter(|&verb| scope.is_verb(verb))?;
    let judges = match scope.lemma(verb) {
        "thank" | "commend" | "praise" | "congratulate" | "applaud" | "forgive" | "reward" => case == "for",
        "blame" | "condemn" | "criticize" | "criticise" | "denounce" | "punish" | "censure" | "rebuke"
        | "castigate" | "chide" | "excoriate" | "fault" | "lambast" | "upbraid" | "berate" => {
            matches!(case, "for" | "over")
        }
        "accuse" => case == "of",
        _ => false,
    };
    judges.then_some(verb)
}

/// "condemned Israel for a raid on Tyre": who is judged for a deed did it.
pub(super) fn judged(scope: &Scope<'_>, hit: &Hit) -> Option<Filled> {
    let verb = judging(scope, hit).filter(|&verb| !scope.is_forgone(verb))?;
    Filled::of(scope, scope.objects(verb), &Whom::new(), 5)
}

/// "put its air force on alert as Chinese bombers circled": what forces are readied against is the only other state that
/// the sentence names.
pub(super) fn alarming(scope: &Scope<'_>, hit: &Hit, family: &Family, source: &Whom) -> Option<Filled> {
    let alert = family.sense.relation == "alert";
    alert.then(|| only_other(scope, source, &[EntityKind::Country], scope.tree.len(), hit.node)).flatten()
}

/// "was given 72 hours to leave Peru", "was expelled from Peru": whom one has to leave has ordered it.
pub(super) fn left(scope: &Scope<'_>, hit: &Hit, mode: Option<Mode>) -> Option<Filled> {
    if hit.part != Part::Verb || mode != Some(Mode::Expel) || !scope.is_passive(hit.node) {
        return None;
    }
    let leaves = |&n: &usize| matches!(scope.lemma(n), "leave" | "quit" | "vacate" | "depart");
    let below = (hit.node + 1..scope.tree.len()).filter(|&n| scope.tree.is_under(n, hit.node));
    let left = below.filter(leaves).flat_map(|n| scope.tree.children_by(n, Deprel::Obj));
    let phrases =
        scope.tree.children_by(hit.node, Deprel::Obl).filter(|&n| matches!(scope.case(n), Some("from" | "out")));
    Filled::of(
        scope,
        left.chain(phrases).collect(),
        &scope.objects(hit.node).iter().flat_map(|&n| scope.whom(n)).collect(),
        6,
    )
}

/// "Taiwan thanked Lithuania for a gift of vaccine": who thanks for it received it.
pub(super) fn thankful(scope: &Scope<'_>, hit: &Hit, source: &Whom) -> Option<Filled> {
    let verb = judging(scope, hit).filter(|&verb| scope.lemma(verb) == "thank")?;
    Filled::of(scope, scope.subjects(verb), source, 7)
}

/// "Asked by Iceland for help, Denmark said it would send fighters": what one is asked for is for who asks.
pub(super) fn asked_by(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: &Whom) -> Option<Filled> {
    use EventKind as K;
    if hit.part != Part::Verb || !matches!(kind, K::Aid | K::Support | K::Mobilize | K::Agree) {
        return None;
    }
    let asks = |c: &usize| {
        matches!(scope.lemma(*c), "ask" | "beg" | "beseech" | "petition" | "implore" | "approach" | "invite")
            && scope.is_passive(*c)
    };
    let above = scope.tree.ancestors(hit.node).take(4).filter(|&n| scope.is_verb(n));
    let asked = above.flat_map(|n| scope.tree.children_by(n, Deprel::Advcl)).find(asks)?;
    Filled::of(scope, scope.subjects(asked), source, 8)
}

/// Whom a verb speaks to, or meets.
fn hearers(scope: &Scope<'_>, verb: usize) -> Nodes {
    use Deprel as D;
    let to = |n: usize| scope.rel(n) == D::Obl && matches!(scope.case(n), Some("to" | "with"));
    let direct = scope.tree.children(verb).filter(|&c| matches!(scope.rel(c), D::Obj | D::Iobj) || to(c));
    direct.filter(|&c| scope.is_direct(c)).collect()
}

/// "rang Zarif to ask for it", "wrote to Delhi offering a truce", "met Kim and demanded": whom the verb before is said to
/// address is addressed by the words that follow.
pub(super) fn interlocutor(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: &Whom) -> Option<Filled> {
    use Deprel as D;
    use EventKind as K;
    let words = matches!(kind, K::Request | K::Accuse | K::Agree | K::Support | K::Concede | K::Threaten);
    if hit.part != Part::Verb || !words || !matches!(scope.rel(hit.node), D::Advcl | D::Xcomp | D::Conj) {
        return None;
    }
    if scope.tree.children(hit.node).any(|c| matches!(scope.rel(c), D::Nsubj | D::NsubjPass)) {
        return None;
    }
    let verb = scope.tree.head(hit.node).filter(|&verb| scope.is_verb(verb) && !scope.is_passive(verb))?;
    let patterns = scope.lexicon.patterns(Part::Verb, &scope.tree.node(verb).lemma);
    let speaks = |kind: K| matches!(kind, K::Consult | K::Support | K::Accuse);
    if !patterns.iter().any(|p| p.with.len() < 2 && speaks(scope.lexicon.of(p).sense.event)) {
        return None;
    }
    Filled::of(scope, hearers(scope, verb), source, 7)
}

/// "told Annan by telephone", "said in a letter to": who speaks to whom in a conversation or a letter that the clause has
/// as its circumstance.
pub(super) fn conversation(scope: &Scope<'_>, hit: &Hit) -> Option<(Filled, Filled)> {
    if hit.part != Part::Noun || scope.rel(hit.node) != Deprel::Obl {
        return None;
    }
    if !matches!(scope.case(hit.node), Some("by" | "on" | "over" | "in" | "during" | "via" | "through")) {
        return None;
    }
    let verb = scope.tree.head(hit.node).filter(|&verb| scope.is_verb(verb) && !scope.is_passive(verb))?;
    let source = Filled::of(scope, doers(scope, verb), &Whom::new(), 7)?;
    let target = Filled::of(scope, hearers(scope, verb), &source.whom, 7)?;
    Some((source, target))
}
