//! What it is to end something: who lifts a ban, calls off a strike or drops a veto yields; who suspends aid or trade
//! punishes. Who says that he will not yield refuses.

use crate::actors::EntityId;
use crate::events::lexicon::{Part, Sense};
use crate::events::scope::Scope;
use crate::events::slots::Hit;
use crate::events::{EventKind, Mode, Status};
use crate::syntax::Deprel;

/// What an ended deed amounts to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undone {
    pub kind: EventKind,
    pub mode: Option<Mode>,
    pub relation: &'static str,
    pub cameo: &'static str,
}

/// What one does to measures to make them milder.
const EASES: [&str; 7] = ["lift", "ease", "relax", "remove", "waive", "loosen", "rescind"];

/// "has not lifted its sanctions": what is not ended is told by the ending alone.
pub(super) fn stays(scope: &Scope<'_>, hit: &Hit) -> bool {
    let object = hit.part == Part::Noun && matches!(scope.rel(hit.node), Deprel::Obj | Deprel::NsubjPass);
    let verb = scope.tree.head(hit.node).filter(|&verb| object && scope.is_verb(verb) && scope.is_negated(verb));
    verb.is_some_and(|verb| EASES.contains(&scope.lemma(verb)))
}

/// "will not lift the embargo": the announcement that a concession will not come is a refusal.
pub(super) fn refused(scope: &Scope<'_>, hit: &Hit, sense: &Sense, status: Status) -> Option<Undone> {
    let asylum = sense.relation == "asylum";
    let yields = matches!(sense.event, EventKind::Concede | EventKind::Retreat) || asylum;
    let yields = yields && status == Status::Denied;
    let verb = if scope.is_verb(hit.node) { Some(hit.node) } else { scope.tree.head(hit.node) };
    let verb = verb.filter(|&verb| yields && scope.is_verb(verb) && scope.is_negated(verb))?;
    let announced = scope.tree.children(verb).any(|c| {
        matches!(scope.rel(c), Deprel::Aux | Deprel::AuxPass)
            && matches!(scope.lemma(c), "will" | "would" | "wo" | "shall" | "'ll" | "'d")
    });
    let (mode, relation, cameo) =
        if asylum { (Mode::Assist, "refuse_help", "1223") } else { (Mode::Yield, "refuse_to_yield", "124") };
    announced.then_some(Undone { kind: EventKind::Reject, mode: Some(mode), relation, cameo })
}

/// What the deed `kind` amounts to, if the word above says that it ends.
pub(super) fn undone(scope: &Scope<'_>, hit: &Hit, kind: EventKind, source: EntityId) -> Option<Undone> {
    use EventKind as K;
    let noun = hit.part == Part::Noun && matches!(scope.rel(hit.node), Deprel::Obj | Deprel::NsubjPass);
    let gerund = hit.part == Part::Verb && scope.rel(hit.node) == Deprel::Xcomp;
    let verb =
        scope.tree.head(hit.node).filter(|&verb| (noun || gerund) && scope.is_verb(verb) && !scope.is_negated(verb))?;
    let lemma = scope.lemma(verb);
    // "Moscow dismissed Ukrainian accusations": only who has accused can drop a charge, or a court
    let own = || scope.subjects(verb).into_iter().flat_map(|n| scope.whom(n)).all(|who| scope.is_one_side(who, source));
    let particle = |word: &str| scope.tree.children(verb).any(|c| scope.lemma(c) == word);
    let eases = EASES.contains(&lemma)
        || matches!(
            lemma,
            "drop" | "scrap" | "revoke" | "repeal" | "end" | "cancel" | "soften" | "withdraw" | "abandon"
        )
        || lemma == "roll" && particle("back")
        || lemma == "call" && particle("off");
    let halts = matches!(
        lemma,
        "suspend" | "halt" | "freeze" | "stop" | "withhold" | "terminate" | "discontinue" | "cease" | "end" | "cancel"
    ) || lemma == "cut" && (noun || particle("off"))
        || lemma == "hold" && particle("back");
    match kind {
        K::Sanction if noun && eases => {
            Some(Undone { kind: K::Concede, mode: None, relation: "eased_sanctions", cameo: "085" })
        }
        K::Coerce | K::Protest if noun && eases => {
            Some(Undone { kind: K::Concede, mode: None, relation: "eased_restrictions", cameo: "081" })
        }
        K::Reject if noun && eases => {
            Some(Undone { kind: K::Concede, mode: None, relation: "concession", cameo: "080" })
        }
        K::Accuse if noun && own() && (eases || matches!(lemma, "close" | "quash" | "dismiss" | "suspend")) => {
            Some(Undone { kind: K::Concede, mode: None, relation: "concession", cameo: "080" })
        }
        // "stopped bombing the capital"
        K::Assault if gerund && halts => {
            Some(Undone { kind: K::Retreat, mode: Some(Mode::Ceasefire), relation: "ceasefire", cameo: "087" })
        }
        K::Aid | K::Cooperate if halts => {
            Some(Undone { kind: K::Sanction, mode: Some(Mode::Discontinue), relation: "sanctions", cameo: "162" })
        }
        _ => None,
    }
}
