use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The texts of `data/explain.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    upos: BTreeMap<String, String>,
    xpos: BTreeMap<String, String>,
    deprel: BTreeMap<String, String>,
    mode: BTreeMap<String, String>,
    tie: BTreeMap<String, String>,
    actor: BTreeMap<String, String>,
    mention: BTreeMap<String, String>,
    role: BTreeMap<String, String>,
}

/// A set of labels.
#[derive(Debug)]
pub(super) struct Set {
    /// Its name in the file.
    pub(super) name: &'static str,
    /// What a label of it is.
    pub(super) about: &'static str,
    /// The labels and what each means.
    pub(super) labels: BTreeMap<String, String>,
}

/// Every label that is explained in the data file.
#[derive(Debug)]
pub(super) struct Labels(Vec<Set>);

impl Labels {
    /// The labels embedded in the program.
    pub(super) fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Labels> = LazyLock::new(|| {
            let file = toml::from_str(include_str!("../../../data/explain.toml"));
            Labels::new(file.expect("data/explain.toml is read by a test"))
        });
        &EMBEDDED
    }

    fn new(file: File) -> Self {
        let File { upos, xpos, deprel, mode, tie, actor, mention, role } = file;
        let set = |name, about, labels| Set { name, about, labels };
        Self(vec![
            set("upos", "part of speech (UPOS)", upos),
            set("xpos", "Penn Treebank tag (XPOS)", xpos),
            set("deprel", "relation in the tree (deprel)", deprel),
            set("mode", "mode of a category", mode),
            set("tie", "standing tie", tie),
            set("actor", "kind of actor", actor),
            set("mention", "kind of mention", mention),
            set("role", "status of an office", role),
        ])
    }

    /// The sets, in the order of the file.
    pub(super) fn sets(&self) -> &[Set] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Labels;
    use crate::actors::{EntityKind, MentionKind, RoleStatus};
    use crate::events::{AffiliationKind, Mode};
    use crate::syntax::{Deprel, Upos, Xpos};

    #[test]
    fn every_label_is_explained_and_nothing_else() {
        let mentions = [MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun];
        let roles = [RoleStatus::Current, RoleStatus::Former, RoleStatus::Acting, RoleStatus::Elect];
        let sets: [(&str, Vec<&str>); 8] = [
            ("upos", Upos::ALL.iter().map(|label| label.as_str()).collect()),
            ("xpos", Xpos::ALL.iter().map(|label| label.as_str()).collect()),
            ("deprel", Deprel::ALL.iter().map(|label| label.as_str()).collect()),
            ("mode", Mode::ALL.iter().map(|label| label.as_str()).collect()),
            ("tie", AffiliationKind::ALL.iter().map(|label| label.as_str()).collect()),
            ("actor", EntityKind::ALL.iter().map(|label| label.as_str()).collect()),
            ("mention", mentions.iter().map(|label| label.as_str()).collect()),
            ("role", roles.iter().map(|label| label.as_str()).collect()),
        ];
        for (set, (name, labels)) in Labels::embedded().sets().iter().zip(sets) {
            assert_eq!(set.name, name);
            let explained: BTreeSet<&str> = set.labels.keys().map(String::as_str).collect();
            let labels: BTreeSet<&str> = labels.into_iter().collect();
            assert_eq!(explained, labels, "[{name}] of data/explain.toml: explained, and to be explained");
            for (label, about) in &set.labels {
                assert!(!about.is_empty() && !about.ends_with('.'), "[{name}] {label}: {about:?}");
            }
        }
    }
}
