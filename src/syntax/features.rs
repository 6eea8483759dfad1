//! The FEATS column, as far as tag and lemma tell it.

use crate::syntax::{Upos, Xpos};

/// The features of a word in the order of CoNLL-U; `_` where none is known.
pub(crate) fn of(form: &str, lemma: &str, upos: Upos, xpos: Xpos) -> String {
    let lower = form.to_lowercase();
    let by_word = match upos {
        Upos::Pron | Upos::Det => pronoun(&lower, xpos),
        _ => None,
    };
    by_word.or_else(|| by_tag(&lower, lemma, upos, xpos)).unwrap_or("_").to_owned()
}

fn by_tag(lower: &str, lemma: &str, upos: Upos, xpos: Xpos) -> Option<&'static str> {
    let digits = lower.bytes().any(|b| b.is_ascii_digit());
    Some(match xpos {
        Xpos::Nn | Xpos::Nnp if matches!(upos, Upos::Noun | Upos::Propn) => "Number=Sing",
        Xpos::Nns => "Number=Plur",
        Xpos::Nnps if upos == Upos::Propn => "Number=Plur",
        Xpos::Vb => "VerbForm=Inf",
        Xpos::Vbz => "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        Xpos::Vbp if lemma == "be" && lower != "are" => "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin",
        Xpos::Vbp => "Mood=Ind|Tense=Pres|VerbForm=Fin",
        Xpos::Vbd if lower == "was" => "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
        Xpos::Vbd => "Mood=Ind|Tense=Past|VerbForm=Fin",
        Xpos::Vbg => "VerbForm=Ger",
        Xpos::Vbn => "Tense=Past|VerbForm=Part",
        Xpos::Md => "VerbForm=Fin",
        Xpos::Jj if upos == Upos::Adj => "Degree=Pos",
        Xpos::Jjr | Xpos::Rbr => "Degree=Cmp",
        Xpos::Jjs | Xpos::Rbs => "Degree=Sup",
        Xpos::Cd if digits => "NumForm=Digit|NumType=Card",
        Xpos::Cd => "NumForm=Word|NumType=Card",
        _ if lemma == "not" && upos == Upos::Part => "Polarity=Neg",
        _ => return None,
    })
}

fn pronoun(lower: &str, xpos: Xpos) -> Option<&'static str> {
    Some(match (lower, xpos) {
        ("the", _) => "Definite=Def|PronType=Art",
        ("a" | "an", _) => "Definite=Ind|PronType=Art",
        ("this" | "that", Xpos::Dt) => "Number=Sing|PronType=Dem",
        ("these" | "those", _) => "Number=Plur|PronType=Dem",
        ("i", _) => "Case=Nom|Number=Sing|Person=1|PronType=Prs",
        ("me", _) => "Case=Acc|Number=Sing|Person=1|PronType=Prs",
        ("we", _) => "Case=Nom|Number=Plur|Person=1|PronType=Prs",
        ("us", _) => "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        ("you", _) => "Case=Nom|Person=2|PronType=Prs",
        ("he", _) => "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        ("him", _) => "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        ("she", _) => "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        ("her", Xpos::Prp) => "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs",
        ("it", _) => "Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs",
        ("they", _) => "Case=Nom|Number=Plur|Person=3|PronType=Prs",
        ("them", _) => "Case=Acc|Number=Plur|Person=3|PronType=Prs",
        ("my", _) => "Case=Gen|Number=Sing|Person=1|Poss=Yes|PronType=Prs",
        ("our", _) => "Case=Gen|Number=Plur|Person=1|Poss=Yes|PronType=Prs",
        ("your", _) => "Case=Gen|Person=2|Poss=Yes|PronType=Prs",
        ("his", Xpos::PrpPoss) => "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("her", _) => "Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("its", _) => "Case=Gen|Gender=Neut|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
        ("their", _) => "Case=Gen|Number=Plur|Person=3|Poss=Yes|PronType=Prs",
        ("who" | "which" | "that" | "what" | "whom", Xpos::Wdt) => "PronType=Rel",
        ("some" | "any", _) => "PronType=Ind",
        ("all" | "both", _) => "PronType=Tot",
        _ => return None,
    })
}
