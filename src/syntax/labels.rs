use std::{fmt, str::FromStr};

use thiserror::Error;

/// A label that the tag set does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("unknown {set} label `{found}`")]
pub struct UnknownLabel {
    /// Name of the tag set.
    pub set: &'static str,
    /// The label found.
    pub found: String,
}

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, default $default:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            /// Every label, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The label as CoNLL-U writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownLabel;

            fn from_str(text: &str) -> Result<Self, UnknownLabel> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err(UnknownLabel { set: stringify!($name), found: text.to_owned() }),
                }
            }
        }
    };
}

labels! {
    /// Universal part-of-speech tag.
    Upos, default X {
        Adj = "ADJ",
        Adp = "ADP",
        Adv = "ADV",
        Aux = "AUX",
        Cconj = "CCONJ",
        Det = "DET",
        Intj = "INTJ",
        Noun = "NOUN",
        Num = "NUM",
        Part = "PART",
        Pron = "PRON",
        Propn = "PROPN",
        Punct = "PUNCT",
        Sconj = "SCONJ",
        Sym = "SYM",
        Verb = "VERB",
        X = "X",
    }
}

labels! {
    /// Fine tag of the Penn Treebank, as EWT and GUM use it; it tells tense, number and verb form.
    Xpos, default Unknown {
        Nn = "NN",
        In = "IN",
        Dt = "DT",
        Nnp = "NNP",
        Jj = "JJ",
        Prp = "PRP",
        Period = ".",
        Rb = "RB",
        Comma = ",",
        Nns = "NNS",
        Vb = "VB",
        Cc = "CC",
        Vbp = "VBP",
        Vbd = "VBD",
        Vbz = "VBZ",
        Cd = "CD",
        Vbn = "VBN",
        Vbg = "VBG",
        To = "TO",
        Md = "MD",
        PrpPoss = "PRP$",
        Uh = "UH",
        Colon = ":",
        Rrb = "-RRB-",
        Lrb = "-LRB-",
        Wdt = "WDT",
        Wrb = "WRB",
        Wp = "WP",
        Hyph = "HYPH",
        Rp = "RP",
        OpenQuote = "``",
        CloseQuote = "''",
        Pos = "POS",
        Nnps = "NNPS",
        Jjr = "JJR",
        Jjs = "JJS",
        Ex = "EX",
        Rbr = "RBR",
        Sym = "SYM",
        Nfp = "NFP",
        Fw = "FW",
        Add = "ADD",
        Gw = "GW",
        Dollar = "$",
        Pdt = "PDT",
        Rbs = "RBS",
        Ls = "LS",
        Afx = "AFX",
        WpPoss = "WP$",
        Unknown = "_",
    }
}

labels! {
    /// Universal Dependencies relation, with the subtypes of EWT and GUM.
    Deprel, default Dep {
        Punct = "punct",
        Case = "case",
        Det = "det",
        Nsubj = "nsubj",
        Root = "root",
        Advmod = "advmod",
        Amod = "amod",
        Obj = "obj",
        Obl = "obl",
        Conj = "conj",
        Nmod = "nmod",
        Compound = "compound",
        Cc = "cc",
        Mark = "mark",
        Aux = "aux",
        Cop = "cop",
        Advcl = "advcl",
        NmodPoss = "nmod:poss",
        Xcomp = "xcomp",
        AclRelcl = "acl:relcl",
        Flat = "flat",
        Ccomp = "ccomp",
        Parataxis = "parataxis",
        Acl = "acl",
        AuxPass = "aux:pass",
        Nummod = "nummod",
        Appos = "appos",
        NsubjPass = "nsubj:pass",
        Discourse = "discourse",
        OblUnmarked = "obl:unmarked",
        NmodUnmarked = "nmod:unmarked",
        CompoundPrt = "compound:prt",
        Expl = "expl",
        Fixed = "fixed",
        Iobj = "iobj",
        List = "list",
        OblAgent = "obl:agent",
        Reparandum = "reparandum",
        Dep = "dep",
        NmodDesc = "nmod:desc",
        Csubj = "csubj",
        NsubjOuter = "nsubj:outer",
        AdvclRelcl = "advcl:relcl",
        DetPredet = "det:predet",
        Vocative = "vocative",
        Goeswith = "goeswith",
        CcPreconj = "cc:preconj",
        Orphan = "orphan",
        Dislocated = "dislocated",
        CsubjPass = "csubj:pass",
        CsubjOuter = "csubj:outer",
    }
}

impl Deprel {
    /// The universal part, without the subtype: `nsubj` of `nsubj:pass`.
    pub fn universal(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or_default()
    }
}
